"""Cancels a running job: it is cancelled at once, and its processes end."""

import os
import sys

from farmtest import connect, until

url, folder = sys.argv[1:]
server = connect(url)
pids = os.path.join(folder, "pids")

job = server.newjob(
    {
        "name": "runs for long",
        # Two processes of one group; both must go.
        "command": 'sleep 600 & echo $! $$ > "%s"; wait' % pids,
    }
)[0]


def started():
    if os.path.exists(pids):
        with open(pids) as file:
            return [int(pid) for pid in file.read().split()]


def alive(pid):
    try:
        with open("/proc/%d/stat" % pid) as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


both = until("the processes run", started)
assert len(both) == 2 and all(alive(pid) for pid in both), both
until("the server knows", lambda: server.getJob(job, ["status"])["status"] == "running")
server.cancelJobs([job])
assert server.getJob(job, ["status"])["status"] == "cancelled"
until("the processes are gone", lambda: not any(alive(pid) for pid in both), 30)
server.cancelJobs([job, 999999999])
assert server.getJob(job, ["status"])["status"] == "cancelled"
server.deleteJobs([job])
until("it is deleted", lambda: server.getJobs([job], ["id"]) == [], 30)
