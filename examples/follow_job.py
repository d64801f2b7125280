#!/usr/bin/env python3
"""Follows one job to its end: its status and, as it is printed, its output.

    python3 follow_job.py --server http://farm:5000 1234

The output is fetched in pieces by `getJobOutputFrom`, each from where the last one ended, so a log
of any length costs no more than what is new. The exit status is that of the job's command, as far
as there is one: 0 when it succeeded.
"""

import argparse
import sys
import time
import xmlrpc.client

FINISHED = ("succeeded", "failed", "cancelled")
PIECE = 256 * 1024  # bytes


def follow(farm, job_id, out):
    """Writes what the job prints, and returns the job once all of it is there."""
    offset, last_status = 0, None
    while True:
        # Asked before the output: what is printed up to the end must not be missed.
        job = farm.getJob(job_id, ["status", "progress", "exitCode", "failureReason", "waitingFor"])
        if job is None:
            raise SystemExit("job %d does not exist (any more)" % job_id)
        if job["status"] != last_status:
            last_status = job["status"]
            print("[%s] %s" % (last_status, job["waitingFor"]), file=sys.stderr)
        while True:
            piece = farm.getJobOutputFrom(job_id, offset, PIECE)
            data = piece["data"].data
            out.write(data)
            offset = piece["next"]
            if len(data) < PIECE:
                break
        out.flush()
        if job["status"] in FINISHED and (piece["done"] or job["exitCode"] is None):
            return job
        time.sleep(0.5)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="http://localhost:5000", metavar="URL")
    parser.add_argument("job", type=int)
    options = parser.parse_args()
    farm = xmlrpc.client.ServerProxy(options.server, allow_none=True)
    job = follow(farm, options.job, sys.stdout.buffer)
    if job["status"] == "succeeded":
        return 0
    print("[%s] %s" % (job["status"], job["failureReason"]), file=sys.stderr)
    return job["exitCode"] or 1


if __name__ == "__main__":
    sys.exit(main())
