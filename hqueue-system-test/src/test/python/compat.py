"""Checks that a server speaks HQueue's XML-RPC API. Needs nothing but Python 3.

    python3 compat.py http://host:5000

It is safe on a farm in use: it works with jobs, groups, folders and notes of its own and deletes
them, and its few commands end at once. A function that the server does not have is reported, and
what needs it is left out. The exit status is 0 when every check that was made has held.
"""

import datetime
import sys
import time
import traceback
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

checks = []


def check(*methods):
    """Marks a check, and says which functions it needs."""
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


def online(farm):
    return [client for client in farm.getClients(None, ["id", "online", "available"])
            if client["online"] and client["available"]]


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
    if not online(farm):
        return
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
    if not online(farm):
        return
    job = work.submit({"command": "exit 3"})[0]
    same("failed", finished(farm, job))
    seen = farm.getJob(job, ["exitCode", "failureReason", "clients"])
    same(3, seen["exitCode"])
    assert "3" in seen["failureReason"], seen
    if "getClientErrors" in farm.methods:
        errors = farm.getClientErrors(seen["clients"][0]["clientId"])
        assert "job %d" % job in [error["source"] for error in errors["errors"]], errors


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__.strip())
        return 2
    farm = xmlrpc.client.ServerProxy(sys.argv[1], allow_none=True)
    farm.__dict__["methods"] = set(farm.system.listMethods())
    held, failed, left_out = 0, [], []
    for name, methods, function in checks:
        missing = [method for method in methods if method not in farm.methods]
        if missing:
            left_out.append("%s: no %s" % (name, ", ".join(missing)))
            continue
        work = Work(farm)
        try:
            function(farm, work)
            held += 1
        except Exception:
            failed.append(name)
            print("FAILED %s\n%s" % (name, traceback.format_exc()))
        finally:
            work.clean()
    for line in left_out:
        print("left out " + line)
    print("%d held, %d failed, %d left out" % (held, len(failed), len(left_out)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
