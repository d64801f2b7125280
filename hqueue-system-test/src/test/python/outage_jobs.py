"""outage_jobs.py URL FOLDER: two jobs that outlast an outage, two that end in it, and six that wait.

The files `go-on` and `end-now` end the first two and the second two; the agents have four CPUs.
"""

import os
import sys

from farmtest import connect, until

url, folder = sys.argv[1:]
server = connect(url)
RUN = 'cd "%s"; echo $JOBID >> ran; until test -e %s; do sleep 0.2; done'
commands = [RUN % (folder, "go-on")] * 2 + [RUN % (folder, "end-now")] * 2
running = [server.newjob({"name": "runs", "command": command})[0] for command in commands]


def all_run():
    jobs = server.getJobs(running, ["status"])
    return [job["status"] for job in jobs] == ["running"] * len(running)


until("four jobs run", all_run)
waiting = server.newjob(
    [{"name": "waits", "command": 'echo $JOBID >> "%s/ran"' % folder} for _ in range(6)]
)
with open(os.path.join(folder, "ids"), "w") as file:
    file.write("".join("%d\n" % job for job in running + waiting))
