"""Submits a parent that waits for three children, follows it to the end, and reads the output."""

import os
import sys

from farmtest import connect, follow

url, folder = sys.argv[1:]
server = connect(url)
assert server.ping() is True
made = os.path.join(folder, "made by children")

ids = server.newjob(
    {
        "name": "parent äöü \U0001f3ac",
        "command": 'test "$(sort "%s")" = "$(printf "1\\n2\\n3")" && echo "all three are there"' % made,
        "children": [
            {
                "name": "child %d" % n,
                "command": 'echo "PROGRESS: 1/2"; sleep 0.5; echo $NUMBER >> "%s"; echo "child $NUMBER of $JOBID"'
                % made,
                "environment": {"NUMBER": str(n)},
                "tags": ["together"],
            }
            for n in (1, 2, 3)
        ],
    }
)
assert len(ids) == 4, ids
parent, children = ids[0], ids[1:]

seen = follow(server, parent)
assert seen[-1] == "succeeded", (seen, server.getJob(parent))
assert seen[0] == "queued", seen

jobs = server.getJobs(ids, ["id", "name", "status", "parents", "children", "progress", "exitCode"])
assert [job["id"] for job in jobs] == ids, jobs
assert [job["status"] for job in jobs] == ["succeeded"] * 4, jobs
assert [job["progress"] for job in jobs] == [1.0] * 4, jobs
assert [job["exitCode"] for job in jobs] == [0] * 4, jobs
assert jobs[0]["name"] == "parent äöü \U0001f3ac", jobs[0]
assert sorted(jobs[0]["children"]) == sorted(children), jobs[0]
assert all(job["parents"] == [parent] for job in jobs[1:]), jobs

assert "all three are there" in server.getJobOutput(parent), server.getJobOutput(parent)
for number, child in enumerate(children, 1):
    output = server.getJobOutput(child)
    assert "child %d of %d" % (number, child) in output, output
assert set(ids) <= set(server.getJobIdsByStatus("succeeded"))
assert not set(ids) & set(server.getJobIdsByStatus(server.getUnfinishedJobStatusNames()))

# The children began only once: each left one line.
with open(made) as lines:
    assert sorted(lines.read().split()) == ["1", "2", "3"]
