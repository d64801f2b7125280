"""What the fault suite is made of: a proxy that fails, agents that are killed, jobs that tell on both."""

import collections
import http.client
import http.server
import os
import random
import signal
import subprocess
import threading
import time
import urllib.parse

from farmtest import connect, until

LINES = 200


class Proxy(http.server.ThreadingHTTPServer):
    """Passes calls on to a server; each meets one of the faults with the given probability."""

    daemon_threads = True

    def __init__(self, url, seed):
        super().__init__(("127.0.0.1", 0), _Passing)
        self.upstream = urllib.parse.urlsplit(url).netloc
        self.random = random.Random(seed)
        self.faults = {}
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


class Agent:
    """An agent of the real jar, which can be killed and started again on its folder."""

    def __init__(self, java, jar, folder, name, url, cpus=4):
        self.folder = os.path.join(folder, name)
        self.name = name
        self.command = [java, "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar]
        self.command += ["--server", url, "--name", name, "--cpus", str(cpus), "--port", "0"]
        self.command += ["--folder", self.folder]
        self.process = None
        self.out = open(self.folder + ".out", "ab")
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, stdout=self.out, stderr=self.out
        )

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

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

    def submit(self, label, code=0, before="", middle="", lines=LINES):
        command = (
            'echo $JOBID >> "%s/ran"; %s\n'
            "i=0; while [ $i -lt %d ]; do i=$((i+1)); echo line $i; done\n"
            "%s\necho end; exit %d" % (self.folder, before, lines, middle, code)
        )
        spec = {
            "name": "fault",
            "command": command,
            "triesLeft": 0,
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
    """Processes whose environment says that they belong to an agent below the folder."""
    mark = ("\0HQCLIENT=" + os.path.abspath(folder) + "/").encode()
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/environ" % pid, "rb") as file:
                if mark in b"\0" + file.read():
                    found.append(int(pid))
        except OSError:
            pass
    return found
