#!/usr/bin/env python3
"""Watches the whole farm and says what goes wrong, the moment it does.

    python3 watchdog.py --server http://farm:5000 --state /var/lib/watchdog.last

`getJobEvents` tells everything that happens, in order, none missed: each call gives the events after
the last one that was seen, and when there is none the server holds the call until there is. So this
costs nothing while the farm is quiet. The last number is kept in a file: after a restart it goes on
where it was. Where it prints, call your chat, mail or pager.
"""

import argparse
import os
import sys
import time
import xmlrpc.client

ALARMING = ("failed", "abandoned")
HOLD = 30  # seconds that the server may hold a call


def newest(farm):
    """The number of the last event there is: only what comes after it is news."""
    after = 0
    while True:
        events = farm.getJobEvents(after, 1000, 0)
        if not events:
            return after
        after = events[-1]["id"]


def load(path, farm):
    if path and os.path.exists(path):
        with open(path) as file:
            return int(file.read())
    return newest(farm)


def save(path, after):
    if path:
        with open(path + ".new", "w") as file:
            file.write(str(after))
        os.replace(path + ".new", path)


def tell(farm, event):
    job = farm.getJob(event["jobId"], ["name", "failureReason", "submittedBy"])
    if job is not None:  # deleted meanwhile
        print("%s job %d %s: %s%s" % (event["date"], event["jobId"], event["status"], job["name"],
                                      ", " + job["failureReason"] if job["failureReason"] else ""),
              flush=True)


def watch(farm, after, path, until):
    while until is None or time.monotonic() < until:
        try:
            events = farm.getJobEvents(after, 1000, HOLD if until is None else 1)
            for event in events:
                if event["jobId"] is not None and event["status"] in ALARMING:
                    tell(farm, event)
                after = event["id"]
            save(path, after)
        except (OSError, xmlrpc.client.Error) as failure:
            # The server may be starting anew; nothing is lost, since the place is kept here.
            print("no answer, trying again: %s" % failure, file=sys.stderr, flush=True)
            time.sleep(5)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="http://localhost:5000", metavar="URL")
    parser.add_argument("--state", metavar="FILE", help="where the last event's number is kept")
    parser.add_argument("--seconds", type=float, help="stop after so long; without it, never")
    options = parser.parse_args()
    farm = xmlrpc.client.ServerProxy(options.server, allow_none=True)
    after = load(options.state, farm)
    print("watching after event %d" % after, flush=True)
    until = None if options.seconds is None else time.monotonic() + options.seconds
    watch(farm, after, options.state, until)
    return 0


if __name__ == "__main__":
    sys.exit(main())
