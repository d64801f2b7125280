"""Cancels what somebody has submitted and what has not ended, and waits until it has."""

import sys

from farmtest import FINISHED, connect, until

farm = connect(sys.argv[1])
jobs = [job["id"] for job in farm.findJobs(
    {"submittedBy": sys.argv[2], "status": ["runnable", "running"], "limit": 1000})["jobs"]]
farm.cancelJobs(jobs)
until("the ends", lambda: all(job["status"] in FINISHED for job in farm.getJobs(jobs, ["status"])))
