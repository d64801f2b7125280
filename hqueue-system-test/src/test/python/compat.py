"""Checks that a server speaks HQueue's XML-RPC API. Needs nothing but Python 3.

    python3 compat.py http://host:5000 [--without NAME,...]

It is safe on a farm in use: it works with jobs, groups, folders, resources and notes of its own and
deletes them, and its few commands end at once. What it changes on a client, it puts back. What runs
commands needs a client that is online and free; without one it is not run, and said to be so.

A function of the API that the server does not have is a failure, one line for each, unless it is
named after --without; so are the keys of specifications in FEATURES. What needs it is not run. The
exit status is 0 when nothing has failed.
"""

import argparse
import datetime
import gzip
import http.client
import sys
import time
import traceback
import urllib.parse
import uuid
import xmlrpc.client

UNKNOWN = 2000000000
STATUSES = ["queued", "runnable", "running", "pausing", "paused", "resuming", "ejecting",
            "abandoned", "succeeded", "failed", "cancelled"]
FINISHED = ["succeeded", "failed", "cancelled"]
NOTHING = type(None)
DATE = xmlrpc.client.DateTime
NUMBER = (int, float)
MARK = "compat " + uuid.uuid4().hex[:8]

BAD_PARAMETERS, REFUSED, NO_SUCH_METHOD = -32602, -32500, -32601

JOB = {
    "id": int, "name": str, "description": str, "labels": dict, "status": str, "uiStatus": str,
    "progress": float, "overallProgress": float, "ETA": int, "priority": int, "cpus": int,
    "queueTime": DATE, "runnableTime": (DATE, NOTHING), "startTime": (DATE, NOTHING),
    "commandStartTime": (DATE, NOTHING), "commandEndTime": (DATE, NOTHING),
    "endTime": (DATE, NOTHING), "parents": list, "children": list, "rootId": int, "clients": list,
    "clientsOnHold": list, "conditions": list, "tags": list, "resources": (dict, list, NOTHING),
    "triesLeft": int, "maxTime": (int, float, NOTHING), "minHosts": int, "maxHosts": int,
    "submittedBy": str, "command": (str, dict), "shell": str, "environment": dict,
    "emailTo": (str, list), "emailReasons": (str, list), "onSuccess": (str, dict),
    "onError": (str, dict), "onCancel": (str, dict), "onChildError": (str, dict),
    "exitCode": (int, NOTHING), "failureReason": str, "waitingFor": str, "tries": int,
    "tasks": dict, "timeInQueue": NUMBER, "timeToRun": (int, float, NOTHING),
    "timeToComplete": NUMBER, "blockedClients": list, "logs": list,
    "showBlockedClientsWarning": bool, "threadId": (int, NOTHING), "latestNote": str,
    "extra": dict,
}
CLIENT = {
    "id": int, "hostname": str, "name": str, "label": str, "description": str, "ip": str,
    "port": int, "platform": str, "cpus": int, "cpuSpeed": NUMBER, "memory": int,
    "memoryInUse": int, "freeMemory": int, "diskCapacity": NUMBER, "freeDisk": NUMBER,
    "gpus": list, "attributes": dict, "load": NUMBER, "idleTime": NUMBER, "available": bool,
    "disabled": bool, "online": bool, "availabilityRules": list, "groups": list,
    "runningJobs": list, "lastHeartbeat": (DATE, NOTHING), "needsUpgrade": bool, "version": str,
    "installLocation": str, "threadId": (int, NOTHING), "latestNote": str,
}
GROUP = {"id": int, "name": str, "clients": list}
FOLDER = {"id": int, "name": str, "variable": str, "linux": str, "windows": str,
          "windowsShare": str, "macosx": str}
THREAD = {"id": int, "clientHostname": str, "clientLabel": str, "clientId": (int, NOTHING),
          "jobId": (int, NOTHING), "notes": list}
NOTE = {"id": int, "threadId": int, "clientHostname": str, "clientLabel": str,
        "clientId": (int, NOTHING), "jobId": (int, NOTHING), "author": str, "date": DATE,
        "text": str}

# Every function of the API, in the contract's order.
FUNCTIONS = """
ping getVersion getServerTime getServerErrors runcmd getNumWaitingJobs getConfig
getClients getClient getClientByName getClientsByName getClientByHostname getClientsByHostname
getClientErrors upgradeClients setdisabled
createClientGroup getClientGroups getClientGroup getClientGroupByName addClientToGroup
removeClientFromGroup deleteClientGroup
newjob pauseJobs resumeJobs rescheduleJobs cancelJobs deleteJobs ejectJobs ejectJobFromClient
getJobs getJob getinfo getJobHistory getJobOutput getJobIdsAssignedToClient getJobIdsByStatus
getJobIdsBySatus getUnfinishedRootJobIds getFinishedRootJobIds
getAllJobStatusNames getRunningJobStatusNames getPausedJobStatusNames getFinishedJobStatusNames
getUnfinishedJobStatusNames getSucceededStatusNames getFailedJobStatusNames getWaitingJobStatusNames
getStartedJobEventNames getPriorityChangedEventNames getRescheduledEventNames getResumedEventNames
getHQRoot getEnvRoot getNetworkFolders getResources getPermittedClientsList
savePermittedClientsList setShowBlockedClientsWarning
addNote getNoteThreads getNoteThreadIds getLatestNotes threadExists removeSingleThread removeThreads
removeSingleNote removeNotes
getServerInfo setJobPriorities editJobs holdJobs releaseRoot unblockClients getJobSpec resubmitJobs
getJobOutputFrom findJobs waitForJobs getJobEvents createResource updateResource deleteResource
saveNetworkFolder deleteNetworkFolder setAvailabilityRules editClient removeClients restartClients
renameClientGroup pauseFarm resumeFarm getCompatibilityReport
system.listMethods system.methodHelp system.methodSignature system.multicall
""".split()

# What a specification may hold and no function's name tells.
FEATURES = ["submissionKey", "frames", "labels"]

checks = []


class NotRun(Exception):
    """A check cannot be made here; the text says why."""


def check(*methods):
    """Marks a check, and says which functions and features it needs."""
    def add(function):
        checks.append((function.__name__, methods, function))
        return function
    return add


def same(expected, got, what=""):
    assert expected == got, "%s: expected %r, got %r" % (what or "answer", expected, got)


def fault(code, words, call, *arguments):
    """The call must fail with the code, and the text must have the words."""
    try:
        answer = call(*arguments)
    except xmlrpc.client.Fault as failure:
        same(code, failure.faultCode, failure.faultString)
        for word in words:
            assert word in failure.faultString, "no %r in %r" % (word, failure.faultString)
        assert "Exception" not in failure.faultString, failure.faultString
        return
    raise AssertionError("expected fault %d for %r, got %r" % (code, arguments, answer))


def shape(struct, fields, what):
    """Every documented field must be there, with a documented type."""
    for name, types in fields.items():
        assert name in struct, "%s has no %s" % (what, name)
        value = struct[name]
        exact = type(value) is types if types is int else isinstance(value, types)
        assert exact, "%s.%s: expected %s, got %r" % (what, name, types, value)


def ints(values):
    assert isinstance(values, list) and all(type(v) is int for v in values), values


class Work:
    """Jobs and groups of one check, deleted after it."""

    def __init__(self, farm):
        self.farm = farm
        self.jobs = []
        self.groups = []

    def submit(self, spec, *more):
        specs = spec if isinstance(spec, list) else [spec]
        ids = self.farm.newjob([dict({"name": MARK}, **one) for one in specs], *more)
        ints(ids)
        self.jobs += ids
        return ids

    def parked(self, **properties):
        """A job that no client may run."""
        nowhere = [{"type": "client", "name": "hostname", "op": "==", "value": "no-such-host"}]
        return self.submit(dict({"command": "true", "conditions": nowhere}, **properties))[0]

    def group(self, name):
        self.groups.append(self.farm.createClientGroup(name))
        return self.groups[-1]

    def clean(self):
        for group in self.groups:
            try:
                self.farm.deleteClientGroup(group)
            except xmlrpc.client.Fault:
                pass
        self.farm.cancelJobs(self.jobs)
        self.farm.deleteJobs(self.jobs)


# ---- The server and the wire


@check("ping")
def ping_answers(farm, work):
    same(True, farm.ping())


@check("getVersion")
def version_is_one_of_hqueue(farm, work):
    parts = farm.getVersion().split(".")
    assert len(parts) >= 2 and all(p.isdigit() for p in parts), parts


@check("getServerTime")
def server_time_is_utc(farm, work):
    told = datetime.datetime.strptime(farm.getServerTime().value, "%Y%m%dT%H:%M:%S")
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    assert abs((now - told).total_seconds()) < 600, (told, now)


@check()
def every_method_has_help_and_signatures(farm, work):
    for name in farm.system.listMethods():
        assert len(farm.system.methodHelp(name)) > 5, name
        for signature in farm.system.methodSignature(name):
            assert signature and all(isinstance(word, str) for word in signature), name


@check()
def unknown_methods_are_named(farm, work):
    fault(NO_SUCH_METHOD, ["noSuchMethod"], farm.noSuchMethod, 1)
    fault(NO_SUCH_METHOD, ["noSuchMethod"], farm.system.methodHelp, "noSuchMethod")


@check()
def multicall_answers_each(farm, work):
    answers = farm.system.multicall([
        {"methodName": "ping", "params": []},
        {"methodName": "noSuchMethod", "params": []},
        {"methodName": "getJob", "params": [UNKNOWN]}])
    same([True], answers[0])
    same(NO_SUCH_METHOD, answers[1]["faultCode"])
    same([None], answers[2])


