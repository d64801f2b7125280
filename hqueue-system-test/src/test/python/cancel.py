"""Cancels a job, and prints when the call had returned, in milliseconds since 1970."""

import sys
import time

from farmtest import connect

url, job_id = sys.argv[1:]
connect(url).cancelJobs([int(job_id)])
print(round(time.time() * 1000))
