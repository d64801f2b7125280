"""Puts a text that is markup wherever a page shows what somebody has said; prints the ids of what it made.

    console_markup.py URL TEXT PLAIN

TEXT is the markup, PLAIN the same without it where markup is not taken. Prints a job that has run, its root and a
client that calls itself so, with blanks between.
"""

import sys
import time
import uuid

from farmtest import FINISHED, connect, until

url, text, plain = sys.argv[1:]
farm = connect(url)
until("the client that runs jobs", lambda: any(one["name"] == "runs" for one in farm.getClients()))
client = farm.agent.heartbeat({
    "agentId": uuid.uuid4().hex, "session": uuid.uuid4().hex, "sessionStart": int(time.time()), "number": 1,
    "bootId": "boot", "hostname": text, "name": text[:20], "port": 0, "version": text, "platform": text[:40], "cpus": 1,
    "memory": 1 << 20, "freeMemory": 1 << 20, "load": 0.5, "description": text, "attributes": {"rack": text},
    "installLocation": text, "unfit": text, "gpus": [{"index": 0, "model": text, "memory": 1}], "hold": 0,
    "leaving": False, "assignments": []})["clientId"]
ids = farm.newjob({
    "name": text, "description": text, "submittedBy": plain, "tags": [plain], "labels": {"show": text},
    "environment": {"SAID": text}, "emailTo": plain + "@example.com", "unknownKey": text,
    "children": [{
        "name": text, "submittedBy": plain, "triesLeft": 0,
        "command": "cat <<'END'\n%s\nOUTPUT: /tmp/%s.png\nError: %s\nEND\nexit 3" % (text, text, text),
        "errorPatterns": ["Error: .*"],
    }],
})
root, leaf = ids[0], ids[1]
farm.newjob({"name": text, "command": "echo '%s'; sleep 600" % text.replace("'", ""), "submittedBy": "markup"})
farm.newjob({"name": text, "command": "true", "submittedBy": "markup", "host": text})
farm.createResource(text, 0)
farm.newjob({"name": text, "command": "true", "submittedBy": "markup", "resources": {text: 1}})
farm.addNote(text, 0, root)
farm.addNote(text, 0, 0, client)
farm.addNote(text)
group = farm.createClientGroup(text)
farm.addClientToGroup(group, client)
farm.editClient(client, {"description": text})
farm.saveNetworkFolder({"variable": "MARKUP_%d" % len(text), "name": text, "linux": "/" + text, "windows": text, "macosx": text})
until("the failure", lambda: farm.getJob(leaf, ["status"])["status"] in FINISHED)
print(leaf, root, client)