@check("getJob")
def text_survives_the_round_trip(farm, work):
    text = "\u00e4\u4e2d\U0001f600 <&> \"'\n\tend"
    job = work.parked(description=text, environment={"A": text, "JSON": '{"a": "$JOBID"}'})
    seen = farm.getJob(job, ["description", "environment"])
    same(text, seen["description"])
    same(text, seen["environment"]["A"])
    same('{"a": "$JOBID"}', seen["environment"]["JSON"])


@check("getServerErrors")
def server_errors_have_their_shape(farm, work):
    errors = farm.getServerErrors()
    if errors:
        assert type(errors["total"]) is int and len(errors["errors"]) <= 100
        for error in errors["errors"]:
            shape(error, {"id": int, "date": DATE, "source": str, "message": str}, "error")


@check("getConfig")
def settings_are_told_but_no_password(farm, work):
    assert int(farm.getConfig("hqserver.port")) > 0
    assert int(farm.getConfig("hqserver.activeTimeout")) > 0
    same(farm.getConfig("hqserver.activeTimeout"), farm.getConfig("activeTimeout"))
    same(None, farm.getConfig("noSuchSetting"))
    same(None, farm.getConfig("hqserver.databasePassword"))
    fault(BAD_PARAMETERS, ["key"], farm.getConfig)


@check("getServerInfo")
def server_info_has_its_shape(farm, work):
    shape(farm.getServerInfo(),
          {"product": str, "version": str, "build": str, "apiVersion": int, "database": str,
           "startedAt": DATE, "capabilities": list}, "info")


# ---- Names


@check("getAllJobStatusNames", "getFinishedJobStatusNames", "getUnfinishedJobStatusNames")
def status_names_are_hqueues(farm, work):
    same(STATUSES, farm.getAllJobStatusNames())
    same(sorted(FINISHED), sorted(farm.getFinishedJobStatusNames()))
    same(sorted(STATUSES),
         sorted(farm.getFinishedJobStatusNames() + farm.getUnfinishedJobStatusNames()))
    for name, words in {
            "getRunningJobStatusNames": ["running", "resuming", "ejecting"],
            "getPausedJobStatusNames": ["pausing", "paused"],
            "getSucceededStatusNames": ["succeeded"],
            "getFailedJobStatusNames": ["abandoned", "failed", "cancelled"],
            "getWaitingJobStatusNames": ["runnable"],
            "getStartedJobEventNames": ["running"],
            "getPriorityChangedEventNames": ["priority changed"],
            "getRescheduledEventNames": ["rescheduled"],
            "getResumedEventNames": ["resumed"]}.items():
        same(sorted(words), sorted(getattr(farm, name)()), name)


# ---- Jobs


@check("newjob")
def ids_come_in_the_order_of_the_specifications(farm, work):
    nested = {"name": MARK, "command": "true", "children": [{"name": MARK + " a"}]}
    ids = work.submit([dict(nested), {"name": MARK + " second"}])
    same(3, len(ids), "ids")
    jobs = farm.getJobs(ids, ["id", "name", "children"])
    same([MARK, MARK + " second", MARK + " a"], [job["name"] for job in jobs])
    same([ids[2]], jobs[0]["children"])


@check("newjob")
def parents_and_children_may_be_given(farm, work):
    parent = work.parked()
    child = work.parked()
    for arguments in ((parent,), (parent, []), (parent, [child]), (None, [child]),
                      (str(parent), [str(child)])):
        job = work.submit({"command": "true"}, *arguments)[0]
        seen = farm.getJob(job, ["parents", "children", "rootId"])
        same([] if arguments[0] is None else [parent], seen["parents"], repr(arguments))
        same([child] if len(arguments) > 1 and arguments[1] else [], seen["children"])


@check("newjob")
def a_specification_may_be_json(farm, work):
    ids = farm.newjob('{"name": "%s", "command": "true", "triesLeft": 2}' % MARK)
    work.jobs += ids
    same(2, farm.getJob(ids[0], ["triesLeft"])["triesLeft"])


@check("newjob")
def bad_specifications_store_nothing(farm, work):
    before = farm.getJobIdsByStatus(STATUSES)
    good = {"name": MARK, "command": "true"}
    for spec in (None, 5, "{", {"command": "x"}, [good, {"name": MARK, "cpus": "many"}],
                 dict(good, parentIds=[UNKNOWN]), dict(good, childrenIds=["x"])):
        fault(BAD_PARAMETERS, [], farm.newjob, spec)
    fault(BAD_PARAMETERS, [], farm.newjob, good, UNKNOWN)
    fault(BAD_PARAMETERS, [], farm.newjob)
    mine = [job for job in set(farm.getJobIdsByStatus(STATUSES)) - set(before)
            if farm.getJob(job, ["name"])["name"] == MARK]
    same([], mine)


@check("runcmd")
def runcmd_submits_an_unnamed_job(farm, work):
    job = farm.runcmd("true")
    assert type(job) is int
    work.jobs.append(job)
    same("true", farm.getJob(job, ["command"])["command"])
    fault(BAD_PARAMETERS, ["cmd"], farm.runcmd)


@check("getJob")
def a_job_has_every_attribute(farm, work):
    job = work.parked(priority=4, submittedBy="ann", tags=["single"], triesLeft=1)
    shape(farm.getJob(job), JOB, "job")
    shape(farm.getinfo(str(job)), JOB, "job")
    seen = farm.getJob(str(job))
    same((job, 4, "ann", ["single"], 1, "runnable"),
         (seen["id"], seen["priority"], seen["submittedBy"], seen["tags"], seen["triesLeft"],
          seen["status"]))
    shape(seen["tasks"], dict.fromkeys(["total", "waiting", "running", "succeeded", "failed"], int),
          "tasks")
    for line in seen["logs"]:
        assert isinstance(line[0], str) and isinstance(line[1], DATE), line


@check("getJobs")
def attributes_are_those_asked_for(farm, work):
    job = work.parked()
    same({"id": job, "status": "runnable"}, farm.getJob(job, ["id", "status"]))
    same({"id": job}, farm.getJob(job, ["id", "noSuchAttribute"]))
    same({"id": job}, farm.getJob(job, "id"))
    for nothing in (None, []):
        assert len(farm.getJob(job, nothing)) >= len(JOB)
    other = work.parked()
    same([other, job, other],
         [seen["id"] for seen in farm.getJobs([other, UNKNOWN, str(job), other], ["id"])])
    same([], farm.getJobs([]))
    same([{"id": job}], farm.getJobs(job, ["id"]))


@check("getJob")
def unknown_jobs_are_nothing(farm, work):
    same(None, farm.getJob(UNKNOWN))
    same(None, farm.getinfo(UNKNOWN))
    same([], farm.getJobs([UNKNOWN]))
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.getJobOutput, UNKNOWN)
    for name in ("pauseJobs", "resumeJobs", "rescheduleJobs", "cancelJobs", "deleteJobs",
                 "ejectJobs"):
        if name in farm.methods:
            same(None, getattr(farm, name)([UNKNOWN]), name)
            same(None, getattr(farm, name)([]), name)
            fault(BAD_PARAMETERS, ["job_ids"], getattr(farm, name), "x")
            fault(BAD_PARAMETERS, ["job_ids"], getattr(farm, name))


@check("getJob")
def wrong_types_are_named(farm, work):
    fault(BAD_PARAMETERS, ["job_id"], farm.getJob, "x")
    fault(BAD_PARAMETERS, ["job_id"], farm.getJob, None)
    fault(BAD_PARAMETERS, ["job_id"], farm.getJob, {"id": 1})
    fault(BAD_PARAMETERS, ["job_ids"], farm.getJobs, [1, "x"])
    fault(BAD_PARAMETERS, ["attribs"], farm.getJob, 1, {"id": 1})


@check("getJobIdsByStatus")
def ids_are_found_by_status(farm, work):
    job = work.parked()
    done = work.submit({"name": MARK})[0]
    assert job in farm.getJobIdsByStatus(["runnable"])
    assert job in farm.getJobIdsByStatus("waiting")
    assert job in farm.getJobIdsBySatus(["runnable", "failed"])
    assert done in farm.getJobIdsByStatus("succeeded")
    same([], farm.getJobIdsByStatus([]))
    same([], farm.getJobIdsByStatus("ejected"))
    fault(BAD_PARAMETERS, ["noSuchStatus"], farm.getJobIdsByStatus, "noSuchStatus")


@check("getUnfinishedRootJobIds", "getFinishedRootJobIds")
def roots_are_found(farm, work):
    root = work.parked(children=[{"name": MARK, "command": "true"}])
    child = farm.getJob(root, ["children"])["children"][0]
    done = work.submit({"name": MARK})[0]
    unfinished, finished = farm.getUnfinishedRootJobIds(), farm.getFinishedRootJobIds()
    assert root in unfinished and child not in unfinished and done not in unfinished
    assert done in finished and root not in finished


@check("getNumWaitingJobs")
def waiting_jobs_are_counted(farm, work):
    work.parked(priority=7)
    assert farm.getNumWaitingJobs() >= 1
    assert farm.getNumWaitingJobs(0, 7, 7) >= 1
    assert farm.getNumWaitingJobs(None, None, None) >= 1
    same(0, farm.getNumWaitingJobs(0, 1000000000, -1))
    same(0, farm.getNumWaitingJobs(100000000))
    fault(BAD_PARAMETERS, ["wait_time"], farm.getNumWaitingJobs, "soon")


