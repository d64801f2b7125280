#!/usr/bin/env python3
"""Prints what the farm is doing: its clients, its unfinished root jobs, why they wait, what failed.

    python3 farm_report.py --server http://farm:5000

A handful of calls however large the farm is: ids first, then all jobs with one `getJobs` that names
the attributes it needs.
"""

import argparse
import sys
import xmlrpc.client


def clients(farm):
    known = farm.getClients(None, ["label", "online", "disabled", "cpus", "load", "runningJobs"])
    online = [client for client in known if client["online"]]
    print("%d clients, %d online, %d CPUs, %d jobs on them" % (
        len(known), len(online), sum(client["cpus"] for client in online),
        sum(len(client["runningJobs"]) for client in online)))
    for client in known:
        state = "disabled" if client["disabled"] else "online" if client["online"] else "silent"
        print("  %-30s %-9s %3d CPUs  load %5.1f  jobs %s" % (
            client["label"], state, client["cpus"], client["load"], client["runningJobs"]))


def unfinished(farm):
    ids = farm.getUnfinishedRootJobIds()
    jobs = farm.getJobs(ids, ["id", "name", "uiStatus", "priority", "overallProgress", "tasks",
                              "submittedBy", "waitingFor"]) if ids else []
    print("%d root jobs go on; %d jobs wait for a client" % (len(jobs), farm.getNumWaitingJobs()))
    for job in sorted(jobs, key=lambda job: (-job["priority"], job["id"])):
        tasks = job["tasks"]
        print("  %6d %-30s %-20s %3.0f %%  %d of %d children done, %d failed  %s" % (
            job["id"], job["name"][:30], job["uiStatus"], 100 * job["overallProgress"],
            tasks["succeeded"], tasks["total"], tasks["failed"], job["waitingFor"]))


def failures(farm, most):
    found = farm.findJobs({"status": "failed", "leavesOnly": True, "sort": "endTime",
                           "descending": True, "limit": most,
                           "attribs": ["id", "name", "failureReason", "clients"]})
    print("%d failed jobs; the last ones:" % found["total"])
    for job in found["jobs"]:
        where = ", ".join(client["hostname"] for client in job["clients"]) or "no client"
        print("  %6d %-30s %s (%s)" % (job["id"], job["name"][:30], job["failureReason"], where))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="http://localhost:5000", metavar="URL")
    parser.add_argument("--failures", type=int, default=10, help="how many to list")
    options = parser.parse_args()
    farm = xmlrpc.client.ServerProxy(options.server, allow_none=True)
    print("%s, HQueue %s, %s UTC" % (options.server, farm.getVersion(), farm.getServerTime()))
    clients(farm)
    unfinished(farm)
    failures(farm, options.failures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
