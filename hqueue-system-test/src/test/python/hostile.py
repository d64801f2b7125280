"""Sends a server what hostile and broken callers send, and checks after each that it still answers.

    python3 hostile.py http://host:5000 [--pid N --jcmd PATH] [--full]

With the server's process id, on its own machine, its heap is measured as well: what an attack took
must be free again. --full sends the large ones too, which take a minute and need 300 MB here.
"""

import argparse
import gzip
import http.client
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import xmlrpc.client

NOT_WELL_FORMED, NOT_A_CALL, NO_SUCH_METHOD, BAD_PARAMETERS = -32700, -32600, -32601, -32602
MIB = 1 << 20
PATIENCE = 60  # seconds for an answer; the machine may be busy


class Server:
    def __init__(self, url, pid, jcmd):
        parts = urllib.parse.urlparse(url)
        self.url, self.host, self.port = url, parts.hostname, parts.port
        self.pid, self.jcmd = pid, jcmd

    def connect(self):
        return http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)

    def socket(self):
        return socket.create_connection((self.host, self.port), timeout=PATIENCE)

    def heap(self):
        """KiB in use after a collection."""
        subprocess.run([self.jcmd, str(self.pid), "GC.run"], check=True, stdout=subprocess.DEVNULL)
        told = subprocess.run([self.jcmd, str(self.pid), "GC.heap_info"], check=True,
                              capture_output=True, text=True).stdout
        return sum(int(used) for line in told.splitlines() if "Metaspace" not in line
                   and "class space" not in line
                   for used in re.findall(r"total \d+K, used (\d+)K", line))

    def answers(self):
        farm = xmlrpc.client.ServerProxy(self.url)
        begin = time.monotonic()
        assert farm.ping() is True
        return time.monotonic() - begin


def post(connection, body, **headers):
    fields = {"Content-Type": "text/xml"}
    fields.update({name.replace("_", "-"): value for name, value in headers.items()})
    connection.request("POST", "/RPC2", body, fields)
    response = connection.getresponse()
    data = response.read()
    if response.getheader("Content-Encoding") == "gzip":
        data = gzip.decompress(data)
    return response.status, data


def fault_of(data):
    try:
        xmlrpc.client.loads(data)
    except xmlrpc.client.Fault as fault:
        return fault
    raise AssertionError("expected a fault, got %r" % data[:200])


def refused(server, body, code, word="", **headers):
    """The body gets its fault, and the same connection goes on."""
    connection = server.connect()
    try:
        status, data = post(connection, body, **headers)
        assert status == 200, (status, data[:200])
        fault = fault_of(data)
        assert fault.faultCode == code, fault
        assert word in fault.faultString, fault
        assert "root:" not in fault.faultString and "Exception" not in fault.faultString, fault
        status, data = post(connection, call("ping"))
        assert xmlrpc.client.loads(data)[0][0] is True
    finally:
        connection.close()


def call(method, *values):
    params = "".join("<param>%s</param>" % value for value in values)
    return ("<?xml version='1.0'?><methodCall><methodName>%s</methodName><params>%s</params>"
            "</methodCall>" % (method, params)).encode()


def raw(server, data):
    """What comes back for these bytes, up to the end of the connection."""
    with server.socket() as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while True:
            try:
                piece = connection.recv(65536)
            except ConnectionResetError:
                return answer
            if not piece:
                return answer
            answer += piece


# ---- XML


def entity_bombs(server):
    names = "abcdefghij"
    bomb = '<!ENTITY a "%s">' % ("lol" * 10)
    for before, name in zip(names, names[1:]):
        bomb += '<!ENTITY %s "%s">' % (name, ("&%s;" % before) * 10)
    document = "<?xml version='1.0'?><!DOCTYPE m [%s]>" % bomb
    body = call("ping", "<value>&j;</value>").decode().replace("<?xml version='1.0'?>", document)
    refused(server, body.encode(), NOT_WELL_FORMED, "DOCTYPE")
    flat = '<!DOCTYPE m [<!ENTITY a "%s">]>' % ("x" * 100000)
    body = flat + "<methodCall><methodName>%s</methodName></methodCall>" % ("&a;" * 20000)
    refused(server, body.encode(), NOT_WELL_FORMED, "DOCTYPE")


def doctypes(server):
    for declaration in ('<!DOCTYPE m>', '<!DOCTYPE m SYSTEM "file:///etc/passwd">',
                        '<!DOCTYPE m SYSTEM "http://127.0.0.1:1/x.dtd">',
                        '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
                        '<!DOCTYPE m [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'):
        body = declaration + "<methodCall><methodName>&x;</methodName></methodCall>"
        refused(server, body.encode(), NOT_WELL_FORMED)
    refused(server, call("ping", "<value>&x;</value>"), NOT_WELL_FORMED)