@check("cancelJobs", "deleteJobs")
def cancel_and_delete_take_what_is_below(farm, work):
    root = work.parked(children=[{"name": MARK, "command": "true"}])
    child = farm.getJob(root, ["children"])["children"][0]
    fault(REFUSED, [str(child)], farm.deleteJobs, [root])
    same(None, farm.cancelJobs([str(root)]))
    same(["cancelled", "cancelled"],
         [job["status"] for job in farm.getJobs([root, child], ["status"])])
    same(None, farm.deleteJobs(root))
    same([], farm.getJobs([root, child]))


@check("pauseJobs", "resumeJobs")
def pause_lasts_until_resume(farm, work):
    job = work.parked()
    farm.pauseJobs([job])
    same("paused", farm.getJob(job, ["status"])["status"])
    farm.resumeJobs([job])
    same("runnable", farm.getJob(job, ["status"])["status"])


@check("rescheduleJobs")
def a_cancelled_job_can_be_rescheduled(farm, work):
    job = work.parked()
    farm.cancelJobs([job])
    farm.rescheduleJobs([job])
    same("runnable", farm.getJob(job, ["status"])["status"])


@check("setJobPriorities")
def priorities_change(farm, work):
    job = work.parked(priority=1)
    same(None, farm.setJobPriorities([job], 6))
    same(6, farm.getJob(job, ["priority"])["priority"])


@check("newjob")
def what_is_read_can_be_sent_back(farm, work):
    job = work.parked(tags=["single"], environment={"A": "1"})
    read = farm.getJob(job, ["conditions", "tags", "resources", "environment"])
    again = work.submit(dict({"command": "true"}, **read))[0]
    same(read, farm.getJob(again, list(read)))


# ---- Clients and groups


@check("getClients")
def clients_have_every_attribute(farm, work):
    for client in farm.getClients():
        shape(client, CLIENT, "client")
        id = client["id"]
        same(id, farm.getClient(str(id), ["id"])["id"])
        same([{"id": id}], farm.getClients([id, UNKNOWN], ["id", "noSuchAttribute"]))
        same(id, farm.getClientByName(client["label"])["id"])
    same([], farm.getClients([]))
    same([], farm.getClients([UNKNOWN]))
    same(len(farm.getClients()), len(farm.getClients(None, None)))
    same(None, farm.getClient(UNKNOWN))
    same(None, farm.getClientByName("no-such-host"))
    fault(BAD_PARAMETERS, ["client_id"], farm.getClient, "x")
    fault(BAD_PARAMETERS, ["client_ids"], farm.getClients, ["x"])


@check("getClientsByName", "getClientByHostname", "getClientsByHostname")
def clients_are_found_by_name_and_host(farm, work):
    clients = farm.getClients(None, ["id", "label", "hostname"])
    labels = [client["label"] for client in clients]
    same(clients,
         farm.getClientsByName(labels + ["no-such-host"], ["id", "label", "hostname"]))
    same([], farm.getClientsByName([]))
    same([], farm.getClientsByHostname(["no-such-host"]))
    same(None, farm.getClientByHostname("no-such-host"))
    for client in clients:
        host = client["hostname"]
        same(host, farm.getClientByHostname(host, ["hostname"])["hostname"])
        assert client["id"] in [c["id"] for c in farm.getClientsByHostname(host, ["id"])]


@check("getClientErrors")
def client_errors_have_their_shape(farm, work):
    same({}, farm.getClientErrors(UNKNOWN))
    for client in farm.getClients(None, ["id"]):
        errors = farm.getClientErrors(client["id"])
        for error in errors.get("errors", []):
            shape(error, {"id": int, "date": DATE, "source": str, "message": str}, "error")


@check("createClientGroup", "getClientGroup", "getClientGroupByName", "deleteClientGroup")
def groups_are_made_found_and_deleted(farm, work):
    name = MARK + " group"
    group = work.group(name)
    assert type(group) is int
    fault(REFUSED, [name], farm.createClientGroup, name)
    shape(farm.getClientGroup(str(group)), GROUP, "group")
    same({"id": group, "name": name, "clients": []}, farm.getClientGroupByName(name))
    same({"name": name}, farm.getClientGroup(group, ["name", "noSuchAttribute"]))
    assert group in [one["id"] for one in farm.getClientGroups()]
    same([{"id": group}], farm.getClientGroups([group, UNKNOWN], ["id"]))
    same(None, farm.getClientGroup(UNKNOWN))
    same(None, farm.getClientGroupByName("no such group"))
    same(None, farm.deleteClientGroup(group))
    fault(BAD_PARAMETERS, [str(group)], farm.deleteClientGroup, group)


@check("addClientToGroup", "removeClientFromGroup", "getClientGroup")
def clients_join_and_leave_groups(farm, work):
    group = work.group(MARK + " members")
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.addClientToGroup, group, UNKNOWN)
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.removeClientFromGroup, group, UNKNOWN)
    for client in farm.getClients(None, ["id"])[:1]:
        for _ in range(2):
            same(None, farm.addClientToGroup(group, str(client["id"])))
        same([client["id"]], farm.getClientGroup(group)["clients"])
        assert MARK + " members" in farm.getClient(client["id"], ["groups"])["groups"]
        fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.addClientToGroup, UNKNOWN, client["id"])
        for _ in range(2):
            same(None, farm.removeClientFromGroup(group, client["id"]))
        same([], farm.getClientGroup(group)["clients"])


@check("renameClientGroup")
def groups_are_renamed(farm, work):
    group = work.group(MARK + " before")
    same(None, farm.renameClientGroup(group, MARK + " after"))
    same(MARK + " after", farm.getClientGroup(group)["name"])
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.renameClientGroup, UNKNOWN, "x")


@check("getJobHistory", "getJobIdsAssignedToClient")
def history_of_clients_is_ids(farm, work):
    same([], farm.getJobHistory(UNKNOWN))
    same([], farm.getJobIdsAssignedToClient(UNKNOWN))
    for client in farm.getClients(None, ["id"]):
        ints(farm.getJobHistory(client["id"]))
        assert len(farm.getJobHistory(client["id"])) <= 5
        assert len(farm.getJobHistory(str(client["id"]), 1)) <= 1
        ints(farm.getJobIdsAssignedToClient(client["id"]))


# ---- Folders


@check("getHQRoot", "getEnvRoot", "getNetworkFolders")
def the_root_is_always_text(farm, work):
    for platform in ("linux", "windows", "macosx"):
        assert farm.getHQRoot(platform), platform
        for is_client in (True, False, None):
            assert isinstance(farm.getHQRoot(platform, is_client), str), platform
        assert isinstance(farm.getEnvRoot("HQROOT", platform), (str, NOTHING)), platform
    same(farm.getHQRoot("macosx"), farm.getHQRoot("macos"))
    same(None, farm.getHQRoot("beos"))
    same(None, farm.getEnvRoot("NO_SUCH_VARIABLE", "linux"))
    same(None, farm.getEnvRoot("HQROOT", "beos"))
    assert "HQROOT" in [folder["variable"] for folder in farm.getNetworkFolders()]
    for folder in farm.getNetworkFolders():
        shape(folder, FOLDER, "folder")


@check("saveNetworkFolder", "deleteNetworkFolder")
def folders_are_saved_and_deleted(farm, work):
    variable = "COMPAT_" + uuid.uuid4().hex[:8].upper()
    folder = farm.saveNetworkFolder({"name": MARK, "variable": variable, "linux": "/compat"})
    assert type(folder) is int
    same(folder, farm.saveNetworkFolder({"id": folder, "windows": "Q:/"}))
    same("/compat", farm.getEnvRoot(variable, "linux"))
    same("Q:/", farm.getEnvRoot(variable, "windows"))
    fault(REFUSED, [variable], farm.saveNetworkFolder, {"name": "x", "variable": variable})
    fault(BAD_PARAMETERS, ["variable"], farm.saveNetworkFolder, {"name": "x", "variable": "1 2"})
    same(None, farm.deleteNetworkFolder(folder))
    fault(BAD_PARAMETERS, [str(folder)], farm.deleteNetworkFolder, folder)


# ---- Notes


@check("addNote", "getNoteThreads", "getLatestNotes", "removeSingleThread")
def notes_on_a_job_are_kept(farm, work):
    job = work.parked()
    same(None, farm.getJob(job, ["threadId"])["threadId"])
    same(True, farm.addNote("first", None, job, None))
    same(True, farm.addNote("second", None, str(job)))
    same(True, farm.addNote("  ", None, job, None))
    seen = farm.getJob(job, ["threadId", "latestNote"])
    thread = seen["threadId"]
    try:
        same("second", seen["latestNote"])
        assert thread in farm.getNoteThreadIds()
        same(True, farm.threadExists(thread))
        told = farm.getNoteThreads([thread])[0]
        shape(told, THREAD, "thread")
        same(job, told["jobId"])
        same(["first", "second"], [note["text"] for note in told["notes"]])
        shape(told["notes"][0], NOTE, "note")
        same([{"id": thread}], farm.getNoteThreads([thread, UNKNOWN], ["id"]))
        same([{"text": "first"}, {"text": "second"}],
             farm.getNoteThreads([thread], ["notes"], ["text"])[0]["notes"])
        same([{"text": "second"}], farm.getLatestNotes([thread], ["text"]))
        first = told["notes"][0]["id"]
        same(True, farm.removeSingleNote(first))
        same(False, farm.removeSingleNote(first))
        same([first], farm.removeNotes([first]))
    finally:
        same(True, farm.removeSingleThread(thread))
    same(False, farm.threadExists(thread))
    same(False, farm.removeSingleThread(thread))
    same([thread], farm.removeThreads([thread]))
    same([], farm.getLatestNotes([]))


