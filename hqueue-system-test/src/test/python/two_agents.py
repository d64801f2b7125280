"""A farm with two agents on one machine: told apart, and usable from a script."""

import os
import subprocess
import sys

from farmtest import connect, follow

url, folder = sys.argv[1:]
server = connect(url)
clients = [c for c in server.getClients() if c["online"]]
assert len(clients) == 2, clients
assert len({c["name"] for c in clients}) == 2, clients
assert len({c["label"] for c in clients}) == 2, clients
assert len({c["id"] for c in clients}) == 2, clients
assert len({c["port"] for c in clients}) == 2 and all(c["port"] > 0 for c in clients), clients
assert [c["cpus"] for c in clients] == [2, 2], clients

here = os.path.dirname(os.path.abspath(__file__))
job = server.newjob({"name": "hello", "command": "echo hello from $JOBID"})[0]
assert follow(server, job)[-1] == "succeeded"
assert "hello from %d" % job in server.getJobOutput(job)
subprocess.check_call([sys.executable, os.path.join(here, "cancel_running.py"), url, folder])

# Both machines' halves are used: each job needs all of one client.
ids = server.newjob(
    [{"name": "wide %d" % n, "command": "sleep 2", "cpus": 2} for n in range(2)]
)
assert [follow(server, i)[-1] for i in ids] == ["succeeded", "succeeded"]
used = {server.getJob(i)["clients"][0]["clientId"] for i in ids}
assert used == {c["id"] for c in clients}, used
