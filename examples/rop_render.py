#!/usr/bin/env python3
"""Renders an animation the way a render ROP submits it (Houdini's HQueue Render), without Houdini.

    python3 rop_render.py --server http://farm:5000 --hip /mnt/hq/shot.hip --frames 1-20 --batch 5
    python3 rop_render.py --server http://farm:5000 --tiles 4 --hython /opt/hfs20.5/bin/hython

1. A root job without a command, and below it a "prepare" job.
2. The prepare job runs on the farm, opens the scene, and submits the render jobs *beside* itself:
   with its own parent as theirs (`parentIds`), so that the root waits for them too.
3. With tiles, each frame is a stitch job above its tiles: it runs once all of them are there.

The prepare job runs this very file, which must be at the same path on every client. `--hython` is
the interpreter that the render jobs run; a stand-in is used without it, and by the tests.
"""

import argparse
import os
import shlex
import sys
import time
import xmlrpc.client

FINISHED = ("succeeded", "failed", "cancelled")


def submit(options):
    """From outside, as the ROP's button does."""
    farm = xmlrpc.client.ServerProxy(options.server, allow_none=True)
    me = shlex.quote(os.path.abspath(__file__))
    ids = farm.newjob({
        "name": "render %s" % os.path.basename(options.hip),
        "priority": options.priority,
        "submittedBy": "rop_render.py",
        "children": [{
            "name": "prepare",
            "command": "python3 %s --inside" % me,
            "environment": {"HIP": options.hip, "FRAMES": options.frames, "HYTHON": options.hython,
                            "BATCH": str(options.batch), "TILES": str(options.tiles)},
            "tags": ["excludeProgress"],
        }],
    })
    return farm, ids[0]


def prepare():
    """On the farm: submits the renders beside this job."""
    farm = xmlrpc.client.ServerProxy(os.environ["HQSERVER"], allow_none=True)
    me = farm.getJob(os.environ["JOBID"], ["parents", "priority"])
    first, last = (int(number) for number in os.environ["FRAMES"].split("-"))
    batch, tiles = int(os.environ["BATCH"]), int(os.environ["TILES"])
    renders = []
    for start in range(first, last + 1, batch):
        end = min(last, start + batch - 1)
        render = frame_job(start, end) if tiles < 2 else tiled_job(start, end, tiles)
        renders.append(dict(render, parentIds=me["parents"]))
    ids = farm.newjob(renders)
    print("prepared %d jobs below %s" % (len(ids), me["parents"]))


def frame_job(start, end):
    return {
        "name": "frames %d-%d" % (start, end),
        "command": os.environ["HYTHON"] + ' -c "$RENDER"',
        "environment": {
            "HIP": os.environ["HIP"], "START": str(start), "END": str(end),
            "RENDER": 'f=$START; while [ "$f" -le "$END" ]; do echo "frame $f of $HIP"; '
                      'echo "PROGRESS: $((f - START + 1))/$((END - START + 1))"; f=$((f + 1)); done'
        },
        "triesLeft": 1,
    }


def tiled_job(start, end, tiles):
    """A stitch job above its tiles: a parent runs when its children have succeeded."""
    return {
        "name": "stitch %d-%d" % (start, end),
        "command": os.environ["HYTHON"] + ' -c "echo stitched"',
        "children": [dict(frame_job(start, end), name="tile %d of %d-%d" % (tile, start, end))
                     for tile in range(tiles)],
    }


def main():
    if "--inside" in sys.argv:
        prepare()
        return 0
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="http://localhost:5000", metavar="URL")
    parser.add_argument("--hip", default="/mnt/hq/shot010.hip")
    parser.add_argument("--frames", default="1-8", metavar="FIRST-LAST")
    parser.add_argument("--batch", type=int, default=2, help="frames of one job")
    parser.add_argument("--tiles", type=int, default=1, help="tiles of one frame")
    parser.add_argument("--priority", type=int, default=5)
    parser.add_argument("--hython", default="sh", help="what renders; sh stands in for it")
    options = parser.parse_args()
    farm, root = submit(options)
    print("%s/jobs/view/%d" % (options.server, root))
    while True:
        job = farm.getJob(root, ["status", "uiStatus", "overallProgress", "tasks", "failureReason"])
        print("%-30s %3.0f %%  %s" % (job["uiStatus"], 100 * job["overallProgress"], job["tasks"]))
        if job["status"] in FINISHED:
            print(job["failureReason"] or "rendered by %d jobs" % (job["tasks"]["total"] - 1))
            return 0 if job["status"] == "succeeded" else 1
        time.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
