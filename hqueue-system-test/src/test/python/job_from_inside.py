"""A running job submits another below itself, as Houdini's graph jobs do."""

import os
import sys

from farmtest import connect, follow

url, folder = sys.argv[1:]
server = connect(url)
script = os.path.join(folder, "inside.py")
ran = os.path.join(folder, "ran inside")

with open(script, "w") as file:
    file.write(
        """
import os, xmlrpc.client
server = xmlrpc.client.ServerProxy(os.environ["HQSERVER"])
command = 'echo $JOBID >> "%s"; echo "inner below" $ROOTJOBID' % os.environ["RAN"]
ids = server.newjob({"name": "inner", "command": command}, os.environ["JOBID"])
print("submitted", *ids)
"""
    )

outer = server.newjob(
    {
        "name": "outer",
        "command": 'echo $JOBID >> "$RAN"; python3 "%s"' % script,
        "environment": {"RAN": ran},
    }
)[0]
seen = follow(server, outer)
assert seen[-1] == "succeeded", (seen, server.getJob(outer), server.getJobOutput(outer))

job = server.getJob(outer)
assert len(job["children"]) == 1, job
inner = job["children"][0]
assert "submitted %d" % inner in server.getJobOutput(outer), server.getJobOutput(outer)
child = server.getJob(inner)
assert child["parents"] == [outer] and child["rootId"] == outer, child
assert child["status"] == "succeeded", child
assert "inner below %d" % outer in server.getJobOutput(inner), server.getJobOutput(inner)
with open(ran) as lines:
    assert lines.read().split() == [str(outer), str(inner)]