# ---- Following


@check("waitForJobs")
def waiting_ends_with_the_jobs_or_the_time(farm, work):
    done = work.submit({"name": MARK})[0]
    same({str(done): "succeeded"}, farm.waitForJobs([done, UNKNOWN], 30))
    same({}, farm.waitForJobs([], 30))
    job = work.parked()
    begin = time.monotonic()
    same({str(job): "runnable"}, farm.waitForJobs([job], 1))
    assert 0.8 < time.monotonic() - begin < 20
    fault(BAD_PARAMETERS, ["job_ids"], farm.waitForJobs)


@check("getJobEvents")
def events_come_once_and_in_order(farm, work):
    job = work.parked()
    farm.cancelJobs([job])
    after, seen, end = 0, [], time.monotonic() + 60
    while "cancelled" not in seen and time.monotonic() < end:
        events = farm.getJobEvents(after, 1000, 5)
        for event in events:
            shape(event, {"id": int, "date": DATE, "jobId": (int, NOTHING), "event": str,
                          "status": str, "client": (str, NOTHING), "text": str}, "event")
            assert event["id"] > after, (event, after)
            after = event["id"]
            if event["jobId"] == job and event["status"]:
                seen.append(event["status"])
    same(["runnable", "cancelled"], seen)
    assert len(farm.getJobEvents(0, 1)) <= 1
    same([], farm.getJobEvents(UNKNOWN))


@check("findJobs")
def jobs_are_found(farm, work):
    job = work.parked(submittedBy=MARK, priority=3)
    same({"total": 1, "jobs": [{"id": job}]},
         farm.findJobs({"submittedBy": MARK, "status": "runnable", "attribs": ["id"]}))
    same({"total": 0, "jobs": []}, farm.findJobs({"submittedBy": MARK, "status": ["failed"]}))
    same(1, farm.findJobs({"name": MARK.upper(), "root": job, "limit": 1})["total"])
    assert farm.findJobs()["total"] >= 1
    fault(BAD_PARAMETERS, ["limit"], farm.findJobs, {"limit": 5000})


@check("getCompatibilityReport")
def unknown_names_are_reported(farm, work):
    for call in (lambda: farm.noSuchMethodEver(), lambda: farm.ping(1, 2, 3)):
        try:
            call()
        except xmlrpc.client.Fault:
            pass
    names = [entry["name"] for entry in farm.getCompatibilityReport()]
    assert "noSuchMethodEver" in names, names


# ---- With a client that runs jobs


def client_of(farm):
    """A client that runs jobs."""
    for client in farm.getClients(None, ["id", "label", "hostname", "online", "available"]):
        if client["online"] and client["available"]:
            return client
    raise NotRun("no client is online and available")


def finished(farm, job, patience=120):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        seen = farm.getJob(job, ["status"])["status"]
        if seen in FINISHED:
            return seen
        time.sleep(0.2)
    raise AssertionError("job %d has not ended within %d s" % (job, patience))


@check("getJobOutput")
def a_job_runs_and_tells_its_output(farm, work):
    client_of(farm)
    job = work.submit({"command": "echo hello $JOBID; exit 0"})[0]
    same("succeeded", finished(farm, job))
    seen = farm.getJob(job)
    shape(seen, JOB, "job")
    same((0, 1.0, 0), (seen["exitCode"], seen["progress"], seen["ETA"]))
    shape(seen["clients"][0],
          {"hostname": str, "name": str, "clientId": int, "master": bool, "gpus": list}, "client")
    same("hello %d\n" % job, farm.getJobOutput(job))
    same("\n", farm.getJobOutput(str(job), 1))
    client = seen["clients"][0]["clientId"]
    if "getJobHistory" in farm.methods:
        assert job in farm.getJobHistory(client, 100)
    if "getJobOutputFrom" in farm.methods:
        piece = farm.getJobOutputFrom(job, 0, 5)
        same((b"hello", 5, False), (piece["data"].data, piece["next"], piece["done"]))
        rest = farm.getJobOutputFrom(job, 5, 1000)
        same((" %d\n" % job).encode(), rest["data"].data)
        same((rest["size"], True), (rest["next"], rest["done"]))
        fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.getJobOutputFrom, UNKNOWN, 0, 1)


@check("getJobOutput")
def a_job_that_fails_says_why(farm, work):
    client_of(farm)
    job = work.submit({"command": "exit 3"})[0]
    same("failed", finished(farm, job))
    seen = farm.getJob(job, ["exitCode", "failureReason", "clients"])
    same(3, seen["exitCode"])
    assert "3" in seen["failureReason"], seen
    if "getClientErrors" in farm.methods:
        errors = farm.getClientErrors(seen["clients"][0]["clientId"])
        assert "job %d" % job in [error["source"] for error in errors["errors"]], errors


# ---- The wire, byte by byte


def post(farm, path, body, **headers):
    """Status, headers and body of the answer to a call as it stands."""
    connection = http.client.HTTPConnection(farm.host, farm.port, timeout=60)
    try:
        fields = {"Content-Type": "text/xml"}
        fields.update({name.replace("_", "-"): value for name, value in headers.items()})
        connection.request("POST", path, body, fields)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def get(farm, path, **headers):
    connection = http.client.HTTPConnection(farm.host, farm.port, timeout=60)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def document(method, *values):
    return ("<?xml version='1.0'?><methodCall><methodName>%s</methodName><params>%s</params>"
            "</methodCall>" % (method, "".join("<param><value>%s</value></param>" % value
                                               for value in values))).encode()


@check("ping")
def every_address_answers(farm, work):
    for path in ("/RPC2", "/", "/xmlrpc"):
        status, headers, data = post(farm, path, document("ping"))
        same((200, True), (status, xmlrpc.client.loads(data)[0][0]), path)
        assert headers["Content-Type"].startswith("text/xml"), headers
    url = urllib.parse.urlparse(farm.url)
    named = xmlrpc.client.ServerProxy("http://user:password@%s/RPC2" % url.netloc.split("@")[-1])
    same(True, named.ping())
    status, data = get(farm, "/")
    assert status == 200 and b"<html" in data.lower(), status


@check("ping")
def faults_travel_in_a_200(farm, work):
    for body, code in ((b"<methodCall", -32700), (b"", -32700), (b"<html/>", -32600),
                       (document("noSuchMethod"), -32601), (document("getJob"), -32602)):
        status, headers, data = post(farm, "/RPC2", body)
        same(200, status)
        try:
            raise AssertionError("no fault for %r: %r" % (body, xmlrpc.client.loads(data)))
        except xmlrpc.client.Fault as told:
            same(code, told.faultCode, told.faultString)


@check("getJob")
def every_spelling_of_a_value_is_taken(farm, work):
    job = work.parked()
    for spelling in ("<int>%d</int>", "<i4>%d</i4>", "<i8>%d</i8>", "<double>%d.0</double>",
                     "<string>%d</string>", "%d", "<string> %d </string>",
                     '<ex:i8 xmlns:ex="http://ws.apache.org/xmlrpc/namespaces/extensions">%d'
                     '</ex:i8>'):
        status, headers, data = post(farm, "/RPC2", document("getJob", spelling % job))
        same(job, xmlrpc.client.loads(data)[0][0]["id"], spelling)
    for nil in ("<nil/>", '<ex:nil xmlns:ex="http://ws.apache.org/xmlrpc/namespaces/extensions"/>'):
        status, headers, data = post(farm, "/RPC2", document("getJob", str(job), nil))
        assert b"<nil/>" in data and b"ex:nil" not in data, data[:200]
        same(job, xmlrpc.client.loads(data)[0][0]["id"], nil)


@check("getServerTime")
def times_have_the_one_form(farm, work):
    data = post(farm, "/RPC2", document("getServerTime"))[2].decode()
    text = data.split("<dateTime.iso8601>")[1].split("<")[0]
    same(text, datetime.datetime.strptime(text, "%Y%m%dT%H:%M:%S").strftime("%Y%m%dT%H:%M:%S"))


@check("ping", "getJobs")
def packed_calls_and_answers_are_understood(farm, work):
    data = post(farm, "/RPC2", gzip.compress(document("ping")), Content_Encoding="gzip")[2]
    same(True, xmlrpc.client.loads(data)[0][0])
    job = work.parked(description="x" * 200000)
    data = document("getJobs", "<array><data><value>%d</value></data></array>" % job)
    status, headers, answer = post(farm, "/RPC2", data, Accept_Encoding="gzip")
    same("gzip", headers.get("Content-Encoding"))
    same("x" * 200000, xmlrpc.client.loads(gzip.decompress(answer))[0][0][0]["description"])


@check("ping")
def a_connection_goes_on_after_a_fault(farm, work):
    connection = http.client.HTTPConnection(farm.host, farm.port, timeout=60)
    try:
        connection.connect()
        socket = connection.sock
        for body in (document("noSuchMethod"), b"<broken", document("ping")):
            connection.request("POST", "/RPC2", body, {"Content-Type": "text/xml"})
            data = connection.getresponse().read()
        same(True, xmlrpc.client.loads(data)[0][0])
        assert connection.sock is socket, "another connection was needed"
    finally:
        connection.close()


@check("system.listMethods")
def the_list_of_methods_is_the_contracts(farm, work):
    told = farm.system.listMethods()
    same(len(told), len(set(told)), "names")
    known = [name for name in told if name in FUNCTIONS]
    same([name for name in FUNCTIONS if name in farm.methods], known, "order of the functions")
    signatures = farm.system.methodSignature("newjob")
    same([1, 2, 3], sorted(len(signature) - 1 for signature in signatures))
    fault(BAD_PARAMETERS, ["methodName"], farm.system.methodHelp)
    fault(BAD_PARAMETERS, ["methodName"], farm.system.methodSignature, None)


