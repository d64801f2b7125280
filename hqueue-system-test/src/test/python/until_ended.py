"""Waits for the end of a job. Arguments: the server's URL, the job's id."""

import sys

import farmtest

farmtest.follow(farmtest.connect(sys.argv[1]), int(sys.argv[2]))
