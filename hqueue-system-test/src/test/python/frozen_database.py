"""frozen_database.py URL PID: what callers see while the database, process PID, stands still."""

import os
import signal
import sys
import threading
import time
import xmlrpc.client

from farmtest import connect, fault_of, follow, until

NOT_NOW = -32503
CALLERS = 40  # more than the server has connections

url, pid = sys.argv[1], int(sys.argv[2])
server = connect(url)
before = server.newjob({"name": "before", "command": "exit 0"})[0]

answered = []
refused = []
others = []
took = []


def submit(number):
    """Calls without a pause until a call made in the frozen time has been refused."""
    mine = connect(url)
    while True:
        asked = time.monotonic()
        name = "under way %d.%d" % (number, len(answered))
        try:
            answered.append(mine.newjob({"name": name, "command": "exit 0"})[0])
        except xmlrpc.client.Fault as fault:
            (refused if fault.faultCode == NOT_NOW else others).append(fault.faultString)
            took.append(time.monotonic() - asked)
            return


callers = [threading.Thread(target=submit, args=(number,)) for number in range(CALLERS)]
for caller in callers:
    caller.start()
until("calls are under way", lambda: len(answered) >= CALLERS)

os.kill(pid, signal.SIGSTOP)
try:
    for caller in callers:
        caller.join()
    assert not others, others
    assert len(refused) == CALLERS, refused
    print(
        "calls under way: first refusal after %.2f s, last after %.2f s; texts %s"
        % (min(took), max(took), sorted(set(refused)))
    )
    slowest = 0
    for number in range(20):
        asked = time.monotonic()
        fault = fault_of(server.newjob, {"name": "refused", "command": "exit 0"})
        slowest = max(slowest, time.monotonic() - asked)
        assert fault.faultCode == NOT_NOW and "seconds" in fault.faultString, fault
    print("slowest of 20 later refusals: %.3f s" % slowest)
    assert server.ping() is True
finally:
    os.kill(pid, signal.SIGCONT)


def stored():
    try:
        return server.newjob({"name": "after", "command": "exit 0"})
    except xmlrpc.client.Fault as fault:
        assert fault.faultCode == NOT_NOW, fault
        return None


thawed = time.monotonic()
after = until("calls are answered again", stored)[0]
print("answered again after %.2f s" % (time.monotonic() - thawed))
assert server.findJobs({"name": "refused"})["total"] == 0, "a refused call was stored"
kept = server.findJobs({"name": "under way"})["total"]
unsure = sum("may or may not" in text or "look before" in text for text in refused)
print("%d calls answered, %d jobs stored, %d left open by their fault" % (len(answered), kept, unsure))
# of a commit that was under way nobody can say whether it was stored
assert len(answered) <= kept <= len(answered) + unsure, "a refused call was stored, or an answered one lost"
for job in [before, after] + answered[:1]:
    assert follow(server, job)[-1] == "succeeded"
