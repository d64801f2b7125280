"""What the fault suite is made of: a proxy that fails, agents that are killed, jobs that tell on both."""

import collections
import ctypes
import http.client
import http.server
import os
import random
import signal
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request
import xmlrpc.client

from farmtest import connect, until

LINES = 200


def with_us():
    """A process that is started so ends with the one that starts it, however that ends."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Trap:
    """A moment in the calls of an agent, from which on none comes through.

    The moment is "call", before the server gets it, or "answer", before the agent does. The call is a
    heartbeat for which holds(report, answer) is so, or one that brings output where holds is None.
    """

    def __init__(self, moment, holds):
        self.moment = moment
        self.holds = holds
        self.sprung = threading.Event()

    def stops(self, moment, report, answer=None):
        if not self.sprung.is_set() and moment == self.moment:
            is_output = report is None
            if self.holds is None if is_output else self.holds and self.holds(report, answer):
                self.sprung.set()
        return self.sprung.is_set()


class Proxy(http.server.ThreadingHTTPServer):
    """Passes calls on to a server; each meets one of the faults with the given probability."""

    daemon_threads = True

    def __init__(self, url, seed):
        super().__init__(("127.0.0.1", 0), _Passing)
        self.upstream = urllib.parse.urlsplit(url).netloc
        self.random = random.Random(seed)
        self.faults = {}
        self.traps = {}
        self.met = collections.Counter()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return "http://127.0.0.1:%d" % self.server_address[1]

    def fault(self):
        roll = self.random.random()
        for name, probability in self.faults.items():
            roll -= probability
            if roll < 0:
                self.met[name] += 1
                return name
        return ""

    def handle_error(self, request, client_address):
        pass  # whoever called was killed


class _Passing(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        report = None if self.path.startswith("/agent/") else xmlrpc.client.loads(body)[0][0]
        agent = report["agentId"] if report else self.headers["X-HQueue-Agent"]
        trap = self.server.traps.get(agent)
        if trap and trap.stops("call", report):
            self.close_connection = True
            return
        fault = self.server.fault()
        if fault == "drop call":
            self.close_connection = True
            return
        if fault == "delay call":
            time.sleep(self.server.random.uniform(0, 2))
        answer = self.passed_on(body)
        if fault == "repeat call":
            answer = self.passed_on(body)
        if fault == "delay answer":
            time.sleep(self.server.random.uniform(0, 2))
        trap = self.server.traps.get(agent)  # one may have been set while the call was held
        if trap and answer and answer[0] == 200:
            said = xmlrpc.client.loads(answer[2])[0][0] if report else None
            if trap.stops("answer", report, said):
                answer = None
        if answer is None or fault == "drop answer":
            self.close_connection = True
            return
        status, kind, content = answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def passed_on(self, body):
        headers = {
            name: value
            for name, value in self.headers.items()
            if name.lower() not in ("host", "connection", "content-length", "accept-encoding")
        }
        upstream = http.client.HTTPConnection(self.server.upstream, timeout=70)
        try:
            upstream.request("POST", self.path, body, headers)
            answer = upstream.getresponse()
            return answer.status, answer.getheader("Content-Type", ""), answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            upstream.close()

    def log_message(self, *ignored):
        pass


class Server:
    """A server of the real jar, which can be killed and started again on its data."""

    def __init__(self, java, jar, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = "http://127.0.0.1:%d" % port
        self.command = [java, "-Xmx512m", "-XX:+UseSerialGC", "-jar", jar, "--port", str(port)]
        self.command += ["--data", os.path.join(folder, "data")]
        self.out = open(os.path.join(folder, "server.out"), "ab")
        self.process = None

    def start(self):
        """Returns when it is ready."""
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=self.out,
            stderr=self.out,
            preexec_fn=with_us,
        )
        until("the server is ready", self.is_ready, 600)

    def is_ready(self):
        assert self.process.poll() is None, "the server has ended, see %s" % self.out.name
        try:
            with urllib.request.urlopen(self.url + "/health/ready", timeout=5) as answer:
                return answer.status == 200
        except (OSError, http.client.HTTPException):
            return False

    def kill(self):
        self.process.kill()
        self.process.wait()


class Agent:
    """An agent of the real jar, which can be killed and started again on its folder."""

    def __init__(self, java, jar, folder, name, url, cpus=4):
        self.folder = os.path.join(folder, name)
        self.name = name
        self.command = [java, "-Xmx64m", "-Xms8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        self.command += ["-jar", jar]
        self.command += ["--server", url, "--name", name, "--cpus", str(cpus), "--port", "0"]
        self.command += ["--folder", self.folder]
        self.process = None
        self.out = open(self.folder + ".out", "ab")
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=self.out,
            stderr=self.out,
            preexec_fn=with_us,
        )

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def id(self):
        """By which it is known in its calls."""
        with open(os.path.join(self.folder, "agent.id")) as file:
            return file.read().strip()

    def holds(self, name):
        """Whether some assignment has such a file."""
        assignments = os.path.join(self.folder, "assignments")
        try:
            return any(
                os.path.exists(os.path.join(assignments, each, name))
                for each in os.listdir(assignments)
            )
        except FileNotFoundError:
            return False

    def knows_nothing(self):
        assignments = os.path.join(self.folder, "assignments")
        return not os.path.isdir(assignments) or not os.listdir(assignments)


class Jobs:
    """Jobs that write down each start of theirs, print numbered lines, and end with a code."""

    def __init__(self, url, folder):
        self.server = connect(url)
        self.folder = folder
        self.codes = {}

    def submit(self, label, code=0, before="", middle="", lines=LINES, on_success=""):
        command = (
            'echo $JOBID >> "%s/ran"; %s\n'
            "i=0; while [ $i -lt %d ]; do i=$((i+1)); echo line $i; done\n"
            "%s\necho end; exit %d" % (self.folder, before, lines, middle, code)
        )
        spec = {
            "name": "fault",
            "command": command,
            "triesLeft": 0,
            "onSuccess": on_success,
            "conditions": [{"type": "client", "name": "hostname:name", "op": "in", "value": label}],
        }
        job = self.server.newjob(spec)[0]
        self.codes[job] = (code, lines)
        return job

    def status(self, job):
        return self.server.getJob(job, ["status"])["status"]

    def until_status(self, job, *statuses):
        until("job %d is %s" % (job, statuses), lambda: self.status(job) in statuses, 60)

    def until_finished(self):
        finished = set(self.server.getFinishedJobStatusNames())
        until(
            "all have finished",
            lambda: all(
                job["status"] in finished
                for job in self.server.getJobs(list(self.codes), ["status"])
            ),
            120,
        )

    def check(self, cancelled=()):
        """Each ended exactly once, with its whole output and its exit code."""
        self.until_finished()
        with open(os.path.join(self.folder, "ran")) as file:
            ran = collections.Counter(int(line) for line in file)
        wrong = {}
        for job, (code, lines) in self.codes.items():
            told = self.server.getJob(job, ["status", "exitCode", "tries", "logs"])
            ends = [
                line for line, _ in told["logs"] if line.startswith(("Finished with", "Ended"))
            ]
            if job in cancelled:
                ok = told["status"] == "cancelled" and ran[job] <= 1
            else:
                wanted = ("succeeded", 0) if code == 0 else ("failed", code)
                text = "".join("line %d\n" % i for i in range(1, lines + 1)) + "end\n"
                ok = (told["status"], told["exitCode"]) == wanted
                ok = ok and ran[job] == 1 and len(ends) == 1
                if ok:
                    try:
                        until("output", lambda: self.output(job) == text, 20)
                    except AssertionError:
                        ok = False
                        told["output"] = self.output(job)[-200:]
            if not ok:
                told["ran"] = ran[job]
                wrong[job] = told
        assert not wrong, wrong
        self.codes.clear()

    def output(self, job):
        return "".join(
            line + "\n"
            for line in self.server.getJobOutput(job).split("\n")
            if line == "end" or line.startswith("line ")
        )


def processes_of(folder):
    """Processes whose environment says that they belong to an agent in the folder, or below it."""
    mark = ("\0HQCLIENT=" + os.path.abspath(folder)).encode()
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/environ" % pid, "rb") as file:
                environment = b"\0" + file.read() + b"\0"
            if mark + b"/" in environment or mark + b"\0" in environment:
                found.append(int(pid))
        except OSError:
            pass
    return found
