"""The server among clients that mean it harm, or know no better. Whatever they send: nobody else waits for
them, each is told what is wrong or closed, and what they took is given back.

Usage: http_faults_test.py PROGRAM
TWOTOWER_FAULT_SCALE: the share of the clients and requests that come, .1 without it; `make test-faults` has 1.
"""
import asyncio
import concurrent.futures
import contextlib
import functools
import json
import multiprocessing
import os
import resource
import signal
import socket
import statistics
import struct
import threading
import time
import unittest

from http_shop import Server, trained_shop, write_shop

SCALE = float(os.environ.get("TWOTOWER_FAULT_SCALE", ".1"))
IS_SANITIZED = "TWOTOWER_SANITIZED" in os.environ  # memory is then that of the sanitizer, too
HOST = b"Host: localhost\r\n"
JSON = b"Content-Type: application/json\r\n"
GET = b"GET /livez HTTP/1.1\r\n" + HOST
POST = b"POST /v1/recommend HTTP/1.1\r\n" + HOST + JSON
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
HEADER_SECONDS = 5  # for a header to come


def scaled(count):
    return max(2, int(count * SCALE))


def post(body, path=b"/v1/recommend"):
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return (POST.replace(b"/v1/recommend", path) + b"Content-Length: %d\r\n\r\n" % len(text)) + text


def large_request(count=256):
    """Asks for an answer of 9 MB, more than sockets take; or of fewer lists."""
    return post({"requests": [{"user_id": f"u{i % 60}", "k": 30} for i in range(count)]}, b"/v1/recommend:batch")


class Wire:
    """A client that says what it is told to, byte for byte."""

    def __init__(self, port, seconds=20, receive_bytes=None):
        self.socket = socket.socket()
        if receive_bytes is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(seconds)
        self.socket.connect(("127.0.0.1", port))
        self.file = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.file.close()
        self.socket.close()

    def say(self, data):
        """False where the server has closed."""
        try:
            self.socket.sendall(data)
            return True
        except (BrokenPipeError, ConnectionResetError):
            return False

    def hear(self):
        """Status, fields and JSON of an answer; None where the server closes instead."""
        line = self.file.readline()
        if not line:
            return None
        fields = {}
        while (field := self.file.readline()) != b"\r\n":
            name, value = field.decode().split(":", 1)
            fields[name.lower()] = value.strip()
        body = self.file.read(int(fields.get("content-length", 0)))
        return int(line.split()[1]), fields, json.loads(body) if body else None

    def hears_the_end(self):
        return self.file.read() == b""


def good_client(port, seconds):
    """Seconds that each answer took, and how often the connection was lost."""
    took, num_lost, end = [], 0, time.monotonic() + seconds
    wire = Wire(port)
    while time.monotonic() < end:
        begin = time.monotonic()
        answer = wire.hear() if wire.say(post({"user_id": "u1"})) else None
        if answer is None:
            num_lost += 1
            wire.close()
            wire = Wire(port)
            continue
        if answer[0] != 200:
            raise AssertionError(answer)
        took.append(time.monotonic() - begin)
        time.sleep(.01)
    wire.close()
    return took, num_lost


def setUpModule():
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192), most))  # clients and connections
    Faults.folder = trained_shop(unittest.addModuleCleanup, functools.partial(write_shop, title="long" * 300))


