"""frozen_database.py URL PID: what callers see while the database, process PID, stands still."""

import os
import signal
import sys
import time
import xmlrpc.client

from farmtest import connect, fault_of, follow, until

NOT_NOW = -32503

url, pid = sys.argv[1], int(sys.argv[2])
server = connect(url)
before = server.newjob({"name": "before", "command": "exit 0"})[0]

os.kill(pid, signal.SIGSTOP)
try:
    started = time.monotonic()

    def is_refused():
        try:
            server.newjob({"name": "first", "command": "exit 0"})
        except xmlrpc.client.Fault as fault:
            assert fault.faultCode == NOT_NOW, fault
            return True
        raise AssertionError("a job was stored in a database that stands still")

    until("the first call is refused", is_refused)
    print("first refusal after %.2f s" % (time.monotonic() - started))
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
for job in (before, after):
    assert follow(server, job)[-1] == "succeeded"