@check("waitForJobs", "getJobEvents")
def nothing_is_held_within_a_multicall(farm, work):
    job = work.parked()
    begin = time.monotonic()
    answers = farm.system.multicall([
        {"methodName": "waitForJobs", "params": [[job], 30]},
        {"methodName": "getJobEvents", "params": [UNKNOWN, 10, 30]},
        {"methodName": "system.multicall", "params": [[]]},
        {"methodName": "ping"},
        {"params": []},
        7])
    assert time.monotonic() - begin < 20, "the calls were held"
    same([[{str(job): "runnable"}], [[]]], answers[:2])
    same([True], answers[3])
    for answer in (answers[2], answers[4], answers[5]):
        same(BAD_PARAMETERS, answer["faultCode"])
    same([], farm.system.multicall([]))
    fault(BAD_PARAMETERS, ["calls"], farm.system.multicall, None)


# ---- Parameters: left out, nil, text, lone, wrong


@check("getClients", "getClientGroups", "getNoteThreads", "getLatestNotes", "getNumWaitingJobs",
       "findJobs", "getJobEvents", "getHQRoot")
def nil_is_as_left_out(farm, work):
    work.group(MARK + " nil")
    for name, ways in {
            "getClients": [(None,), (None, None), (None, [])],
            "getClientGroups": [(None,), (None, None), (None, [])],
            "getNoteThreads": [(None,), (None, None), (None, None, None), (None, [], [])],
            "getLatestNotes": [(None,), (None, None), (None, [])],
            "getNumWaitingJobs": [(None,), (0, None), (None, -1, None), (0, -1, -1), ("0", "-1")],
            "getUnfinishedRootJobIds": []}.items():
        call = getattr(farm, name)
        expected = call()
        for arguments in ways:
            got = call(*arguments)
            if isinstance(expected, list):  # what a client tells of itself changes all the time
                expected, got = [one["id"] for one in expected], [one["id"] for one in got]
            same(expected, got, "%s%r" % (name, arguments))
            expected = call()
    same(farm.getHQRoot("linux"), farm.getHQRoot("linux", None))
    job = work.parked()
    same({"id": job}, farm.getJob(job, ["id"]))
    for nothing in ((), (None,), ([],)):
        same(sorted(farm.getinfo(job)), sorted(farm.getJob(job, *nothing)))
        same(sorted(farm.getinfo(job)), sorted(farm.getJobs([job], *nothing)[0]))
    same("", farm.getJobOutput(job, None))
    same(True, farm.addNote(None, None, None, None))
    assert len(farm.getJobEvents(None, None, None)) <= 1000
    same(farm.findJobs({"limit": 1})["total"] > 0, farm.findJobs(None)["total"] > 0)


@check("getJobs", "getClients", "getClientsByName", "getClientGroups", "getNoteThreads")
def a_lone_value_is_a_list_of_one(farm, work):
    job = work.parked()
    same([{"id": job}], farm.getJobs(job, "id"))
    same([{"id": job}], farm.getJobs(str(job), ["id"]))
    group = work.group(MARK + " lone")
    same([{"name": MARK + " lone"}], farm.getClientGroups(str(group), "name"))
    same([], farm.getClients(UNKNOWN))
    same([], farm.getClientsByName("no-such-host"))
    same([], farm.getNoteThreads(UNKNOWN))
    for action in ("pauseJobs", "resumeJobs", "cancelJobs", "rescheduleJobs", "cancelJobs"):
        same(None, getattr(farm, action)(str(job)), action)
    same("cancelled", farm.getJob(job, ["status"])["status"])
    same(None, farm.deleteJobs(job))


@check("getJob")
def a_bad_parameter_is_named_with_what_was_expected_and_what_came(farm, work):
    job = work.parked()
    for name, arguments, words in [
            ("getJob", (), ["job_id", "int", "nothing"]),
            ("getJob", (None,), ["job_id", "int", "nil"]),
            ("getJob", ("x",), ["job_id", "int", '"x"']),
            ("getJob", ([1],), ["job_id", "int", "list"]),
            ("getJob", (1.5,), ["job_id", "int", "1.5"]),
            ("getJob", (True,), ["job_id", "int", "true"]),
            ("getinfo", (), ["job_id", "int", "nothing"]),
            ("getJobs", (), ["job_ids", "list", "nothing"]),
            ("getJobs", (None,), ["job_ids", "list", "nil"]),
            ("getJobs", ({},), ["job_ids", "list", "struct"]),
            ("getJobs", ([1, "x"],), ["job_ids[1]", "int", '"x"']),
            ("getJobs", ([1], {}), ["attribs", "list", "struct"]),
            ("getJobOutput", (), ["job_id", "int", "nothing"]),
            ("getJobOutput", (job, "x"), ["max_last_chars", "int", '"x"']),
            ("getJobHistory", (), ["client_id", "int", "nothing"]),
            ("getJobHistory", (1, "x"), ["limit", "int", '"x"']),
            ("getJobIdsAssignedToClient", (None,), ["client_id", "int", "nil"]),
            ("getJobIdsByStatus", (), ["statuses", "list", "nothing"]),
            ("getJobIdsByStatus", (["running", "x"],), ["statuses", "status", '"x"']),
            ("getNumWaitingJobs", ("x",), ["wait_time", "int", '"x"']),
            ("getNumWaitingJobs", (0, "x"), ["min_priority", "int", '"x"']),
            ("getNumWaitingJobs", (0, 0, "x"), ["max_priority", "int", '"x"']),
            ("getConfig", (), ["key", "string", "nothing"]),
            ("runcmd", (), ["cmd", "string", "nothing"]),
            ("getClient", (), ["client_id", "int", "nothing"]),
            ("getClients", ({},), ["client_ids", "list", "struct"]),
            ("getClientByName", (None,), ["clientname", "string", "nil"]),
            ("getClientsByName", (None,), ["clientnames", "list", "nil"]),
            ("getClientByHostname", (), ["hostname", "string", "nothing"]),
            ("getClientsByHostname", (), ["hostnames", "list", "nothing"]),
            ("getClientErrors", ("x",), ["client_id", "int", '"x"']),
            ("setdisabled", (), ["clientname", "string", "nothing"]),
            ("setdisabled", ("no-such-host",), ["disabled", "boolean", "nothing"]),
            ("setdisabled", ("no-such-host", "x"), ["disabled", "boolean", '"x"']),
            ("createClientGroup", (), ["name", "string", "nothing"]),
            ("getClientGroup", ("x",), ["group_id", "int", '"x"']),
            ("getClientGroupByName", (None,), ["name", "string", "nil"]),
            ("addClientToGroup", ("x", 1), ["group_id", "int", '"x"']),
            ("addClientToGroup", (1,), ["client_id", "int", "nothing"]),
            ("removeClientFromGroup", (1, None), ["client_id", "int", "nil"]),
            ("deleteClientGroup", (), ["group_id", "int", "nothing"]),
            ("getHQRoot", (), ["platform", "string", "nothing"]),
            ("getHQRoot", ("linux", "x"), ["is_client", "boolean", '"x"']),
            ("getEnvRoot", ("HQROOT",), ["platform", "string", "nothing"]),
            ("threadExists", (), ["thread_id", "int", "nothing"]),
            ("removeSingleThread", (None,), ["thread_id", "int", "nil"]),
            ("removeThreads", (None,), ["thread_ids", "list", "nil"]),
            ("removeSingleNote", ("x",), ["note_id", "int", '"x"']),
            ("removeNotes", ({},), ["note_ids", "list", "struct"]),
            ("addNote", ("text", "x"), ["thread_id", "int", '"x"']),
            ("addNote", ("text", None, "x"), ["job_id", "int", '"x"']),
            ("addNote", ("text", None, None, "x"), ["client_id", "int", '"x"']),
            ("newjob", (), ["jobspec", "nothing"]),
            ("newjob", (None,), ["jobspec", "nil"]),
            ("newjob", ({"name": MARK}, "x"), ["parent_id", "int", '"x"']),
            ("newjob", ({"name": MARK}, None, ["x"]), ["child_ids", "int", '"x"']),
            ("setJobPriorities", ([job],), ["priority", "int", "nothing"]),
            ("setJobPriorities", ([job], "x"), ["priority", "int", '"x"']),
            ("getJobOutputFrom", (job,), ["offset", "int", "nothing"]),
            ("getJobOutputFrom", (job, 0), ["max_bytes", "int", "nothing"]),
            ("findJobs", ([],), ["query", "struct", "list"]),
            ("findJobs", ({"status": "x"},), ["status", '"x"']),
            ("waitForJobs", ([job], "x"), ["timeout", '"x"']),
            ("getJobEvents", ("x",), ["after_id", "int", '"x"']),
            ("saveNetworkFolder", (), ["folder", "struct", "nothing"]),
            ("renameClientGroup", (1,), ["name", "string", "nothing"])]:
        if name in farm.methods:
            fault(BAD_PARAMETERS, words, getattr(farm, name), *arguments)


