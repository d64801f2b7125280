#!/usr/bin/env python3
"""Does to the farm what a task graph scheduler does (Houdini's PDG/TOPs), without Houdini.

    python3 pdg_cook.py --server http://farm:5000 --items 12 --hython /opt/hfs20.5/bin/hython

1. A root job without a command holds everything.
2. Below it runs a "message queue": a job that lasts as long as the cook. The scheduler finds its
   host from the job's `clients`, and its port from its output.
3. Each work item is submitted with a call of its own the moment it is known, with the root as
   parent and the items it depends on as `childrenIds`, finished or not.
4. All items are polled with one `getJobs` of id and status, deleted ones being left out.
5. In the end the message queue is cancelled, and the root with it.

`--hython` is the interpreter that the items run; a stand-in is used without it, and by the tests.
"""

import argparse
import json
import re
import sys
import time
import xmlrpc.client

FINISHED = ("succeeded", "failed", "cancelled")

# Stands for Houdini's message queue: prints where it listens, then stays.
QUEUE = 'echo "PDG_MQ 127.0.0.1 $((20000 + JOBID % 10000))"; while true; do sleep 1; done'


class Cook:
    def __init__(self, server, hython):
        self.farm = xmlrpc.client.ServerProxy(server, allow_none=True)
        self.hython = hython
        self.root = None
        self.queue = None
        self.items = {}  # name to job id

    def start(self, name):
        self.root, = self.farm.newjob({"name": name, "submittedBy": "pdg_cook.py"})
        self.queue, = self.farm.newjob({
            "name": name + ": message queue",
            "command": QUEUE,
            "priority": 100,  # in front of everything that waits already
            "tags": ["excludeProgress"],
        }, self.root)
        return self.address_of_queue()

    def address_of_queue(self, patience=120):
        """Host and port, once the job runs and has printed them."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            job = self.farm.getJob(self.queue, ["status", "clients"])
            if job["status"] in FINISHED:
                raise SystemExit("the message queue has ended: " + job["status"])
            if job["clients"]:
                told = re.search(r"PDG_MQ \S+ (\d+)", self.farm.getJobOutput(self.queue))
                if told:
                    return job["clients"][0]["hostname"], int(told.group(1))
            time.sleep(0.2)
        raise SystemExit("the message queue was not started within %d s" % patience)

    def submit(self, name, address, depends_on=()):
        """One work item. Its variables reach it byte for byte, JSON and dollars included."""
        item, = self.farm.newjob({
            "name": name,
            "command": {"linux": self.hython + ' -c "$PDG_SCRIPT"',
                        "macosx": self.hython + ' -c "$PDG_SCRIPT"',
                        "windows": self.hython + ' -c "%PDG_SCRIPT%"'},
            "environment": {
                "PDG_ITEM_NAME": name,
                "PDG_RESULT_SERVER": "%s:%d" % address,
                "PDG_ATTRIBUTES": json.dumps({"name": name, "path": "$HQROOT/out"}),
                "PDG_SCRIPT": "echo cooking $PDG_ITEM_NAME for $PDG_RESULT_SERVER",
            },
            "childrenIds": [self.items[other] for other in depends_on],
            "parentIds": [self.root],
            "tags": ["single:%s" % name],
        })
        self.items[name] = item
        return item

    def poll(self):
        """Status by name; what was deleted meanwhile is missing."""
        seen = self.farm.getJobs(list(self.items.values()), ["id", "status"])
        by_id = {job["id"]: job["status"] for job in seen}
        return {name: by_id[item] for name, item in self.items.items() if item in by_id}

    def finish(self):
        """The items are done: end the message queue, which never ends by itself, and the root."""
        self.farm.cancelJobs([self.root])

    def cancel(self):
        """The user stops the cook: all at once, in whatever state each of them is."""
        self.farm.cancelJobs([self.root, self.queue] + list(self.items.values()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="http://localhost:5000", metavar="URL")
    parser.add_argument("--items", type=int, default=8)
    parser.add_argument("--hython", default="sh", help="what runs the items; sh stands in for it")
    options = parser.parse_args()

    cook = Cook(options.server, options.hython)
    address = cook.start("cook of %d items" % options.items)
    print("root %d, message queue %d at %s:%d" % ((cook.root, cook.queue) + address))
    try:
        for number in range(options.items):
            # A partition at every fourth item: it waits for the three before it.
            before = ["item%d" % (number - back) for back in (3, 2, 1)] if number % 4 == 3 else []
            cook.submit("item%d" % number, address, before)
        while True:
            statuses = cook.poll()
            done = [name for name, status in statuses.items() if status in FINISHED]
            print("%d of %d items done" % (len(done), len(statuses)))
            if len(done) == len(statuses):
                break
            time.sleep(0.5)
        cook.finish()
    except BaseException:
        cook.cancel()
        raise
    failed = sorted(name for name, status in statuses.items() if status != "succeeded")
    print("failed: %s" % ", ".join(failed) if failed else "all items succeeded")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
