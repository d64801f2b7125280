"""submit_and_kill.py URL FOLDER PID: kills the server the moment newjob has answered."""

import os
import signal
import sys

from farmtest import connect

url, folder, pid = sys.argv[1:]
server = connect(url)
command = 'echo $JOBID >> "%s"' % os.path.join(folder, "ran")
child = {"name": "child", "command": command}
ids = server.newjob(
    [{"name": "acknowledged %d" % n, "command": command, "children": [child]} for n in range(10)]
)
os.kill(int(pid), signal.SIGKILL)
assert len(ids) == 20, ids
with open(os.path.join(folder, "ids"), "a") as file:
    file.writelines("%d\n" % i for i in ids)
