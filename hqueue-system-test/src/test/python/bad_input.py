"""Bad input to each call gets the fault that the contract names, and stores nothing."""

import http.client
import sys
import urllib.parse
import xmlrpc.client

from farmtest import connect, fault_of

url = sys.argv[1]
server = connect(url)
nil = xmlrpc.client.ServerProxy(url, allow_none=True)
UNKNOWN = 999999999


def everything():
    statuses = server.getAllJobStatusNames()
    return set(server.getJobIdsByStatus(statuses)), {g["id"] for g in server.getClientGroups()}


wrong = []


def refused(code, words, call, *arguments):
    try:
        fault = fault_of(call, *arguments)
    except AssertionError as failure:
        wrong.append(str(failure))
        return
    if fault.faultCode != code or any(word not in fault.faultString for word in words):
        wrong.append("expected %d %s for %r, got %s" % (code, words, arguments, fault))


before = everything()
good = {"name": "good", "command": "true"}

# newjob: nothing of a call is stored when a part of it is bad.
refused(-32602, ["jobspec"], server.newjob)
refused(-32602, [], server.newjob, 7)
refused(-32602, [], server.newjob, "{not json")
refused(-32602, ["name"], server.newjob, {"command": "true"})
refused(-32602, ["children[1].cpus", "two"], server.newjob, {"name": "a", "children": [good, {"name": "b", "cpus": "two"}]})
refused(-32602, ["cpus"], server.newjob, {"name": "a", "cpus": 0})
refused(-32602, [], server.newjob, [good, {"name": "b", "environment": 5}])
refused(-32602, [], server.newjob, good, UNKNOWN)
refused(-32602, [], server.newjob, good, "no number")
refused(-32602, [], server.newjob, dict(good, parentIds=[UNKNOWN]))
refused(-32602, [], server.newjob, [good, dict(good, childrenIds=[UNKNOWN])])
refused(-32602, [], nil.newjob, good, None, [UNKNOWN])
refused(-32602, [], server.runcmd)
refused(-32602, [], server.runcmd, "")

# Reading and acting.
refused(-32602, [str(UNKNOWN)], server.getJobOutput, UNKNOWN)
refused(-32602, [], server.getJobOutput, "x")
refused(-32602, [], server.getJobs, [1, "x"])
refused(-32602, [], server.getJob)
refused(-32602, [], server.getJobIdsByStatus, "no such status")
refused(-32602, [], server.cancelJobs, "x")
refused(-32602, [], server.deleteJobs, {"id": 1})
refused(-32602, [], server.getClients, ["x"])

# Groups.
refused(-32602, [], server.createClientGroup)
group = server.createClientGroup("bad input")
refused(-32500, ["bad input"], server.createClientGroup, "bad input")
refused(-32602, [], server.addClientToGroup, UNKNOWN, 1)
refused(-32602, [], server.addClientToGroup, group, UNKNOWN)
before[1].add(group)

# Unknown ids that are only left out, and what is no call at all.
assert nil.getJob(UNKNOWN) is None
assert server.getJobs([UNKNOWN]) == []
assert nil.cancelJobs([UNKNOWN]) is None
refused(-32601, ["noSuchCall"], server.noSuchCall)


def post(body):
    target = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(target.hostname, target.port, timeout=30)
    connection.request("POST", "/RPC2", body, {"Content-Type": "text/xml"})
    response = connection.getresponse()
    text = response.read()
    assert response.status == 200, (response.status, text)
    try:
        xmlrpc.client.loads(text)
    except xmlrpc.client.Fault as fault:
        return fault.faultCode
    raise AssertionError("no fault for %r" % body)


assert post(b"no XML") == -32700
assert post(b"<methodCall><methodName>ping</methodName>") == -32700
assert post(b"<other/>") == -32600
bomb = b'<!DOCTYPE x [<!ENTITY e "x">]><methodCall><methodName>&e;</methodName></methodCall>'
assert post(bomb) in (-32700, -32600)

assert not wrong, "\n".join(wrong)
assert everything() == before, (everything(), before)
server.ping()
