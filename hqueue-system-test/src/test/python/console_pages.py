"""Brings a farm to where each page of the console has something to show; prints the id of a job with children."""

import sys

from farmtest import FINISHED, connect, until

farm = connect(sys.argv[1])
client = until("a client", farm.getClients)[0]["id"]
jobs = farm.newjob({
    "name": "shot 010 with a name that is long enough to be broken somewhere on a narrow screen",
    "description": "for the pictures of the pages",
    "submittedBy": "ann",
    "tags": ["light"],
    "environment": {"SHOT": "010"},
    "children": [
        {"name": "frame 1", "command": "echo rendering; echo Warning: slow"},
        {"name": "frame 2", "command": "echo Error: no licence; exit 3"},
        {"name": "frame 3", "command": "true", "host": "nowhere"},
    ],
})
farm.newjob({"name": "simulation", "command": "echo simulating; sleep 600", "submittedBy": "bob"})
farm.newjob({"name": "large", "command": "true", "cpus": 99, "submittedBy": "bob"})
farm.addNote("a note about a job", 0, jobs[0])
farm.addNote("a note about a machine: its fan is loud", 0, 0, client)
group = farm.createClientGroup("render")
farm.addClientToGroup(group, client)
farm.saveNetworkFolder({"variable": "SHOWS", "name": "Shows", "linux": "/mnt/shows", "windows": "S:/"})
until("the failure", lambda: farm.getJob(jobs[2], ["status"])["status"] in FINISHED)
print(jobs[0])
