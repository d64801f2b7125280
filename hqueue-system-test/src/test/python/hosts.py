"""hosts.py FOLDER JAVA SERVER_JAR AGENT_JAR: several hosts, of which one and then another loses its link.

Run within `unshare --map-root-user --net --mount`: each host is a network namespace with a host name of
its own, and a cable to the bridge that the server listens on.
"""

import os
import subprocess
import sys
import time
import urllib.parse

from faultfarm import Agent, Server, processes_of
from farmtest import connect, until

NODES = ("node1", "node2", "node3")
BRIDGE = "10.77.0.1"

folder, java, server_jar, agent_jar = sys.argv[1:5]
started = time.monotonic()


def say(text):
    print("%6.1f s  %s" % (time.monotonic() - started, text), flush=True)


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True)


def lay_cables():
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    ip("link", "set", "lo", "up")
    ip("link", "add", "bridge", "type", "bridge")
    ip("address", "add", BRIDGE + "/24", "dev", "bridge")
    ip("link", "set", "bridge", "up")
    for number, space in enumerate(NODES + ("clone",)):
        cable = "to-" + space
        ip("netns", "add", space)
        ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", space)
        ip("link", "set", cable, "master", "bridge", "up")
        within = ("netns", "exec", space, "ip")
        ip(*within, "address", "add", address_of(number) + "/24", "dev", "eth0")
        ip(*within, "link", "set", "lo", "up")
        ip(*within, "link", "set", "eth0", "up")


def address_of(number):
    return "10.77.0.%d" % (11 + number)


def cut(node):
    ip("link", "set", "to-" + node, "down")


def mend(node):
    ip("link", "set", "to-" + node, "up")


class HostAgent(Agent):
    """An agent on a host of its own."""

    def __init__(self, space, hostname):
        self.space = space
        self.hostname = hostname
        super().__init__(java, agent_jar, folder, space, server.url)

    def start(self):
        command = ["ip", "netns", "exec", self.space, "unshare", "--uts", "sh", "-c"]
        command += ['hostname "$0"; exec "$@"', self.hostname]
        if self.command[0] == java:
            at = self.command.index("--name")
            self.command = command + self.command[:at] + self.command[at + 2 :]
        super().start()


lay_cables()
server = Server(java, server_jar, folder)
server.url = "http://%s:%d" % (BRIDGE, urllib.parse.urlsplit(server.url).port)
server.command += ["--host", BRIDGE]
os.environ.update(
    HQUEUE_HEARTBEAT_SECONDS="2", HQUEUE_ACTIVE_TIMEOUT="1", HQUEUE_ABANDONED_REQUEUE_MINUTES="1"
)
server.start()
farm = connect(server.url)
agents = {node: HostAgent(node, node) for node in NODES}


def clients():
    return {client["label"]: client for client in farm.getClients()}


until("every host is known", lambda: set(clients()) == set(NODES))
addresses = {label: client["ip"] for label, client in clients().items()}
assert addresses == {node: address_of(number) for number, node in enumerate(NODES)}, addresses
say("three hosts, each with its name and address")

clone = HostAgent("clone", "node1")
until("the clone is refused", lambda: "refuses this agent" in open(clone.out.name).read())
refusal = open(clone.out.name).read()
assert address_of(0) in refusal, refusal
clone.kill()
say("a second node1 is refused: " + refusal.strip().splitlines()[-1])


def submit(name, node, command):
    condition = {"type": "client", "name": "hostname", "op": "in", "value": node}
    command = 'echo $JOBID $(hostname) >> "%s/ran"; %s' % (folder, command)
    return farm.newjob({"name": name, "command": command, "conditions": [condition]})[0]


def status(job):
    return farm.getJob(job, ["status"])["status"]


def until_status(job, wanted, patience=90):
    until("job %d is %s" % (job, wanted), lambda: status(job) == wanted, patience)


def flag(name):
    return os.path.join(folder, name)


def when(name):
    return 'until test -e "%s"; do sleep 0.1; done; ' % flag(name)


def starts():
    """Who has begun where: job and host."""
    try:
        with open(os.path.join(folder, "ran")) as file:
            return [tuple(line.split()) for line in file]
    except FileNotFoundError:
        return []


def until_flag(name):
    return 'until test -e "%s/%s"; do sleep 0.1; done; ' % (folder, name)


short = submit("ends without a link", "node2", until_flag("cut") + "seq 1000; exit 3")
moved = submit("is given up", "node3", "test $(hostname) != node3 || sleep 600")
for job in (short, moved):
    until_status(job, "running")
until("both have begun", lambda: len(starts()) == 2)
changes = {"conditions": [{"type": "client", "name": "hostname", "op": "in", "value": "node3,node1"}]}
farm.editJobs([moved], changes)

cut("node2")
cut("node3")
open(os.path.join(folder, "cut"), "w").close()
until("it has ended on its host", lambda: not processes_of(agents["node2"].folder))
other = submit("on the host that is left", "node1", "true")
until_status(other, "succeeded")
assert status(short) == "running", "nobody can have told"
mend("node2")
until_status(short, "failed")
output = farm.getJobOutputFrom(short, 0, 100000)["data"].data.decode()
assert output.split() == [str(number) for number in range(1, 1001)], output[-100:]
assert farm.getJob(short, ["exitCode", "tries"]) == {"exitCode": 3, "tries": 1}
say("what ended while its host had no link is told afterwards, with all its output")

until_status(moved, "succeeded", 240)
say("the job of the host that stays away has run elsewhere")
assert processes_of(agents["node3"].folder), "the host without a link knows nothing of that"
mend("node3")
until("the old process is ended", lambda: not processes_of(agents["node3"].folder))
until("the host is back", lambda: clients()["node3"]["online"])
assert status(moved) == "succeeded"
say("its first process was ended when its host was back")

wanted = [(short, "node2"), (moved, "node3"), (moved, "node1"), (other, "node1")]
assert sorted(starts()) == sorted((str(job), node) for job, node in wanted), starts()
for agent in agents.values():
    agent.stop()
server.kill()
