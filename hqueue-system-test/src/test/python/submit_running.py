"""submit_running.py URL FOLDER: submits a job that runs until the file go-on appears."""

import os
import sys

from farmtest import connect

url, folder = sys.argv[1:]
command = (
    'cd "%s"; echo $JOBID >> ran; touch running; until test -e go-on; do sleep 0.1; done; touch ended'
    % folder
)
job = connect(url).newjob({"name": "runs meanwhile", "command": command})[0]
with open(os.path.join(folder, "ids"), "a") as file:
    file.write("%d\n" % job)