@check("newjob")
def a_bad_property_is_named_by_its_path(farm, work):
    good = {"name": MARK, "command": "true"}
    for changes, words in [
            ({"cpus": "two"}, ["cpus", "int", '"two"']),
            ({"cpus": 0}, ["cpus"]),
            ({"priority": [1]}, ["priority", "int"]),
            ({"triesLeft": {}, "maxTime": "x"}, ["maxTime", "int", '"x"']),
            ({"environment": "A=1"}, ["environment", "struct"]),
            ({"environment": {"A": [1]}}, ["environment.A"]),
            ({"conditions": "host"}, ["conditions"]),
            ({"conditions": [{"name": "colour", "op": "==", "value": "x"}]},
             ["conditions[0].name"]),
            ({"conditions": [{"name": "hostname", "op": "~", "value": "x"}]},
             ["conditions[0].op"]),
            ({"children": "x"}, ["children"]),
            ({"children": [{"name": "a"}, {"name": "b", "cpus": "x"}]}, ["children[1].cpus"]),
            ({"children": [{"command": "true"}]}, ["children[0].name"]),
            ({"childrenIds": ["x"]}, ["childrenIds[0]", "int"]),
            ({"childStubIds": "nowhere"}, ["childStubIds", "nowhere"]),
            ({"command": {"beos": "true"}}, ["command", "beos"]),
            ({"notBefore": "tomorrow"}, ["notBefore"]),
            ({"onTimeout": "explode"}, ["onTimeout"]),
            ({"errorPatterns": ["("]}, ["errorPatterns[0]"]),
            ({"exitCodes": {"success": "x"}}, ["exitCodes.success"]),
            ({"killGrace": 601}, ["killGrace"]),
            ({"minHosts": "x"}, ["minHosts", "int"]),
            ({"maxHosts": [1]}, ["maxHosts", "int"]),
            ({"memory": "much"}, ["memory", "int"]),
            ({"gpus": "x"}, ["gpus", "int"]),
            ({"maxRunning": "x"}, ["maxRunning", "int"]),
            ({"maxFailedChildren": "x"}, ["maxFailedChildren", "int"]),
            ({"requeueAfter": "x"}, ["requeueAfter", "int"]),
            ({"retryElsewhere": "x"}, ["retryElsewhere"]),
            ({"dependencyPolicy": "x"}, ["dependencyPolicy"]),
            ({"resources": ["x"]}, ["resources"]),
            ({"resources": {"sidefx.x": "many"}}, ["resources", "int"]),
            ({"labels": "x"}, ["labels"])]:
        fault(BAD_PARAMETERS, words, farm.newjob, dict(good, **changes))
    fault(BAD_PARAMETERS, ["jobspec[1].cpus"], farm.newjob, [good, dict(good, cpus="x")])
    fault(BAD_PARAMETERS, ["stub"], farm.newjob,
          [dict(good, stubId="a"), dict(good, stubId="a")])
    fault(BAD_PARAMETERS, ["cycle"], farm.newjob,
          [dict(good, stubId="a", childStubIds=["b"]), dict(good, stubId="b", childStubIds=["a"])])


@check("newjob")
def sloppy_specifications_are_borne(farm, work):
    job = work.parked(priority="5", cpus="1", triesLeft="2", tags="single", description=None,
                      environment={"I": 5, "F": 1.5, "T": True}, children=[], childrenIds=[],
                      host="", hostgroup=None, emailTo="", onSuccess="", resources={}, labels={})
    seen = farm.getJob(job)
    same((5, 1, 2, ["single"], ""), (seen["priority"], seen["cpus"], seen["triesLeft"],
                                     seen["tags"], seen["description"]))
    same({"I": "5", "F": "1.5"}, {name: seen["environment"][name] for name in "IF"})
    same("true", seen["environment"]["T"].lower())
    same(None, seen["resources"], "resources of a job that names none")
    same({}, seen["labels"])
    same({}, seen["extra"], "what was submitted is known")
    same(0, farm.getJob(work.parked(priority=-3), ["priority"])["priority"])
    job = work.submit({"command": {"linux": "true", "macos": "false", "windows": "exit"},
                       "noSuchKey": {"deep": [1, None, "\U0001f600"]}, "host": "no-such-host"})[0]
    seen = farm.getJob(job, ["command", "extra", "conditions"])
    same({"linux": "true", "macosx": "false", "windows": "exit"}, seen["command"])
    same({"noSuchKey": {"deep": [1, None, "\U0001f600"]}}, seen["extra"])
    same([{"type": "client", "name": "hostname", "op": "in", "value": "no-such-host"}],
         seen["conditions"])


@check("newjob")
def stubs_tie_a_graph_together(farm, work):
    ids = work.submit([
        {"stubId": "top", "childStubIds": ["a", "b"], "conditions": NOWHERE},
        {"stubId": "a", "childStubIds": "c", "conditions": NOWHERE},
        {"stubId": "b", "childStubIds": ["c"], "conditions": NOWHERE},
        {"stubId": "c", "command": "true", "conditions": NOWHERE}])
    top, a, b, c = farm.getJobs(ids, ["id", "parents", "children", "rootId", "status"])
    same((sorted([a["id"], b["id"]]), [c["id"]], [c["id"]]),
         (sorted(top["children"]), a["children"], b["children"]))
    same(sorted([a["id"], b["id"]]), sorted(c["parents"]))
    same({top["id"]}, {job["rootId"] for job in (top, a, b, c)})
    same(["queued", "runnable"], [top["status"], c["status"]])


@check("newjob", "getJobs")
def ten_thousand_children_go_in_with_one_call(farm, work):
    ids = work.submit({"children": [{"name": MARK} for _ in range(10000)]})
    same(10001, len(ids))
    same(list(range(10000)), [ids[1 + n] - ids[1] for n in range(10000)])
    root = farm.getJob(ids[0], ["tasks", "status"])
    same((10000, "succeeded"), (root["tasks"]["total"], root["status"]))


NOWHERE = [{"type": "client", "name": "hostname", "op": "==", "value": "no-such-host"}]


@check("ejectJobs", "ejectJobFromClient", "holdJobs")
def actions_on_a_waiting_job_do_what_they_can(farm, work):
    job = work.parked()
    same(None, farm.ejectJobs([job]))
    same(None, farm.ejectJobFromClient(str(job)))
    same(None, farm.ejectJobFromClient(UNKNOWN))
    same("runnable", farm.getJob(job, ["status"])["status"])
    same(None, farm.holdJobs(job))
    same("paused", farm.getJob(job, ["status"])["status"])
    same(None, farm.rescheduleJobs([job]))
    same(None, farm.resumeJobs([job]))
    same("runnable", farm.getJob(job, ["status"])["status"])


@check("getJob")
def times_are_nil_until_reached(farm, work):
    job = work.parked()
    seen = farm.getJob(job)
    same([None] * 4, [seen[name] for name in (
        "startTime", "commandStartTime", "commandEndTime", "endTime")])
    assert isinstance(seen["queueTime"], DATE) and isinstance(seen["runnableTime"], DATE), seen
    same((None, 0.0, 0.0, -1, "waiting for resources", [], ""),
         (seen["exitCode"], seen["progress"], seen["overallProgress"], seen["ETA"],
          seen["uiStatus"], seen["clients"], seen["latestNote"]))
    assert seen["waitingFor"], "it says why it waits"
    farm.cancelJobs([job])
    seen = farm.getJob(job)
    assert isinstance(seen["endTime"], DATE) and seen["startTime"] is None, seen
    same(("cancelled", 0, ""), (seen["uiStatus"], seen["ETA"], seen["waitingFor"]))


# ---- Resources


@check("getResources")
def resources_have_their_shape(farm, work):
    for resource in farm.getResources():
        shape(resource, {"id": int, "name": str, "maximum": int, "inUse": int, "perMachine": bool,
                         "builtIn": bool}, "resource")
    by_name = {resource["name"]: resource for resource in farm.getResources(None)}
    for name in ("houdini", "render", "karma"):
        licence = by_name["sidefx.license." + name]
        same((True, True), (licence["builtIn"], licence["perMachine"]), name)
    some = by_name["sidefx.license.render"]["id"]
    same([some], [one["id"] for one in farm.getResources([str(some), UNKNOWN])])
    same([], farm.getResources([]))
    fault(BAD_PARAMETERS, ["resource_ids"], farm.getResources, "x")
    fault(BAD_PARAMETERS, ["resources", "no such thing"], farm.newjob,
          {"name": MARK, "resources": {"no such thing": 1}})


@check("createResource", "updateResource", "deleteResource", "getResources")
def resources_are_made_changed_and_deleted(farm, work):
    name = MARK + " resource"
    resource = farm.createResource(name, 3)
    try:
        assert type(resource) is int
        fault(REFUSED, [name], farm.createResource, name, 1)
        told = farm.getResources([resource])[0]
        same((name, 3, 0, False, False), (told["name"], told["maximum"], told["inUse"],
                                          told["perMachine"], told["builtIn"]))
        same(None, farm.updateResource(str(resource), {"maximum": "5"}))
        same(5, farm.getResources([resource])[0]["maximum"])
        job = work.parked(resources={name: 2})
        same({name: 2}, farm.getJob(job, ["resources"])["resources"])
        fault(REFUSED, [], farm.deleteResource, resource)
        farm.cancelJobs([job])
        farm.deleteJobs([job])
    finally:
        same(None, farm.deleteResource(resource))
    same([], farm.getResources([resource]))
    fault(BAD_PARAMETERS, [str(resource)], farm.deleteResource, resource)
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.updateResource, UNKNOWN, {"maximum": 1})
    fault(BAD_PARAMETERS, ["name"], farm.createResource)
    fault(BAD_PARAMETERS, ["maximum"], farm.createResource, name, "x")


# ---- Permitted clients, blocked clients, rules


