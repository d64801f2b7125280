#!/usr/bin/env python3
"""Runs a sliced simulation the way a simulation ROP submits it (HQueue Simulation), without Houdini.

    python3 rop_sim.py --server http://farm:5000 --slices 4 --hython /opt/hfs20.5/bin/hython

A tracker brings the slices together: each tells it where it is, and waits for the others at every
step. So the tracker and all slices must run at the same time; the farm needs that many free CPUs.

    simulation (root, no command)
      +-- stop the tracker      waits for the slices, then ends the tracker
      |     +-- slice 0, 1, ...
      +-- slice 0, 1, ...       the same jobs: a job may have several parents
      +-- tracker               runs until it is stopped

Tracker and slices meet in a folder that all clients see (`--shared`); Houdini's meet over the
network. `--hython` is the interpreter that the slices run; a stand-in is used without it, and by
the tests.
"""

import argparse
import sys
import time
import uuid
import xmlrpc.client

FINISHED = ("succeeded", "failed", "cancelled")

TRACKER = r'''
mkdir -p "$MEET"; echo "tracker of $SLICES slices runs on $(hostname)"; : > "$MEET/tracker"
while [ ! -e "$MEET/stop" ]; do sleep 0.2; done
rm -r "$MEET"; echo "tracker stopped"
'''

SLICE = r'''
waited=0
wait_for() {  # until the condition holds, or for two minutes
    while ! eval "$1"; do
        waited=$((waited + 1)); [ "$waited" -lt 600 ] || { echo "the others do not come"; exit 1; }
        sleep 0.2
    done
}
wait_for '[ -e "$MEET/tracker" ]'
: > "$MEET/slice-$SLICE"
wait_for '[ "$(ls "$MEET" | grep -c "^slice-")" -eq "$SLICES" ]'
echo "slice $SLICE of $SLICES: all are here"
for step in 1 2 3 4; do sleep 0.2; echo "PROGRESS: $step/4"; done
'''


def specifications(slices, shared, hython, priority):
    meet = "%s/sim-%s" % (shared.rstrip("/"), uuid.uuid4().hex[:12])
    common = {"priority": priority, "cpus": 1}
    tracker = dict(common, name="tracker", stubId="tracker", command="sh -c \"$SCRIPT\"",
                   tags=["excludeProgress"],
                   environment={"SCRIPT": TRACKER, "MEET": meet, "SLICES": str(slices)})
    parts = [dict(common, name="slice %d" % number, stubId="slice %d" % number,
                  command=hython + " -c \"$SCRIPT\"",
                  environment={"SCRIPT": SLICE, "MEET": meet, "SLICE": str(number),
                               "SLICES": str(slices)}) for number in range(slices)]
    names = [part["stubId"] for part in parts]
    stop = dict(common, name="stop the tracker", stubId="stop", command=": > '%s/stop'" % meet,
                childStubIds=names, tags=["excludeProgress"])
    root = {"name": "simulation of %d slices" % slices, "priority": priority,
            "submittedBy": "rop_sim.py", "childStubIds": names + ["stop", "tracker"]}
    return [root, tracker] + parts + [stop]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="http://localhost:5000", metavar="URL")
    parser.add_argument("--slices", type=int, default=4)
    parser.add_argument("--shared", default="/tmp", help="a folder that all clients see")
    parser.add_argument("--priority", type=int, default=10)
    parser.add_argument("--hython", default="sh", help="what simulates; sh stands in for it")
    options = parser.parse_args()

    farm = xmlrpc.client.ServerProxy(options.server, allow_none=True)
    room = sum(client["cpus"] for client in farm.getClients(None, ["cpus", "online"])
               if client["online"])
    if room < options.slices + 1:
        print("%d CPUs are needed at once, the farm has %d" % (options.slices + 1, room))
        return 1
    ids = farm.newjob(specifications(
        options.slices, options.shared, options.hython, options.priority))
    root, stop = ids[0], ids[-1]
    print("%s/jobs/view/%d" % (options.server, root))
    while True:
        job = farm.getJob(root, ["status", "overallProgress", "tasks", "failureReason"])
        print("%-10s %3.0f %%  %s" % (job["status"], 100 * job["overallProgress"], job["tasks"]))
        if farm.getJob(stop, ["status"])["status"] in ("failed", "cancelled"):
            farm.cancelJobs([root])  # a slice failed: the tracker would wait for ever
        if job["status"] in FINISHED:
            print(job["failureReason"] or "simulated")
            return 0 if job["status"] == "succeeded" else 1
        time.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
