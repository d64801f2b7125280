"""upgrade.py URL FOLDER JAVA AGENT_JAR: upgrade, restart and removal of an agent while its job runs."""

import hashlib
import os
import shutil
import sys
import urllib.request
import zipfile

from faultfarm import Agent, Jobs, processes_of
from farmtest import fault_of, until

url, folder, java, jar = sys.argv[1:5]
jobs = Jobs(url, folder)
name = "upgrade%d" % os.getpid()
server = jobs.server

with urllib.request.urlopen(url + "/agent/hqueue-agent.jar") as answer:
    served = answer.read()
    assert answer.headers["X-HQueue-SHA256"] == hashlib.sha256(served).hexdigest()
with open(jar, "rb") as file:
    assert file.read() == served, "the server carries another agent than was built"

old = os.path.join(folder, "old", "hqueue-agent.jar")
os.mkdir(os.path.dirname(old))
shutil.copyfile(jar, old)
with zipfile.ZipFile(old, "a") as archive:
    archive.writestr("another", "program")


def client():
    found = [each for each in server.getClients() if each["name"] == name]
    return found[0] if found else None


def upgrade():
    """The newest job of that name."""
    return max(each["id"] for each in server.findJobs({"name": "Upgrade"})["jobs"])


def log():
    with open(os.path.join(agent.folder, "hqnode.log"), encoding="utf-8") as file:
        return file.read()


def starts():
    return log().count("Found job %d " % job)


def program():
    with open(old, "rb") as file:
        return file.read()


agent = Agent(java, old, folder, name, url, cpus=2)
until("it has registered", client)
label = client()["label"]
assert client()["needsUpgrade"] is True
go = os.path.join(folder, "go")
job = jobs.submit(label, code=3, before='until test -e "%s"; do sleep 0.1; done' % go)
jobs.until_status(job, "running")
until("it has a process", lambda: processes_of(folder))

# A folder that cannot be written to: nothing changes, the job "Upgrade" says why.
before = program()
os.mkdir(old + ".old")
os.mkdir(os.path.join(old + ".old", "in the way"))
server.upgradeClients([client()["id"]])
until("it fails", lambda: server.getJob(upgrade())["status"] == "failed")
assert "cannot be replaced" in server.getJobOutput(upgrade())
assert program() == before and client()["needsUpgrade"] is True
assert jobs.status(job) == "running"
shutil.rmtree(old + ".old")

failed = upgrade()
server.upgradeClients([client()["id"]])
assert upgrade() > failed
until("it has upgraded", lambda: client()["needsUpgrade"] is False)
until("its job tells", lambda: server.getJob(upgrade())["status"] == "succeeded")
assert program() == served
assert agent.process.poll() is None, "whoever started it keeps its process"
assert jobs.status(job) == "running"
assert [p for p in os.listdir(os.path.dirname(old)) if p.endswith(".new")] == []

found = starts()
assert found == 1, log()
server.restartClients([client()["id"]])
until("it has restarted", lambda: starts() == 2)
assert jobs.status(job) == "running"

refused = fault_of(server.removeClients, [client()["id"]])
assert refused.faultCode == -32500 and str(job) in refused.faultString, refused
with open(go, "w"):
    pass
jobs.check()
until("nothing is left of it", agent.knows_nothing)
identity = client()["id"]
server.editClient(identity, {"cpus": 1, "attributes": {"rack": "7"}, "description": "mine"})
edited = client()
assert (edited["cpus"], edited["attributes"]["rack"], edited["description"]) == (1, "7", "mine")
server.removeClients([identity])
assert client() is None
agent.process.wait(60)
assert agent.process.returncode == 0, agent.process.returncode
assert "does not know" not in log(), log()
assert client() is None

agent.start()
until("it is back", client)
assert client()["id"] == identity and client()["attributes"]["rack"] == "7"
agent.stop()