@check("getPermittedClientsList", "savePermittedClientsList")
def permitted_clients_become_a_condition(farm, work):
    job = work.parked()
    same([], farm.getPermittedClientsList(str(job)))
    same([], farm.getPermittedClientsList(UNKNOWN))
    same(None, farm.savePermittedClientsList(job, ["no-such-host:x", "nor-this"]))
    condition, = farm.getJob(job, ["conditions"])["conditions"]
    same(("client", "hostname:name", "in"), tuple(condition[key] for key in ("type", "name", "op")))
    same(["no-such-host:x", "nor-this"], [part.strip() for part in condition["value"].split(",")])
    same(None, farm.savePermittedClientsList(job, []))
    same([], farm.getPermittedClientsList(job))
    assert farm.getJob(job, ["waitingFor"])["waitingFor"]
    same("runnable", farm.getJob(job, ["status"])["status"])
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.savePermittedClientsList, UNKNOWN, [])
    fault(BAD_PARAMETERS, ["clients_list"], farm.savePermittedClientsList, job)
    anywhere = work.submit({"command": "true", "notBefore": "2999-01-01T00:00:00"})[0]
    same(sorted(client["label"] for client in farm.getClients(None, ["label"])),
         sorted(farm.getPermittedClientsList(anywhere)))


@check("setShowBlockedClientsWarning")
def the_warning_is_switched(farm, work):
    job = work.parked()
    for state in (False, True, 0, "1"):
        same(None, farm.setShowBlockedClientsWarning(str(job), state))
        same(state in (True, "1"),
             farm.getJob(job, ["showBlockedClientsWarning"])["showBlockedClientsWarning"])
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.setShowBlockedClientsWarning, UNKNOWN, True)
    fault(BAD_PARAMETERS, ["state"], farm.setShowBlockedClientsWarning, job)


@check("releaseRoot", "unblockClients")
def roots_are_released_and_clients_unblocked(farm, work):
    job = work.parked()
    same(None, farm.releaseRoot(str(job)))
    for more in ((), (None,), ([],), ([UNKNOWN],), (UNKNOWN,)):
        same(None, farm.unblockClients(str(job), *more), repr(more))
    same([], farm.getJob(job, ["blockedClients"])["blockedClients"])
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.releaseRoot, UNKNOWN)
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.unblockClients, UNKNOWN)
    fault(BAD_PARAMETERS, ["job_id"], farm.releaseRoot)


@check("setAvailabilityRules")
def rules_are_kept_as_they_are_read(farm, work):
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.setAvailabilityRules, UNKNOWN, [])
    client = client_of(farm)["id"]
    before = farm.getClient(client, ["availabilityRules"])["availabilityRules"]
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    always = {"type": "time", "enabled": True, "days": days, "anytime": True}
    try:
        same(None, farm.setAvailabilityRules(str(client), [always]))
        rule, = farm.getClient(client, ["availabilityRules"])["availabilityRules"]
        same(("time", True, days, True),
             tuple(rule[key] for key in ("type", "enabled", "days", "anytime")))
        same(None, farm.setAvailabilityRules(client, [rule]))
        same([rule], farm.getClient(client, ["availabilityRules"])["availabilityRules"])
        fault(BAD_PARAMETERS, ["rules"], farm.setAvailabilityRules, client, [{"type": "moon"}])
        fault(BAD_PARAMETERS, ["rules"], farm.setAvailabilityRules, client, "x")
        same([rule], farm.getClient(client, ["availabilityRules"])["availabilityRules"])
    finally:
        farm.setAvailabilityRules(client, before)
    same(before, farm.getClient(client, ["availabilityRules"])["availabilityRules"])


@check("setdisabled")
def clients_are_disabled_and_enabled(farm, work):
    same(None, farm.setdisabled("no-such-host", True))
    same(None, farm.setdisabled("no-such-host", False))
    client = client_of(farm)
    try:
        same(True, farm.setdisabled(client["label"], True))
        same({"disabled": True, "available": False, "online": True},
             farm.getClient(client["id"], ["disabled", "available", "online"]))
    finally:
        same(True, farm.setdisabled(client["label"], 0))
    same({"disabled": False}, farm.getClient(client["id"], ["disabled"]))


@check("editClient")
def clients_are_edited(farm, work):
    fault(BAD_PARAMETERS, [str(UNKNOWN)], farm.editClient, UNKNOWN, {"description": "x"})
    fault(BAD_PARAMETERS, ["client_id"], farm.editClient)
    client = client_of(farm)["id"]
    before = farm.getClient(client, ["description"])["description"]
    try:
        same(None, farm.editClient(str(client), {"description": MARK}))
        same(MARK, farm.getClient(client, ["description"])["description"])
    finally:
        farm.editClient(client, {"description": before})


@check("removeClients", "restartClients", "upgradeClients")
def actions_on_unknown_clients_do_nothing(farm, work):
    before = [client["id"] for client in farm.getClients(None, ["id"])]
    for name in ("removeClients", "restartClients", "upgradeClients"):
        call = getattr(farm, name)
        for nobody in ([], [UNKNOWN], [str(UNKNOWN)], UNKNOWN):
            same(None, call(nobody), name)
        fault(BAD_PARAMETERS, ["client_ids"], call)
        fault(BAD_PARAMETERS, ["client_ids"], call, ["x"])
    same(before, [client["id"] for client in farm.getClients(None, ["id"])])


# ---- Editing, copying, and what a specification may hold besides


@check("editJobs")
def jobs_are_edited(farm, work):
    root = work.parked(children=[{"name": MARK, "command": "true", "conditions": NOWHERE}])
    child = farm.getJob(root, ["children"])["children"][0]
    changes = {"priority": 9, "name": MARK + " new", "tags": ["single"]}
    same(1, farm.editJobs([str(root)], dict(changes, priority="9")))
    same(changes, farm.getJob(root, ["priority", "name", "tags"]))
    same(0, farm.getJob(child, ["priority"])["priority"])
    same(2, farm.editJobs(root, {"description": "x", "environment": {"A": "1"}}, "all"))
    same({"description": "x", "environment": {"A": "1"}},
         farm.getJob(child, ["description", "environment"]))
    for nothing in ([], [UNKNOWN]):
        same(0, farm.editJobs(nothing, {"priority": 1}))
    fault(BAD_PARAMETERS, ["cpus", "int"], farm.editJobs, [root], {"cpus": "two", "priority": 1})
    same(9, farm.getJob(root, ["priority"])["priority"])
    fault(BAD_PARAMETERS, ["scope"], farm.editJobs, [root], {"priority": 1}, "everywhere")
    for key in ("children", "childrenIds", "parentIds", "stubId", "frames"):
        fault(BAD_PARAMETERS, [key], farm.editJobs, [root], {key: "1"})
    farm.cancelJobs([root])
    same(1, farm.editJobs([root], {"priority": 2}, None))
    same(2, farm.getJob(root, ["priority"])["priority"])


@check("getJobSpec")
def a_specification_can_be_had_back(farm, work):
    spec = {"name": MARK, "command": "echo $A", "environment": {"A": '{"x": "$JOBID"}'},
            "priority": 3, "tags": ["single:x"], "conditions": NOWHERE, "triesLeft": 2,
            "description": "d", "noSuchKey": [1, {"a": None}]}
    job = work.submit(dict(spec, children=[{"name": MARK + " child", "conditions": NOWHERE,
                                            "command": "true"}]))[0]
    told = farm.getJobSpec(str(job))
    same(spec, {key: told.get(key) for key in spec})
    assert "children" not in told or told["children"] == [], told
    whole = farm.getJobSpec(job, True)
    same([MARK + " child"], [child["name"] for child in whole["children"]])
    again = work.submit(whole)
    same(2, len(again))
    names = ["name", "command", "environment", "priority", "tags", "conditions", "triesLeft",
             "extra"]
    same(farm.getJob(job, names), farm.getJob(again[0], names))
    assert farm.getJobSpec(UNKNOWN) in (None, {}), farm.getJobSpec(UNKNOWN)
    fault(BAD_PARAMETERS, ["job_id"], farm.getJobSpec)


@check("resubmitJobs")
def jobs_are_copied_with_what_is_below(farm, work):
    root = work.parked(children=[{"name": MARK + " child", "command": "true",
                                  "conditions": NOWHERE}] * 2)
    copies = farm.resubmitJobs([str(root)], {"priority": 4})
    work.jobs += copies
    same(3, len(copies))
    assert not set(copies) & {root}, copies
    seen = farm.getJob(copies[0], ["name", "priority", "children"])
    same((MARK, 4), (seen["name"], seen["priority"]))
    same(sorted(copies[1:]), sorted(seen["children"]))
    for nothing in ([], [UNKNOWN]):
        same([], farm.resubmitJobs(nothing))
    fault(BAD_PARAMETERS, ["priority"], farm.resubmitJobs, [root], {"priority": "x"})


@check("submissionKey")
def a_call_with_a_key_may_be_repeated(farm, work):
    spec = {"name": MARK, "command": "true", "conditions": NOWHERE, "submissionKey": MARK,
            "children": [{"name": MARK, "command": "true", "conditions": NOWHERE}]}
    ids = work.submit(spec)
    same(ids, farm.newjob(spec))
    same(ids, farm.newjob([spec, {"name": MARK + " more"}]))
    same(2, farm.findJobs({"name": MARK})["total"])


