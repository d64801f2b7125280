"""submit.py URL NAME COMMAND: submits one job and prints its id."""

import sys

from farmtest import connect

url, name, command = sys.argv[1:]
print(connect(url).newjob({"name": name, "command": command})[0])
