"""all_succeeded_once.py URL FOLDER: every job that was answered is there, ran once, succeeded."""

import collections
import os
import sys

from farmtest import connect, until

url, folder = sys.argv[1:]
server = connect(url)
with open(os.path.join(folder, "ids")) as file:
    ids = [int(line) for line in file]

jobs = server.getJobs(ids, ["id"])
assert [job["id"] for job in jobs] == ids, "lost: %s" % (set(ids) - {job["id"] for job in jobs})


def unfinished():
    jobs = server.getJobs(ids, ["id", "status"])
    return {job["id"]: job["status"] for job in jobs if job["status"] != "succeeded"}


try:
    until("all succeed", lambda: not unfinished(), 120)
except AssertionError:
    raise AssertionError("not succeeded: %s" % unfinished())
with open(os.path.join(folder, "ran")) as file:
    times = collections.Counter(int(line) for line in file)
assert times == {i: 1 for i in ids}, {i: times[i] for i in ids if times[i] != 1}
