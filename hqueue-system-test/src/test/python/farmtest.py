"""What the scripts share: calling the server with Python's own client, and waiting."""

import time
import xmlrpc.client

FINISHED = {"succeeded", "failed", "cancelled"}


def connect(url):
    return xmlrpc.client.ServerProxy(url)


def until(what, condition, patience=90):
    """Waits for the condition, and returns what it gave."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("not within %s s: %s" % (patience, what))


def follow(server, job_id, patience=90):
    """Waits for the job's end, and returns the statuses seen, in order."""
    seen = []

    def ended():
        status = server.getJob(job_id, ["status"])["status"]
        if not seen or seen[-1] != status:
            seen.append(status)
        return status in FINISHED

    until("job %s ends; seen: %s" % (job_id, seen), ended, patience)
    return seen


def fault_of(call, *arguments):
    """The fault that a call gets; no fault is a failure."""
    try:
        answer = call(*arguments)
    except xmlrpc.client.Fault as fault:
        return fault
    raise AssertionError("no fault for %r but %r" % (arguments, answer))