class Faults(unittest.TestCase):
    folder = None

    def setUp(self):
        self.server = self.start()
        self.port = self.server.port

    def start(self, **options):
        # The allocator keeps nothing that is free, so that memory is what the server holds.
        server = Server(self.folder, "runs/shop", "--threads", "2",
                        env={**os.environ, "MALLOC_TRIM_THRESHOLD_": "131072"}, **options)
        self.addCleanup(server.process.stderr.close)
        self.addCleanup(server.process.stdout.close)
        self.addCleanup(server.process.wait)
        self.addCleanup(server.process.kill)
        for _ in range(20):  # what is set up once is no cost of the faults
            self.assertEqual(server.post("/v1/recommend", {"user_id": "u1"})[0], 200)
        return server

    def wire(self, **options):
        wire = Wire(self.port, **options)
        self.addCleanup(wire.close)
        return wire

    def usage(self):
        """Descriptors, KiB of memory of its own, and seconds of processor that the server has taken."""
        process = f"/proc/{self.server.process.pid}"
        with open(f"{process}/status", encoding="ascii") as file:
            memory = next(int(line.split()[1]) for line in file if line.startswith("RssAnon"))
        with open(f"{process}/stat", encoding="ascii") as file:
            ticks = sum(map(int, file.read().rsplit(")", 1)[1].split()[11:13]))
        return len(os.listdir(f"{process}/fd")), memory, ticks / os.sysconf("SC_CLK_TCK")

    def stays_within(self, mib, before):
        if not IS_SANITIZED:
            self.assertLess(self.usage()[1] - before[1], mib * 1024)

    def gives_back(self, before, mib):
        """All descriptors, and memory but for `mib`, in which there are holes."""
        end = time.monotonic() + 10
        while self.usage()[0] > before[0] and time.monotonic() < end:
            time.sleep(.05)
        self.assertLessEqual(self.usage()[0], before[0])
        self.stays_within(mib, before)
        self.assertEqual(self.server.post("/v1/recommend", {"user_id": "u1"})[0], 200)

    @contextlib.contextmanager
    def quick_for_others(self, seconds):
        """In a process of its own, a client asks meanwhile and waits for nobody."""
        with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
            asking = pool.submit(good_client, self.port, seconds)
            yield
            took, num_lost = asking.result()
        self.assertLessEqual(num_lost, 2)
        self.assertGreater(len(took), 10 * seconds)
        self.assertLess(statistics.quantiles(took, n=100)[98], .5)

    def refuses(self, data, statuses, **options):
        """One answer, an error that says so, and the end."""
        with self.wire(**options) as wire:
            wire.say(data)
            answer = wire.hear()
            self.assertIsNotNone(answer, data[:200])
            self.assertIn(answer[0], statuses, (data[:200], answer))
            self.assertIn("code", answer[2]["error"])
            self.assertTrue(wire.hears_the_end(), data[:200])


