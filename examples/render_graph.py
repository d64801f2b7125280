#!/usr/bin/env python3
"""Submits a small production graph with one call: simulate, render, compose, encode.

    python3 render_graph.py --server http://farm:5000 --frames 1-24 --wait

The graph is a diamond. Frames wait for the simulation, two composites (full size and preview) wait
for the same frames, and the encoding waits for both. Ids are not known before the call, so the
specifications are tied together by names of our own choice: `stubId` and `childStubIds`. A "child"
is what a job waits for.

Replace the commands by your own. Here they only write a line, so that it runs on any farm.
"""

import argparse
import sys
import time
import xmlrpc.client


def graph(shot, first, last, priority):
    """All specifications, in one list; nothing is stored before every one of them is right."""
    simulate = {
        "name": "%s: simulate" % shot,
        "command": "echo simulating %s" % shot,
        "stubId": "simulate",
        "priority": priority,
        "tags": ["single"],  # alone on its client
    }
    frames = [{
        "name": "%s: frame %d" % (shot, number),
        "command": 'echo rendering frame "$FRAME" as job "$JOBID"; echo "PROGRESS: 100%"',
        "environment": {"FRAME": str(number), "SHOT": shot},
        "stubId": "frame %d" % number,
        "childStubIds": ["simulate"],
        "priority": priority,
        "triesLeft": 2,  # a render that fails is tried again twice
        "maxTime": 3600,
    } for number in range(first, last + 1)]
    names = [frame["stubId"] for frame in frames]
    composites = [{
        "name": "%s: %s composite" % (shot, size),
        "command": "echo composing %s in %s" % (shot, size),
        "stubId": size,
        "childStubIds": names,
        "priority": priority,
    } for size in ("full", "preview")]
    encode = {
        "name": "%s: encode" % shot,
        "command": "echo encoding %s" % shot,
        "stubId": "encode",
        "childStubIds": ["full", "preview"],
        "priority": priority,
        "submittedBy": "render_graph.py",
    }
    return [encode] + composites + frames + [simulate]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="http://localhost:5000", metavar="URL")
    parser.add_argument("--shot", default="shot010")
    parser.add_argument("--frames", default="1-8", metavar="FIRST-LAST")
    parser.add_argument("--priority", type=int, default=5)
    parser.add_argument("--wait", action="store_true", help="until the last job has ended")
    options = parser.parse_args()
    first, last = (int(number) for number in options.frames.split("-"))

    farm = xmlrpc.client.ServerProxy(options.server, allow_none=True)
    ids = farm.newjob(graph(options.shot, first, last, options.priority))
    encode = ids[0]  # ids come in the order of the specifications
    print("%d jobs; the last one to run is %s/jobs/view/%d" % (len(ids), options.server, encode))
    if not options.wait:
        return 0
    while True:
        job = farm.getJob(encode, ["status", "overallProgress", "failureReason"])
        print("%-10s %3.0f %%" % (job["status"], 100 * job["overallProgress"]))
        if job["status"] in ("succeeded", "failed", "cancelled"):
            print(job["failureReason"])
            return 0 if job["status"] == "succeeded" else 1
        time.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