def truncated_and_misnested(server):
    whole = call("getJobs", "<value><array><data><value><int>1</int></value></data></array></value>")
    for length in range(0, len(whole), 7):
        refused(server, whole[:length], NOT_WELL_FORMED)
    for body in (b"<methodCall><methodName>ping</methodCall></methodName>", b"\0" * 1000, b"{}",
                 b"\xff\xfe" + "<methodCall/>".encode("utf-16-le")[:-3], b"<a>" * 50000):
        refused_either(server, body)
    for body in (b"<methodResponse><params/></methodResponse>", b"<html/>", b"<methodCall/>",
                 call("ping", "<value><struct><value/></struct></value>"),
                 call("ping", "<value><int>1</int><int>2</int></value>"),
                 call("ping", "<value><array><value/></array></value>"),
                 call("", "<value/>")):
        refused(server, body, NOT_A_CALL)


def refused_either(server, body):
    connection = server.connect()
    status, data = post(connection, body)
    assert fault_of(data).faultCode in (NOT_WELL_FORMED, NOT_A_CALL), data[:200]
    connection.close()


def giant_values(server):
    for value in ("<int>%s</int>" % ("9" * 100), "<int>2147483648</int>",
                  "<i8>%s</i8>" % ("1" * 1000000), "<i8>9223372036854775808</i8>",
                  "<double>%s</double>" % ("e" * 100000), "<boolean>7</boolean>",
                  "<dateTime.iso8601>99999999T99:99:99</dateTime.iso8601>",
                  "<base64>%s</base64>" % ("*" * 1000)):
        refused(server, call("getJob", "<value>%s</value>" % value), NOT_A_CALL)
    refused(server, call("getJob", "<value><double>1e308</double></value>"), BAD_PARAMETERS)
    refused(server, call("x" * MIB), NO_SUCH_METHOD, "xxx")
    refused(server, call("getJob", *["<value><int>1</int></value>"] * 1000), BAD_PARAMETERS)


def deep_nesting(server):
    for depth in (100, 20000, 300000):
        value = ("<value><array><data>" * depth + "</data></array></value>" * depth)
        refused(server, call("getJobs", value), NOT_A_CALL, "deep")


def serialised_objects(server):
    for kind in ("serializable", "bigdecimal", "dom"):
        value = ('<value><ex:%s xmlns:ex="http://ws.apache.org/xmlrpc/namespaces/extensions">'
                 'rO0ABXQ</ex:%s></value>' % (kind, kind))
        refused(server, call("ping", value), NOT_A_CALL)


def many_members(server):
    """Ten million, packed: they arrive in one small body."""
    head, tail = call("getJobs", "<value><array><data>|</data></array></value>").split(b"|")
    for member in (b"<value/>", b"<value><i4>1</i4></value>"):
        packed = gzip.compress(head + member * 10000000 + tail, 1)
        refused(server, packed, NOT_A_CALL, "at most", Content_Encoding="gzip")


# ---- HTTP


def wrong_lengths(server):
    head = "POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n"
    ping = call("ping")
    for length in ("-5", "99999999999999999999", "x", "0x10"):
        answer = raw(server, (head + "Content-Length: %s\r\n\r\n" % length).encode() + ping)
        assert b"<boolean>" not in answer, answer[:300]
    # Longer than what comes: no answer, or a fault. Shorter: the rest is no call.
    for length in (len(ping) + 1000, len(ping) - 5):
        answer = raw(server, (head + "Content-Length: %d\r\n\r\n" % length).encode() + ping)
        assert b"<boolean>" not in answer, answer[:300]
    for chunk in ("zz", "-1", "7fffffffffffffff"):
        answer = raw(server, (head + "Transfer-Encoding: chunked\r\n\r\n%s\r\n" % chunk).encode()
                     + ping)
        assert b"<boolean>" not in answer, answer[:300]
    raw(server, b"\x16\x03\x01\x02\x00" + b"\x01" * 500)
    raw(server, b"POST /RPC2 HTTP/1.1\r\nX: " + b"y" * 100000 + b"\r\n\r\n")
    raw(server, ("POST /RPC2 HTTP/1.1\r\n" + "A: b\r\n" * 100000 + "\r\n").encode())


