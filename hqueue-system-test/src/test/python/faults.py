"""faults.py URL FOLDER JAVA AGENT_JAR steps | calls | kills N SEED

Kills agents, and fails their calls, at every step of a job's life; after each, every job has ended
exactly once, with its whole output and its exit code, and no process of it is left.
"""

import random
import sys
import time

from faultfarm import Agent, Jobs, Proxy, processes_of
from farmtest import until

url, folder, java, jar, what = sys.argv[1:6]
jobs = Jobs(url, folder)
started = time.monotonic()


def say(text):
    print("%6.1f s  %s" % (time.monotonic() - started, text), flush=True)


def spin_until(text, holds, seconds=60):
    """As until, but sees what lasts for a millisecond."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, text
        time.sleep(0.0005)


def settled(agents, cancelled=()):
    jobs.check(cancelled)
    until("nothing is kept", lambda: all(agent.knows_nothing() for agent in agents), 60)
    until("no process is left", lambda: not processes_of(folder), 60)


def steps():
    """A named kill of the agent at each step."""
    agent = Agent(java, jar, folder, "steps", url)
    host = connected_host("steps")

    def killed_when(name, holds, **job):
        one = jobs.submit(host, **job)
        spin_until(name, holds)
        agent.kill()
        agent.start()
        return one

    def registered():
        agent.kill()
        jobs.submit(host, code=3)
        agent.start()

    def offer_on_disk():
        killed_when("offer", lambda: agent.holds("offer.xml"), before="sleep 0.3")

    def process_known():
        killed_when("process", lambda: agent.holds("process"), before="sleep 0.3", code=5)

    def output_begun():
        killed_when("output", lambda: agent.holds("output.log"), middle="sleep 0.5", lines=20000)

    def running():
        one = jobs.submit(host, before="sleep 2", code=7)
        jobs.until_status(one, "running")
        agent.kill()
        agent.start()

    def ended_without_an_agent():
        one = jobs.submit(host, before="touch %s/up; sleep 0.5" % folder, code=9)
        spin_until("it runs", lambda: agent.holds("process"))
        agent.kill()
        until("its process has ended", lambda: not processes_of(folder), 30)
        agent.start()

    def exit_on_disk():
        killed_when("exit", lambda: agent.holds("exit"), before="sleep 0.2", code=4)

    def end_on_disk():
        killed_when("end", lambda: agent.holds("end.xml"), before="sleep 0.2")

    def acknowledged():
        one = jobs.submit(host, before="sleep 0.2")
        spin_until("it is known", lambda: jobs.status(one) == "succeeded")
        agent.kill()
        agent.start()

    def paused():
        one = jobs.submit(host, before="sleep 1", code=2)
        jobs.until_status(one, "running")
        jobs.server.pauseJobs([one])
        jobs.until_status(one, "paused")
        agent.kill()
        agent.start()
        jobs.server.resumeJobs([one])

    def pausing():
        one = jobs.submit(host, before="sleep 1")
        jobs.until_status(one, "running")
        jobs.server.pauseJobs([one])
        agent.kill()
        jobs.server.resumeJobs([one])
        agent.start()

    def cancelling():
        one = jobs.submit(host, before="trap '' TERM; sleep 30")
        jobs.until_status(one, "running")
        spin_until("it runs", lambda: agent.holds("process"))
        jobs.server.cancelJobs([one])
        time.sleep(0.2)
        agent.kill()
        agent.start()
        return [one]

    def restart_wanted():
        one = jobs.submit(host, before="sleep 2")
        jobs.until_status(one, "running")
        jobs.server.restartClients([client("steps")["id"]])
        agent.kill()
        agent.start()

    for step in (
        registered,
        offer_on_disk,
        process_known,
        output_begun,
        running,
        ended_without_an_agent,
        exit_on_disk,
        end_on_disk,
        acknowledged,
        paused,
        pausing,
        cancelling,
        restart_wanted,
    ):
        settled([agent], step() or ())
        say("agent killed: " + step.__name__)
    agent.stop()


def client(name):
    found = [each for each in jobs.server.getClients() if each["name"] == name]
    return found[0] if found else None


def connected_host(name):
    until("%s has registered" % name, lambda: client(name), 60)
    return client(name)["label"]


def calls():
    """Calls of two agents that are dropped, delayed and repeated."""
    proxy = Proxy(url, 7)
    agents = [Agent(java, jar, folder, name, proxy.url) for name in ("calls1", "calls2")]
    hosts = ",".join(connected_host(agent.name) for agent in agents)
    for faults in (
        {"drop call": 0.3},
        {"drop answer": 0.3},
        {"repeat call": 0.5},
        {"delay call": 0.3, "delay answer": 0.3},
        {"drop call": 0.1, "drop answer": 0.1, "repeat call": 0.1, "delay answer": 0.1},
    ):
        proxy.faults = faults
        for number in range(12):
            jobs.submit(hosts, code=number % 3, before="sleep 0.%d" % (number % 4))
        jobs.until_finished()
        proxy.faults = {}
        settled(agents)
        say("%s: met %s" % (" and ".join(faults), dict(proxy.met)))
        assert proxy.met, "no call has failed"
        proxy.met.clear()
    for agent in agents:
        agent.stop()


def kills(count, seed):
    """Agents behind a failing proxy, killed at random moments."""
    chance = random.Random(seed)
    proxy = Proxy(url, seed)
    proxy.faults = {"drop call": 0.02, "drop answer": 0.02, "repeat call": 0.02}
    agents = [Agent(java, jar, folder, name, proxy.url) for name in ("kills1", "kills2")]
    hosts = ",".join(connected_host(agent.name) for agent in agents)
    submitted = 0
    for number in range(1, count + 1):
        for _ in range(chance.randint(0, 3)):
            submitted += 1
            jobs.submit(
                hosts,
                code=chance.choice([0, 0, 0, 6]),
                before="sleep %.2f" % chance.uniform(0, 1.5),
                lines=chance.choice([1, 200, 5000]),
            )
        time.sleep(chance.uniform(0, 1.2))
        agent = chance.choice(agents)
        agent.kill()
        agent.start()
        if number % 50 == 0 or number == count:
            settled(agents)
            say("%d kills, %d jobs, seed %d" % (number, submitted, seed))
    for agent in agents:
        agent.stop()


if what == "steps":
    steps()
elif what == "calls":
    calls()
else:
    kills(int(sys.argv[6]), int(sys.argv[7]))
assert not processes_of(folder)