@check("frames")
def frames_become_children(farm, work):
    ids = work.submit({"command": "true", "frames": "1-10", "framesPerJob": 4, "priority": 2,
                       "conditions": NOWHERE})
    container = farm.getJob(ids[0], ["name", "command", "children", "status", "tasks", "priority"])
    same((MARK, "", "queued", 3, 2), (container["name"], container["command"], container["status"],
                                      container["tasks"]["total"], container["priority"]))
    work.jobs += container["children"]
    chunks = farm.getJobs(sorted(container["children"]), ["name", "command", "priority"])
    same([MARK + " (frames 1-4)", MARK + " (frames 5-8)", MARK + " (frames 9-10)"],
         [chunk["name"] for chunk in chunks])
    same([("true", 2)] * 3, [(chunk["command"], chunk["priority"]) for chunk in chunks])
    good = {"name": MARK, "command": "true"}
    fault(BAD_PARAMETERS, ["frames"], farm.newjob, dict(good, frames="x-y"))
    fault(BAD_PARAMETERS, ["frames"], farm.newjob, dict(good, frames="1-1000000"))
    fault(BAD_PARAMETERS, ["frames"], farm.newjob, dict(good, frames="1-2", children=[good]))
    fault(BAD_PARAMETERS, ["frameOrder"], farm.newjob, dict(good, frames="1-2", frameOrder="x"))


@check("labels", "findJobs")
def labels_are_inherited_and_searched(farm, work):
    root = work.parked(labels={"show": MARK, "frame": 5},
                       children=[{"name": MARK, "command": "true", "conditions": NOWHERE,
                                  "labels": {"department": "fx"}}])
    child = farm.getJob(root, ["children"])["children"][0]
    same({"show": MARK, "frame": "5"}, farm.getJob(root, ["labels"])["labels"])
    same({"show": MARK, "frame": "5", "department": "fx"}, farm.getJob(child, ["labels"])["labels"])
    found = farm.findJobs({"labels": {"show": MARK}, "attribs": ["id"]})
    same(sorted([root, child]), sorted(job["id"] for job in found["jobs"]))
    found = farm.findJobs({"labels": {"show": MARK, "department": "fx"}, "attribs": "id"})
    same([{"id": child}], found["jobs"])


@check("findJobs")
def searches_take_every_key(farm, work):
    root = work.parked(submittedBy=MARK,
                       children=[{"name": MARK + " leaf", "command": "true",
                                  "conditions": NOWHERE}])
    leaf = farm.getJob(root, ["children"])["children"][0]
    mine = {"submittedBy": MARK, "attribs": ["id"]}
    now = datetime.datetime.now(datetime.timezone.utc)
    past, future = (DATE((now + datetime.timedelta(days=days)).strftime("%Y%m%dT%H:%M:%S"))
                    for days in (-2, 2))
    for query, expected in [
            ({}, [root, leaf]), ({"rootsOnly": True}, [root]), ({"leavesOnly": 1}, [leaf]),
            ({"root": root}, [root, leaf]), ({"parent": str(root)}, [leaf]),
            ({"name": "LEAF"}, [leaf]), ({"status": ["runnable"]}, [leaf]),
            ({"status": "waiting"}, [leaf]), ({"exitCode": 3}, []), ({"failureReason": "x"}, []),
            ({"client": "no-such-host"}, []), ({"since": past, "until": future}, [root, leaf]),
            ({"since": future}, []), ({"until": past}, []),
            ({"sort": "id", "descending": True}, [leaf, root]),
            ({"sort": "id", "limit": 1, "offset": 1}, [leaf])]:
        found = farm.findJobs(dict(mine, **query))
        same(expected, [job["id"] for job in found["jobs"]], repr(query))
        if "limit" not in query:
            same(len(expected), found["total"])
    fault(BAD_PARAMETERS, ["sort"], farm.findJobs, {"sort": "colour"})
    fault(BAD_PARAMETERS, ["limit"], farm.findJobs, {"limit": 1001})


@check("getCompatibilityReport")
def the_report_has_every_kind(farm, work):
    odd = "compat" + uuid.uuid4().hex[:8]
    farm.getJob(work.parked(**{odd: 1}), [odd])
    same(None, farm.getHQRoot(odd))
    for call in (lambda: getattr(farm, odd)(), lambda: farm.getJobIdsByStatus([odd]),
                 lambda: farm.newjob({"name": MARK, "conditions": [
                     {"name": odd, "op": "==", "value": "x"}]})):
        try:
            call()
        except xmlrpc.client.Fault:
            pass
    farm.ping("surplus")
    kinds = {}
    for entry in farm.getCompatibilityReport():
        shape(entry, {"kind": str, "name": str, "count": int, "lastCaller": str, "lastTime": DATE},
              "entry")
        if odd in entry["name"] or entry["kind"] == "parameter":
            kinds[entry["kind"]] = entry["count"]
    assert set(kinds) == {"method", "attribute", "specification", "platform", "status", "condition",
                          "parameter"}, kinds


# ---- More with a client that runs jobs


@check("getJobOutput")
def output_may_be_anything(farm, work):
    client_of(farm)
    job = work.submit({"command": r"printf 'a\000b\033[0mc\n\360\237\230\200 \303\244 \377\n'"})[0]
    same("succeeded", finished(farm, job))
    text = farm.getJobOutput(job)
    same("a\ufffdb\ufffd[0mc\n\U0001f600 \u00e4 \ufffd\n", text)
    same("\ufffd\n", farm.getJobOutput(job, "2"))
    same("", farm.getJobOutput(job, 0))
    status, data = get(farm, "/jobs/%d/output" % job)
    same((200, b"a\0b\033[0mc\n"), (status, data[:9]))
    status, data = get(farm, "/jobs/%d/output" % job, Range="bytes=0-2")
    same((206, b"a\0b"), (status, data))
    same(200, get(farm, "/jobs/view/%d" % job)[0])


@check("getJob")
def a_running_job_is_seen_as_such(farm, work):
    client_of(farm)
    root = work.submit({"children": [{
        "name": MARK, "command": "echo PROGRESS: 1/4; echo begun; sleep 60"}]})[0]
    child = farm.getJob(root, ["children"])["children"][0]
    end = time.monotonic() + 60
    while "begun" not in farm.getJobOutput(child):
        assert time.monotonic() < end, "the job was not started within 60 s"
        time.sleep(0.2)
    while farm.getJob(child, ["progress"])["progress"] != 0.25:
        assert time.monotonic() < end, "the progress was not told within 60 s"
        time.sleep(0.2)
    seen = farm.getJob(child)
    shape(seen, JOB, "job")
    same(("running", "running", "", 1), (seen["status"], seen["uiStatus"], seen["waitingFor"],
                                         seen["tries"]))
    assert isinstance(seen["commandStartTime"], DATE) and seen["endTime"] is None, seen
    assert seen["ETA"] >= 0, seen["ETA"]
    told = [line[0] for line in seen["logs"]]
    label = farm.getClient(seen["clients"][0]["clientId"], ["label"])["label"]
    assert "Assigned to %s (master)" % label in told, told
    assert "setting status to running" in told, told
    client = seen["clients"][0]["clientId"]
    assert child in farm.getJobIdsAssignedToClient(client)
    assert child in farm.getClient(client, ["runningJobs"])["runningJobs"]
    above = farm.getJob(root, ["status", "uiStatus", "startTime", "overallProgress", "tasks"])
    same(("queued", 1, 0.25), (above["status"], above["tasks"]["running"],
                               above["overallProgress"]))
    same("running (1 clients assigned)", above["uiStatus"])
    assert isinstance(above["startTime"], DATE), "the first descendant has started"
    begin = time.monotonic()
    same(None, farm.cancelJobs([root]))
    assert time.monotonic() - begin < 10, "a cancel waits for no agent"
    same(["cancelled"] * 2, [job["status"] for job in farm.getJobs([root, child], ["status"])])
    same(None, farm.deleteJobs([root]))


@check("getClients")
def agents_answer_on_their_own_port(farm, work):
    client_of(farm)
    told = [client for client in farm.getClients(None, ["ip", "port", "online"])
            if client["online"] and client["port"]]
    if not told:
        raise NotRun("no client tells a port of its agent's own")
    url = "http://%s:%d" % (told[0]["ip"], told[0]["port"])
    agent = xmlrpc.client.ServerProxy(url, allow_none=True)
    same(True, agent.ping())
    assert isinstance(agent.getVersion(), str)
    same(None, agent.wakeup())


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("url")
    parser.add_argument("--without", default="", metavar="NAME,...")
    options = parser.parse_args()
    without = set(filter(None, options.without.split(",")))
    farm = xmlrpc.client.ServerProxy(options.url, allow_none=True)
    parts = urllib.parse.urlparse(options.url)
    farm.__dict__.update(url=options.url, host=parts.hostname, port=parts.port,
                         methods=set(farm.system.listMethods()))
    missing = [name for name in FUNCTIONS if name not in farm.methods]
    unwanted = set(missing) | (without & set(FEATURES))
    failed = ["%s: no such method (%d)" % (name, NO_SUCH_METHOD)
              for name in missing if name not in without]
    for line in failed:
        print("FAILED " + line)
    held, not_run = 0, []
    for name, needs, function in checks:
        lacking = [need for need in needs if need in unwanted]
        if lacking:
            not_run.append("%s: no %s" % (name, ", ".join(lacking)))
            continue
        work = Work(farm)
        try:
            function(farm, work)
            held += 1
        except NotRun as reason:
            not_run.append("%s: %s" % (name, reason))
        except Exception:
            failed.append(name)
            print("FAILED %s\n%s" % (name, traceback.format_exc()))
        finally:
            work.clean()
    for line in not_run:
        print("not run: " + line)
    print("%d held, %d failed, %d not run" % (held, len(failed), len(not_run)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
