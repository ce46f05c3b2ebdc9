"""docs/operations.md says of the server what is so, in both languages: options, limits, metrics, fields of the log.

Usage: operations_test.py PROGRAM
"""
import json
import pathlib
import re
import socket
import subprocess
import time
import unittest

from http_shop import PROGRAM, Server, trained_shop

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = [ROOT / "docs" / "operations.md", ROOT / "docs" / "zh" / "operations.md"]
LANGUAGES = ["en", "zh"]
ALERTS = ROOT / "examples" / "serve" / "alerts.yaml"
PARTS = re.compile("_(bucket|sum|count)$")  # of a histogram
SMALL = {"header_bytes": 300, "header_lines": 8, "body_bytes": 256, "k": 5, "batch": 2, "events": 2, "header_ms": 200,
         "request_ms": 400, "idle_ms": 300, "connection_requests": 2}
POST = b"POST /v1/recommend HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def tables(text):
    """The rows of each table, cell by cell, without its head."""
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in block.splitlines()]
        found.append([[row[0].lstrip("| "), *row[1:]] for row in rows[2:]])
    return found


def first_cells(text, pattern):
    """The cells behind a first cell that matches, by what it names."""
    return {match[1]: row[1:] for table in tables(text) for row in table if (match := re.match(pattern, row[0]))}


def limits_of(text):
    return first_cells(text, r"`limits\.(\w+)`$")


def names_in(text):
    return {PARTS.sub("", name) for name in re.findall(r"\btwotower_[a-z_]+", text)} - {"twotower_load_generator"}


def fields_of(text):
    """Those of the log: the first table behind the words `log: errors`."""
    table = tables(text[text.index("`log: errors`"):])[0]
    return {name for row in table for name in re.findall(r"`(\w+)`", row[0])}


class PagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.texts = [page.read_text(encoding="utf-8") for page in PAGES]
        cls.options = [subprocess.run([PROGRAM, "serve", "--options", "--lang", language], capture_output=True,
                                      encoding="utf-8", check=True, timeout=60).stdout for language in LANGUAGES]
        cls.folder = trained_shop(cls.addClassCleanup)
        limits = "limits:\n" + "".join(f"  {name}: {value}\n" for name, value in SMALL.items())
        cls.server = cls.start(limits, "--state", "state")
        cls.addClassCleanup(cls.server.stop)

    @classmethod
    def start(cls, config, *arguments):
        path = cls.folder / "server.yaml"
        path.write_text(config, encoding="utf-8")
        return Server(cls.folder, "runs/shop", "--config", str(path), "--threads", "1", *arguments)

    def test_options_are_those_that_the_program_prints(self):
        for text, options in zip(self.texts, self.options, strict=True):
            found = re.search(r"<!-- options -->\n(.*?)<!-- /options -->", text, re.DOTALL)
            self.assertEqual(found[1], options)

    def test_limits_have_their_defaults(self):
        defaults = {name: int(value) for name, value in re.findall(r"^\| `limits\.(\w+)` \| `(\d+)`", self.options[0],
                                                                   re.MULTILINE)}
        self.assertGreater(len(defaults), 10)
        for text in self.texts:
            written = text.split("<!-- /options -->")[1]
            self.assertEqual({name: int(cells[0]) for name, cells in limits_of(written).items()}, defaults)

    def heard(self, data, more=b"", wait=0.0):
        """Status and code of the answer to these bytes; nothing where the connection is closed without one."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as client:
            client.sendall(data)
            time.sleep(wait)
            client.sendall(more)
            answer = client.makefile("rb").read().decode()  # to the end of the connection
        if not answer:
            return None
        return f"{answer.split()[1]} `{json.loads(answer[answer.index(chr(123)):])['error']['code']}`"

    def refused(self, path, body):
        status, answer = self.server.post(path, body)
        return f"{status} `{answer['error']['code']}`", answer["error"]["field"]

    def test_what_is_beyond_a_limit_is_told_what_the_page_says(self):
        told = {
            "header_bytes": self.heard(POST + b"X-Long: " + b"x" * 400 + b"\r\n\r\n"),
            "header_lines": self.heard(POST + b"".join(b"X-%d: 1\r\n" % i for i in range(9)) + b"\r\n"),
            "body_bytes": self.heard(POST + b"Content-Length: 257\r\n\r\n"),
            "header_ms": self.heard(POST[:9]),
            "request_ms": self.heard(POST + b"Content-Length: 9\r\n\r\n{"),
        }
        told["k"], field = self.refused("/v1/recommend", {"k": 6})
        self.assertEqual(field, "k")
        told["batch"], field = self.refused("/v1/recommend:batch", {"requests": [{}, {}, {}]})
        self.assertEqual(field, "requests")
        self.assertEqual(self.refused("/v1/score", {"user_id": "u1", "items": [1, 2, 3]}), (told["batch"], "items"))
        told["events"], field = self.refused("/v1/events", [{"user_id": "u1", "item_id": 3}] * 3)
        self.assertEqual(field, "events")
        for text in self.texts:
            limits = limits_of(text.split("<!-- /options -->")[1])
            for name, answer in told.items():
                self.assertTrue(limits[name][1].startswith(answer), f"{name}: {answer}, page: {limits[name][1]}")
        self.assertIsNone(self.heard(b""))  # idle_ms
        connection = self.server.connect()
        closing = []
        for _ in range(2):
            connection.request("GET", "/livez")
            answer = connection.getresponse()
            answer.read()
            closing.append(answer.getheader("Connection"))
        connection.close()
        self.assertEqual(closing, [None, "close"])

    def test_metrics_are_those_of_a_server(self):
        self.server.post("/v1/recommend", {"user_id": "u1", "k": 2})
        self.server.ask("GET", "/nothing")
        kinds = dict(re.findall(r"^# TYPE (\w+) (\w+)$", self.server.ask("GET", "/metrics")[1], re.MULTILINE))
        for text in self.texts:
            table = {name: cells for name, cells in first_cells(text, r"`((?:twotower|process)_\w+?)(?:\{.*\})?`$").items()
                     if cells[0] in ("counter", "gauge", "histogram")}
            self.assertEqual({name: cells[0] for name, cells in table.items()}, kinds)
            self.assertLessEqual(names_in(text), set(kinds))
        self.assertLessEqual(names_in(ALERTS.read_text(encoding="utf-8")), set(kinds))

    def test_alerts_are_those_of_the_file(self):
        file = dict(re.findall(r"- alert: (\w+)\n +expr: (.*)", ALERTS.read_text(encoding="utf-8")))
        self.assertEqual(len(file), 17)
        for text in self.texts:
            page = {name: cells[0].strip("`") for name, cells in first_cells(text, r"(Twotower\w+)$").items()}
            self.assertEqual(page, file)

    def test_both_pages_have_the_same_tables_and_commands(self):
        def frame(text):
            blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
            return ([len(table) for table in tables(text)], len(re.findall("^## ", text, re.MULTILINE)),
                    [(kind, re.sub(r" +#.*", "", block)) for kind, block in blocks])

        self.assertEqual(frame(self.texts[0]), frame(self.texts[1]))

    def test_the_log_has_the_fields_of_the_page_and_no_users(self):
        server = self.start("log: all\n")
        trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        server.post("/v1/recommend", {"user_id": "u77", "k": 2}, headers={"traceparent": trace})
        server.ask("GET", "/nothing?user_id=u77")
        logged = server.stop()[2]
        self.assertNotIn("u77", logged)
        fields = {name for line in logged.splitlines() for name in json.loads(line)}
        for text in self.texts:
            self.assertEqual(fields_of(text), fields)


if __name__ == "__main__":
    unittest.main()
