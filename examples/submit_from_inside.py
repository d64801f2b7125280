#!/usr/bin/env python3
"""A job that finds out while it runs what is to be done, and submits that below itself.

    python3 submit_from_inside.py --server http://farm:5000     submits the first job
    python3 submit_from_inside.py                               is what that job runs

On the farm, `HQSERVER` is the server's URL and `JOBID` the job's own id. What is submitted with
that id as parent becomes a child: the job ends once its command *and* its children have, and fails
if one of them does. A cancel of the first job takes the children with it, even those that are
submitted a moment later.

This file must be at the same path on every client, as on a shared drive.
"""

import argparse
import os
import shlex
import sys
import xmlrpc.client


def submit(server, count):
    """From outside: one job that runs this very file."""
    farm = xmlrpc.client.ServerProxy(server, allow_none=True)
    job, = farm.newjob({
        "name": "find out what to render",
        "command": "python3 " + shlex.quote(os.path.abspath(__file__)),
        "environment": {"COUNT": str(count)},
        "submittedBy": "submit_from_inside.py",
    })
    print("%s/jobs/view/%d" % (server, job))
    print(job)


def run_inside():
    """On the farm: look around, then submit."""
    farm = xmlrpc.client.ServerProxy(os.environ["HQSERVER"], allow_none=True)
    me = int(os.environ["JOBID"])
    count = int(os.environ["COUNT"])  # in earnest: read it from the scene
    children = farm.newjob([
        {"name": "part %d" % number, "command": "echo part %d, parent %d" % (number, me)}
        for number in range(1, count + 1)], me)
    print("job %d has submitted %s below itself" % (me, children))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="http://localhost:5000", metavar="URL")
    parser.add_argument("--count", type=int, default=3)
    options = parser.parse_args()
    if "JOBID" in os.environ:
        run_inside()
    else:
        submit(options.server, options.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