def packed_bodies(server):
    connection = server.connect()
    status, data = post(connection, gzip.compress(call("ping")), Content_Encoding="gzip")
    assert xmlrpc.client.loads(data)[0][0] is True
    status, data = post(connection, call("system.multicall", MANY_PINGS), Accept_Encoding="gzip")
    assert len(xmlrpc.client.loads(data)[0][0]) == 2000
    connection.close()
    whole = gzip.compress(call("ping"))
    for body in (b"", b"nonsense", whole[:10], whole[:-9], whole[:10] + b"\xff" * 50):
        refused(server, body, NOT_WELL_FORMED, Content_Encoding="gzip")
    refused(server, whole, NOT_A_CALL, "gzip", Content_Encoding="br")


MANY_PINGS = ("<value><array><data>%s</data></array></value>" % (
    "<value><struct><member><name>methodName</name><value>ping</value></member></struct></value>"
    * 2000))


def packed_bombs(server):
    """A gigabyte in a megabyte, of text, of blanks, and packed twice."""
    head, tail = call("getJob", "<value>|</value>").split(b"|")
    zeros = gzip.compress(head + b"x" * (1024 * MIB) + tail, 1)
    refused(server, zeros, NOT_A_CALL, "at most", Content_Encoding="gzip")
    refused(server, gzip.compress(zeros, 1), NOT_WELL_FORMED, Content_Encoding="gzip")
    blanks = gzip.compress(b"<methodCall>" + b" " * (512 * MIB), 1)
    refused(server, blanks, NOT_A_CALL, "at most", Content_Encoding="gzip")


def large_bodies(server):
    """70 MiB get their fault, announced or not, and the connection goes on."""
    head, tail = call("getJob", "<value>|</value>").split(b"|")
    body = head + b"y" * (70 * MIB) + tail
    refused(server, body, NOT_A_CALL, "at most")
    refused(server, iter([head] + [b"y" * MIB] * 70 + [tail]), NOT_A_CALL, "at most")
    # More than is read and thrown away: the connection ends, and nothing else does.
    connection = server.connect()
    try:
        status, data = post(connection, iter([b"y" * MIB] * 300), Content_Length=str(300 * MIB))
        assert fault_of(data).faultCode == NOT_A_CALL
    except (ConnectionError, http.client.HTTPException):
        pass
    finally:
        connection.close()


def several_large_at_once(server):
    head, tail = call("getJob", "<value>|</value>").split(b"|")
    body = head + b"z" * (40 * MIB) + tail
    failures = []

    def one():
        try:
            connection = server.connect()
            status, data = post(connection, body)
            assert fault_of(data).faultCode == BAD_PARAMETERS, data[:300]
            connection.close()
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures


def slow_senders(server):
    """Hundreds that send a byte now and then, of the head or of the body, hold up nobody."""
    head = b"POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 5000\r\n"
    senders = []
    try:
        for number in range(300):
            sender = server.socket()
            sender.sendall(head[:38] if number % 3 == 0 else head + b"\r\n<methodCall><")
            senders.append(sender)
        slowest = 0
        for _ in range(5):
            for sender in senders:
                sender.sendall(b"x")
            slowest = max(slowest, server.answers())
        assert slowest < 5, "an honest caller waited %.1f s" % slowest
    finally:
        for sender in senders:
            sender.close()


QUICK = [entity_bombs, doctypes, truncated_and_misnested, giant_values, deep_nesting,
         serialised_objects, wrong_lengths, packed_bodies, slow_senders, large_bodies]
FULL = [many_members, packed_bombs, several_large_at_once]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("--pid", type=int, help="of the server, on this machine")
    parser.add_argument("--jcmd", default="jcmd")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", help="name of one attack")
    options = parser.parse_args()
    server = Server(options.url, options.pid, options.jcmd)
    attacks = [attack for attack in QUICK + FULL * options.full
               if options.only in (None, attack.__name__)]
    server.answers()
    before = server.heap() if options.pid else 0
    for attack in attacks:
        begin = time.monotonic()
        attack(server)
        waited = server.answers()
        print("%-26s %5.1f s, then an answer in %.3f s" % (
            attack.__name__, time.monotonic() - begin, waited), flush=True)
        assert waited < 5, "%s: the server answered after %.1f s" % (attack.__name__, waited)
        if options.pid:
            after = server.heap()
            print("%-26s heap %d KiB, at first %d KiB" % ("", after, before), flush=True)
            assert after < before + 40 * 1024, "%s: memory is not free again" % attack.__name__
    print("%d attacks, the server answers" % len(attacks))
    return 0


if __name__ == "__main__":
    sys.exit(main())
