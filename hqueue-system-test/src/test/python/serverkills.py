"""serverkills.py FOLDER JAVA SERVER_JAR AGENT_JAR: the server is killed at each step of jobs' lives.

Each step is that of a job on an agent of its own: a proxy stops the agent's call at that moment, and lets
nothing of the agent through any more. When all are at their step the server is killed; when it is there
again, every job ends exactly once, with its whole output and its exit code, and no process is left.
"""

import collections
import os
import sys
import time

from faultfarm import Agent, Jobs, Proxy, Server, Trap, processes_of
from farmtest import until

AGENTS = 7
OUTPUT = None

folder, java, server_jar, agent_jar = sys.argv[1:5]
started = time.monotonic()


def state(word):
    return lambda report, answer: any(each["state"] == word for each in report["assignments"])


def any_assignment(report, answer):
    return bool(report["assignments"])


def told(field):
    return lambda report, answer: bool(answer.get(field))


# The step, whether the call or its answer is lost, and how the call is known.
STEPS = (
    ("offered, not told", "answer", told("start")),
    ("accepted, not reported", "call", any_assignment),
    ("acceptance reported, not answered", "answer", any_assignment),
    ("running", "answer", state("running")),
    ("output on its way", "call", OUTPUT),
    ("output written, not answered", "answer", OUTPUT),
    ("ended, not reported", "call", state("ended")),
    ("end reported, not answered", "answer", state("ended")),
    ("callback ordered, not told", "answer", told("callbacks")),
    ("pause asked, not told", "answer", told("pause")),
    ("paused, not reported", "call", state("paused")),
    ("resume asked, not told", "answer", told("resume")),
    ("cancel asked, not told", "answer", told("stop")),
    ("cancelled, not reported", "call", state("ended")),
)


def say(text):
    print("%6.1f s  %s" % (time.monotonic() - started, text), flush=True)


def ask(name, job):
    """For what the step is about."""
    if "cancel" in name:
        jobs.server.cancelJobs([job])
    elif "resume" in name:
        jobs.server.resumeJobs([job])
    else:
        jobs.server.pauseJobs([job])


def brought_to(step, agent, code):
    """Submits a job and returns it once its agent's call was stopped at the step."""
    name, moment, holds = step
    trap = Trap(moment, holds)
    waits = 'until test -e "%s/go-$JOBID"; do sleep 0.05; done' % folder
    is_asked = any(word in name for word in ("pause", "resume", "cancel"))
    # Its trap is set before anything of the job is told, or once it runs.
    if not is_asked:
        proxy.traps[agent.id()] = trap
    job = jobs.submit(
        agent.label,
        code=code,
        before=waits if is_asked else "sleep 0.5",
        on_success='echo $JOBID >> "%s/followed"' % folder if "callback" in name else "",
    )
    if is_asked:
        jobs.until_status(job, "running")
        until("it has a process", lambda: agent.holds("process"))
    if "resume" in name:
        jobs.server.pauseJobs([job])
        jobs.until_status(job, "paused")
    if is_asked:
        proxy.traps[agent.id()] = trap
        ask(name, job)
    until("%s (job %d on %s)" % (name, job, agent.name), trap.sprung.is_set, 60)
    return job


def gone_on(step, job):
    """What a user does when the server is back."""
    if "pause" in step[0]:
        jobs.until_status(job, "paused")
        jobs.server.resumeJobs([job])
    with open(os.path.join(folder, "go-%d" % job), "w"):
        pass


server = Server(java, server_jar, folder)
server.start()
jobs = Jobs(server.url, folder)
proxy = Proxy(server.url, 1)
agents = [Agent(java, agent_jar, folder, "s%d" % n, proxy.url, cpus=1) for n in range(AGENTS)]
for agent in agents:
    until(
        "%s has registered" % agent.name,
        lambda: [each for each in jobs.server.getClients() if each["name"] == agent.name],
    )
    found = [each for each in jobs.server.getClients() if each["name"] == agent.name]
    agent.label = found[0]["label"]
say("%d agents" % len(agents))

for first in range(0, len(STEPS), AGENTS):
    batch = STEPS[first : first + AGENTS]
    held = {}
    for number, step in enumerate(batch):
        held[step] = brought_to(step, agents[number], number % 2 * 3 if "callback" not in step[0] else 0)
        say("at its step: " + step[0])
    server.kill()
    server.start()
    proxy.traps.clear()
    for step, job in held.items():
        gone_on(step, job)
    jobs.check([job for step, job in held.items() if "cancel" in step[0]])
    until("nothing is kept", lambda: all(agent.knows_nothing() for agent in agents), 60)
    until("no process is left", lambda: not processes_of(folder), 60)
    say("server killed, jobs ended once: " + "; ".join(step[0] for step in batch))

with open(os.path.join(folder, "followed")) as file:
    followed = collections.Counter(file.read().split())
assert list(followed.values()) == [1], followed
for agent in agents:
    agent.stop()
server.kill()
