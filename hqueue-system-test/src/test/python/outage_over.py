"""outage_over.py URL FOLDER: after the outage nobody has been given up, and nothing ran twice."""

import os
import sys
import xmlrpc.client

from farmtest import connect, until

url, folder = sys.argv[1:]
server = connect(url)
with open(os.path.join(folder, "ids")) as file:
    ids = [int(line) for line in file]
lasting, ended, waiting = ids[:2], ids[2:4], ids[4:]


def statuses(jobs):
    return [job["status"] for job in server.getJobs(jobs, ["status"])]


def answers():
    try:
        return server.getVersion() != ""
    except xmlrpc.client.Fault as fault:
        assert fault.faultCode == -32503, fault
        return False


until("calls are answered again", answers)
until("what ended meanwhile is told", lambda: statuses(ended) == ["succeeded"] * 2)
until("what waited runs", lambda: statuses(waiting) == ["succeeded"] * 6)
assert statuses(lasting) == ["running"] * 2, statuses(lasting)
with open(os.path.join(folder, "go-on"), "w"):
    pass
until("what went on ends", lambda: statuses(lasting) == ["succeeded"] * 2)
with open(os.path.join(folder, "ran")) as file:
    ran = sorted(int(line) for line in file)
assert ran == sorted(ids), "started: %s of %s" % (ran, ids)

told = server.getJobEvents(0, 1000)
lost = [event for event in told if event["status"] == "abandoned" or "silent" in event["text"]]
assert not lost, lost
assert [job["triesLeft"] for job in server.getJobs(ids, ["triesLeft"])] == [0] * len(ids)
