"""Submits trees of 10,000 jobs each that no client takes; prints the ids of their roots."""

import sys

from farmtest import connect

url, trees = sys.argv[1], int(sys.argv[2])
farm = connect(url)
people = ["ann", "bob", "cho", "dee"]
for n in range(trees):
    root = farm.newjob({
        "name": "sequence %d" % n,
        "submittedBy": people[n % len(people)],
        "host": "nowhere",
        "command": "true",
        "frames": "1-10000",
    })[0]
    print(root, end=" ", flush=True)
