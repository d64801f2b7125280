"""Submits a specification, given as JSON, and prints the ids."""

import sys

from farmtest import connect

url, specification = sys.argv[1:]
print(*connect(url).newjob(specification))