class SlowClientsTest(Faults):
    async def slow(self, number, end):
        """Header or body byte by byte, silence, or half a connection: what the server says, until then."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        with contextlib.suppress(OSError):  # closed, for others to come
            kind = number % 5
            said = [b"", GET[:9], POST, GET + b"\r\n", POST + b"Content-Length: 1000\r\n\r\n"][kind]
            writer.write(said)
            if kind in (1, 3):
                writer.write_eof()
            while kind in (2, 4) and time.monotonic() < end:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(.5)
            await asyncio.sleep(max(0, end - time.monotonic()))
            if kind == 3:
                self.assertTrue((await reader.read()).startswith(b"HTTP/1.1 200 "))
        writer.close()

    async def all_slow(self, count, seconds):
        end = time.monotonic() + seconds
        await asyncio.gather(*[self.slow(number, end) for number in range(count)])

    def test_nobody_waits_for_clients_that_are_slow(self):
        before = self.usage()
        for _ in range(2):  # what is lost is lost twice
            with self.quick_for_others(4):
                asyncio.run(self.all_slow(scaled(2000), 4))
        self.gives_back(before, 8 + 40 * SCALE)

    def test_a_header_that_does_not_come_is_refused_in_time(self):
        """HTTP/0.9, too: nothing says that its line is all."""
        begin = time.monotonic()
        wires = [self.wire(), self.wire()]
        wires[0].say(GET)
        wires[1].say(b"GET /livez\r\n")
        for wire in wires:
            self.assertEqual(wire.hear()[0], 408)
            self.assertTrue(wire.hears_the_end())
        self.assertLess(time.monotonic() - begin, HEADER_SECONDS + 3)

    def test_who_does_not_read_holds_up_nobody(self):
        before = self.usage()
        wires = [self.wire(receive_bytes=4096) for _ in range(scaled(100))]
        for wire in wires:
            wire.say(large_request())
            self.assertEqual(wire.file.peek(12)[:12], b"HTTP/1.1 200")
            wire.say(large_request())  # waits for the first to be read
        with self.quick_for_others(3):
            time.sleep(2)
        self.assertGreater(self.usage()[1] - before[1], min(8 * len(wires), 128) * 1024)  # it does hold answers
        self.stays_within(256 + 128, before)  # the limit, and what threads work with
        for wire in wires:
            wire.close()
        self.gives_back(before, 96)

    def test_who_leaves_in_an_answer_leaves_nothing_behind(self):
        before = self.usage()
        for number in range(scaled(300)):
            wire = self.wire(receive_bytes=4096)
            wire.say(large_request())
            if number % 2 == 0:
                wire.socket.recv(100)
            if number % 4 < 2:  # a reset, where others just close
                wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            wire.close()
        self.gives_back(before, 96)


class FloodTest(Faults):
    def flood(self, head, more, most_bytes, statuses=(413,)):
        """Refused before `most_bytes`; a client that goes on sending is cut off."""
        with self.wire() as wire:
            wire.say(head)
            num_bytes = 0
            while num_bytes < most_bytes and wire.say(more):
                num_bytes += len(more)
            self.assertLess(num_bytes, most_bytes)
            with contextlib.suppress(ConnectionResetError):  # what was sent behind the refusal
                self.assertIn(wire.hear()[0], statuses)

    def test_headers_are_bounded(self):
        before = self.usage()
        for _ in range(scaled(50)):
            self.flood(GET, b"a:b\r\n" * 200, 16 << 20)
            self.flood(GET, b"a: " + b"b" * 5000 + b"\r\n", 16 << 20)
            self.flood(GET + b"a: ", b"b" * 5000, 16 << 20)
            self.flood(b"GET /", b"a" * 5000, 16 << 20)
        self.refuses(GET + b"a:b\r\n" * 200 + b"\r\n", {413})
        self.stays_within(8, before)

    def test_headers_that_come_line_by_line_are_bounded(self):
        with self.wire() as wire:
            wire.say(GET)
            for _ in range(200):
                wire.say(b"a:b\r\n")
                time.sleep(.001)
            self.assertEqual(wire.hear()[0], 413)

    def test_unfinished_headers_take_little(self):
        before = self.usage()
        wires = [self.wire() for _ in range(scaled(1000))]
        for wire in wires:
            wire.say(GET + b"a: " + b"b" * 15_000)
        time.sleep(.5)
        self.stays_within(8 + 64 * SCALE, before)
        for wire in wires:
            wire.close()
        self.gives_back(before, 8 + 64 * SCALE)

    def test_bodies_are_bounded(self):
        before = self.usage()
        self.refuses(POST + b"Content-Length: 1000000000000\r\n\r\n", {413})
        self.refuses(CHUNKED + b"fffffff\r\n", {413})
        for _ in range(scaled(30)):
            self.flood(CHUNKED, b"1000\r\n" + b"x" * 4096 + b"\r\n", 16 << 20)
            self.flood(CHUNKED, b"1;" + b"e" * 4000 + b"\r\nx\r\n", 16 << 20)
            self.flood(CHUNKED, b"1\r\nx\r\n" * 500, 16 << 20)
            self.flood(CHUNKED + b"1;", b"e" * 4000, 16 << 20)
            self.flood(CHUNKED + b"0\r\n", b"a: " + b"b" * 4000 + b"\r\n", 16 << 20)
            self.flood(CHUNKED + b"0\r\n", b"a:b\r\n" * 500, 16 << 20)
            self.flood(CHUNKED, b"0" * 4000, 16 << 20, {400, 413})
        self.stays_within(16, before)
        self.gives_back(before, 16)

    def test_pipelined_requests_are_answered_in_their_order(self):
        before, count = self.usage(), scaled(5000)
        with self.wire() as wire:
            requests = b"".join(GET.replace(b"livez", b"%d" % i) + b"\r\n" for i in range(count))
            saying = threading.Thread(target=wire.say, args=(requests,))
            saying.start()
            for number in range(count):
                status, _, answer = wire.hear()
                self.assertEqual(status, 404)
                self.assertEqual(answer["error"]["arguments"], {"path": f"/{number}"}, answer)
            saying.join()
        self.gives_back(before, 8)


class SmugglingTest(Faults):
    SMUGGLED = b"GET /smuggled HTTP/1.1\r\n" + HOST + b"\r\n"

    def test_what_two_programs_read_differently_is_read_by_neither(self):
        body, end = b"Content-Length: 2\r\n\r\n{}", b"\r\n0\r\n\r\n"
        tricks = [POST + lines for lines in [
            b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" + end,
            b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + end,
            b"Content-Length: 2\r\n" + body, b"Content-Length: 3\r\n" + body, b"Content-Length: 2, 2\r\n\r\n{}",
            b"Content-Length: +2\r\n\r\n{}", b"Content-Length: -2\r\n\r\n{}", b"Content-Length: 0x2\r\n\r\n{}",
            b"Content-Length: 2 2\r\n\r\n{}", b"Content-Length: 2;\r\n\r\n{}", b"Content-Length: 2.0\r\n\r\n{}",
            b"Content-Length:\r\n\r\n{}", b"Content-Length: \r\n\r\n{}", b"Content-Length: two\r\n\r\n{}",
            b"Content-Length: 18446744073709551618\r\n\r\n{}", b"Content-Length : 2\r\n\r\n{}",
            b"Content-Length\t: 2\r\n\r\n{}", b" Content-Length: 2\r\n\r\n{}", b"Content-Length: \x0b2\r\n\r\n{}",
            b"Content-Length: 2\r\n 0\r\n\r\n{}", b"Content-Length: 2\n\r\n{}", b"Content-Length: 2\0\r\n\r\n{}",
            b"Transfer-Encoding: chunked, identity\r\n" + end, b"Transfer-Encoding: identity\r\n" + end,
            b"Transfer-Encoding: gzip, chunked\r\n" + end, b"Transfer-Encoding: xchunked\r\n" + end,
            b"Transfer-Encoding: chunked;q=1\r\n" + end, b"Transfer-Encoding: \"chunked\"\r\n" + end,
            b"Transfer-Encoding: CHUNKED\r\n" + end, b"Transfer-Encoding:\x0bchunked\r\n" + end,
            b"Transfer-Encoding : chunked\r\n" + end, b"Transfer-Encoding:\r\n chunked\r\n" + end,
            b"Transfer-Encoding\r\n : chunked\r\n" + end, b" Transfer-Encoding: chunked\r\n" + end,
            b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + end,
            b"Transfer-Encoding: chunked\r\nTransfer-encoding: identity\r\n" + end,
            b"A: b\nTransfer-Encoding: chunked\r\n" + end, b"A: b\rTransfer-Encoding: chunked\r\n" + end]]
        tricks += [CHUNKED + chunks for chunks in [
            b"0x2\r\n{}\r\n0\r\n\r\n", b"+2\r\n{}\r\n0\r\n\r\n", b"-2\r\n{}\r\n0\r\n\r\n", b"\r\n2\r\n{}\r\n0\r\n\r\n",
            b"2\r\n{}0\r\n\r\n", b"2\r\n{}0\r\n0\r\n\r\n", b"3\r\n{}\r\n0\r\n\r\n", b"zz\r\n{}\r\n0\r\n\r\n",
            b"0\r\nContent-Length: 2\r\n\r\n", b"0\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"10000000000000002\r\n{}\r\n0\r\n\r\n", b"2\n{}\n0\n\r\n\r\n"]]
        tricks += [
            POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n" + end, GET + HOST + b"\r\n",
            GET.replace(HOST, b"") + b"\r\n", GET.replace(HOST, b"host: evil.example\r\n") + b"\r\n",
            GET.replace(HOST, b"Host: \xec\xff\r\n") + b"\r\n", GET + b"Origin: http://\xff\r\n\r\n",
            GET.replace(b"/livez", b"http://localhost/livez") + b"\r\n", GET.replace(b"/livez", b"*") + b"\r\n",
            GET.replace(b"/livez", b"/a%00b") + b"\r\n", GET.replace(b"/livez", b"/a\0b") + b"\r\n",
            GET.replace(b"/livez", b"/a b") + b"\r\n", GET.replace(b"/livez", b"/a\tb") + b"\r\n",
            GET.replace(b"GET ", b"GET  ") + b"\r\n", GET.replace(b" HTTP", b"  HTTP") + b"\r\n",
            GET.replace(b"1.1", b"1.1 ") + b"\r\n", GET.replace(b"1.1", b"2.0") + b"\r\n",
            GET.replace(b"1.1", b"1.2") + b"\r\n", GET.replace(b"1.1", b"0.9") + b"\r\n",
            GET.replace(b"HTTP", b"http") + b"\r\n", GET.replace(b"\r\n", b"\n") + b"\n", b"GET /livez\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", b"\0" * 100,
            b"\r\n" + GET + b"\r\n", GET + b"a\x7f: b\r\n\r\n", GET + b": b\r\n\r\n", GET + b"a\r\n\r\n"]
        self.assertGreater(len(tricks), 70)
        for trick in tricks:
            self.refuses(trick + self.SMUGGLED, {400, 403, 413, 415})

    def test_who_expects_continue_is_told(self):
        head = POST + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        with self.wire() as wire:
            wire.say(head)
            self.assertEqual(wire.hear()[0], 100)
            wire.say(b"{}")
            self.assertEqual(wire.hear()[0], 200)
            wire.say(head + b"{}")  # it did not wait, and is told nothing
            self.assertEqual(wire.hear()[0], 200)
            wire.say(head.replace(b"100-continue", b"magic") + b"{}")
            self.assertEqual(wire.hear()[0], 200)
        self.refuses(head.replace(b"h: 2", b"h: 99999999"), {413})
        self.refuses(head.replace(b"/json", b"/xml"), {415})
        with self.wire() as wire:
            wire.say(head.replace(b"1.1", b"1.0"))
            wire.socket.settimeout(.3)
            self.assertRaises(TimeoutError, wire.hear)


class JsonTest(Faults):
    BODIES = {
        "recommend": {"user_id": "u1", "k": 3, "exclude": [7], "why": True, "diversity": .5, "events": [3],
                      "filter": {"shelf": {"under": "row 1"}}},
        "recommend:batch": {"requests": [{"user_id": "é\u2028😀", "k": 2}]},
        "similar": {"item_id": 7, "k": 5},
        "score": {"history": [{"item_id": 1, "time": "2026-11-21T08:30:00Z"}], "items": [1, 2]},
        "why": {"user_id": "u1", "item_id": 4},
    }
    NO_JSON = [
        b"", b" ", b"\xef\xbb\xbf{}", b"{}x", b"{}{}", b"{} ]", b"{,}", b'{"k":1,}', b"{'k':1}", b"{k:1}", b'{"k" 1}',
        b'{"k":NaN}', b'{"k":Infinity}', b'{"k":-Infinity}', b'{"k":1e999}', b'{"k":-1e999}', b'{"k":01}', b'{"k":+1}',
        b'{"k":1.}', b'{"k":.1}', b'{"k":1e}', b'{"k":0x1}', b'{"k":1_0}', b'{"k":True}', b'{"k":nul}', b"// {}",
        b"/* */ {}", b'{"k":' + b"9" * 5000 + b"}", b'{"k":1e' + b"9" * 5000 + b"}", b'{"user_id":"\xff"}',
        b'{"user_id":"\xc0\xaf"}', b'{"user_id":"\xed\xa0\x80"}', b'{"user_id":"\xf4\x90\x80\x80"}',
        b'{"user_id":"\xe2\x82"}', b'{"user_id":"\\ud800"}', b'{"user_id":"\\ud800\\u0041"}', b'{"user_id":"\\udc00"}',
        b'{"user_id":"\\x41"}', b'{"user_id":"\\u12"}', b'{"user_id":"a\nb"}', b'{"user_id":"a\0b"}',
        b'{"user_id":"' + b"x" * 1_000_000, b"[" * 1_000_000, b'{"a":' * 150_000, b"[" * 1000 + b"]" * 1000,
        b'{"events":' + b"[" * 40 + b"]" * 40 + b"}"]
    WRONG = [  # JSON, and no request
        b"null", b"1", b'"x"', b"[]", b'{"k":1,"k":2}', b'{"user_id":"u1","user_id":"u2"}', b'{"k":"1"}', b'{"k":1.5}',
        b'{"k":-1}', b'{"k":null}', b'{"k":18446744073709551617}', b'{"k":9223372036854775807}', b'{"user_id":[]}', b'{"user_id":{}}',
        b'{"user_id":true}', b'{"user_id":1e300}', b'{"events":{}}', b'{"events":[[]]}', b'{"events":[{}]}',
        b'{"events":[{"item_id":1,"time":"yesterday"}]}', b'{"events":[{"item_id":1,"time":1e300}]}',
        b'{"history":"1,2"}', b'{"filter":[]}', b'{"filter":{"shelf":{"nothing":1}}}', b'{"filter":{"":{"is":1}}}',
        b'{"diversity":2}', b'{"diversity":-1e308}', b'{"user_vector":[1]}', b'{"features":[]}', b'{"":1}',
        b'{"user_id":"' + b"x" * 1_000_000 + b'"}', b'{"user_id":"\\u0000"}', b'{"user_id":"' + b"x" * 1025 + b'"}',
        b'{"' + b"x" * 500_000 + b'":1}', b'{"filter":' + b'{"not":' * 25 + b"{}" + b"}" * 26,
        b'{"filter":{"any_of":[' + b",".join([b'{"shelf":{"is":1}}'] * 300) + b"]}}"]
    UNUSUAL = [  # and yet requests
        b'{"user_id":"' + b"x" * 1024 + b'"}', b'{"user_id":"\\u0001\\ud83d\\ude00"}', b'\t\r\n {}\n',
        b'{"exclude":[' + b",".join([b"1"] * 300_000) + b"]}", b'{"k":1000}', b'{"user_id":-0}',
        b'{"events":[' + b",".join([b"3"] * 300_000) + b"]}"]

    def told(self, wire, path, body):
        wire.say(post(body, b"/v1/" + path.encode()))
        status, _, answer = wire.hear()
        return status, answer

    def test_what_is_no_json_is_refused_and_the_connection_goes_on(self):
        with self.wire() as wire:
            for body in self.NO_JSON:
                for path in self.BODIES:
                    status, answer = self.told(wire, path, body)
                    self.assertEqual((status, answer["error"]["code"]), (400, "json.syntax"), body[:80])

    def test_what_is_no_request_is_refused(self):
        with self.wire() as wire:
            for body in self.WRONG:
                status, answer = self.told(wire, "recommend", body)
                self.assertIn(status, (400, 409), body[:80])
                self.assertIn("code", answer["error"])
            for body in self.UNUSUAL:
                self.assertEqual(self.told(wire, "recommend", body)[0], 200, body[:80])

    def test_a_vector_whose_scores_are_no_numbers_is_refused(self):
        model = self.server.post("/v1/recommend", {})[1]["model"]
        for value in (1e308, 3e38, -1e39, 1e-320):
            status, answer = self.server.post("/v1/recommend", {"user_vector": [value] * 16, "model": model})
            self.assertIn(status, (200, 400), answer)

    def test_bodies_that_end_anywhere_are_refused(self):
        step = 1 if SCALE >= 1 else 3
        with self.wire() as wire:
            for path, body in self.BODIES.items():
                text = json.dumps(body, ensure_ascii=False).encode()
                self.assertEqual(self.told(wire, path, text)[0], 200)
                for length in range(0, len(text), step):
                    status, answer = self.told(wire, path, text[:length])
                    self.assertEqual((status, answer["error"]["code"]), (400, "json.syntax"), text[:length])

    def test_the_last_chunk_may_come_in_pieces(self):
        """An assertion of Boost.Beast ended the process here."""
        for pieces in ([b"0\r\n", b"\r", b"\n"], [b"0", b"\r", b"\n", b"\r", b"\n"], [b"0\r", b"\n\r\n"]):
            with self.wire() as wire:
                wire.say(CHUNKED)
                for piece in pieces:
                    time.sleep(.02)
                    wire.say(piece)
                self.assertEqual(wire.hear()[2]["error"]["code"], "json.syntax")


class FewDescriptorsTest(Faults):
    def start(self, **options):
        return super().start(
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)), **options)

    def test_more_clients_than_descriptors_wait_and_take_no_time(self):
        before = self.usage()
        wires = []
        for number in range(scaled(2000)):
            wires.append(self.wire())
            wires[-1].say([b"", GET, POST + b"Content-Length: 9\r\n\r\n{"][number % 3])
        self.assertEqual(self.server.post("/v1/recommend", {"user_id": "u1"})[0], 200)
        seconds, begin = 3, self.usage()[2]
        time.sleep(seconds)
        self.assertLess(self.usage()[2] - begin, .2 * seconds)
        for wire in wires:
            wire.close()
        self.gives_back(before, 8)


class StopTest(Faults):
    async def ask(self, told):
        """Asks until the server ends: when each request was sent, and whether its answer came whole."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while True:
            sent = time.monotonic()
            try:
                writer.write(large_request(32))
                header = await reader.readuntil(b"\r\n\r\n")
                length = header.split(b"Content-Length: ")[1].split(b"\r\n")[0]
                await reader.readexactly(int(length))
                told.append((sent, "answered"))
            except asyncio.IncompleteReadError as error:
                told.append((sent, "cut" if error.partial else "closed"))
                break
            except ConnectionError:
                told.append((sent, "closed"))
                break
            if b"\r\nConnection: close\r\n" in header:
                break
        writer.close()

    async def stop_under_load(self, told):
        asking = [asyncio.create_task(self.ask(told)) for _ in range(scaled(300))]
        await asyncio.sleep(1)
        begin = time.monotonic()
        self.server.process.send_signal(signal.SIGTERM)
        await asyncio.gather(*asking)
        return begin

    def test_requests_under_way_are_answered_when_it_stops(self):
        told = []
        begin = asyncio.run(self.stop_under_load(told))
        self.assertEqual(self.server.process.wait(timeout=20), 0)
        self.assertLess(time.monotonic() - begin, 15)
        self.assertGreater(sum(what == "answered" for _, what in told), 20)
        self.assertEqual([(sent - begin, what) for sent, what in told if what == "cut"], [])
        # One that was on its way to the socket when it closed is none that was accepted.
        self.assertEqual([(sent - begin, what) for sent, what in told if what == "closed" and sent < begin - .25], [])
        logged = [json.loads(line) for line in self.server.process.stderr]  # requests alone, so no complaint
        self.assertLess(len(logged), 2000)  # of thousands that are refused, a few a second

if __name__ == "__main__":
    unittest.main()
