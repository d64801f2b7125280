"""Makes a group, a resource and a network folder for the pages of the farm; with --away takes them away again."""

import sys

from farmtest import connect

farm = connect(sys.argv[1])
if sys.argv[2:] == ["--away"]:
    for group in farm.getClientGroups():
        if group["name"] == "live group":
            farm.deleteClientGroup(group["id"])
    for resource in farm.getResources():
        if resource["name"] == "live licence":
            farm.deleteResource(resource["id"])
    for folder in farm.getNetworkFolders():
        if folder["variable"] == "LIVE_FOLDER":
            farm.deleteNetworkFolder(folder["id"])
else:
    farm.createClientGroup("live group")
    farm.createResource("live licence", 1)
    farm.saveNetworkFolder({"variable": "LIVE_FOLDER", "name": "Live", "linux": "/mnt/live"})
