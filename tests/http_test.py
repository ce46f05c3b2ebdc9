"""The server: one started on a bundle that it trains first, asked by plain HTTP.

Usage: http_test.py PROGRAM
"""
import csv
import http.client
import json
import os
import signal
import socket
import subprocess
import threading
import time
import unittest

from http_shop import NUM_USERS, PROGRAM, Server, trained_shop


class HttpTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = trained_shop(cls.addClassCleanup)
        cls.server = Server(cls.folder, "runs/shop", "--threads", "2")
        cls.addClassCleanup(cls.server.stop)

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True,
                              check=False, timeout=120)

    def line(self, command, *arguments):
        done = self.run_program(command, "runs/shop", *arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def post(self, path, body):
        """What is answered, without what belongs to this one answer."""
        status, answer = self.server.post(path, body)
        self.assertEqual(status, 200, answer)
        self.assertGreater(answer.pop("time"), 0)
        self.assertTrue(answer.pop("request_id"))
        answer.pop("cursor", None)
        return answer

    def refused(self, status, code, method, path, body=None, **more):
        found, answer = self.server.ask(method, path, body, **more)
        self.assertEqual((found, answer["error"]["code"]), (status, code), answer)
        return answer["error"]

    def test_the_lists_are_those_of_the_command_line_to_the_bit(self):
        done = self.run_program("recommend", "runs/shop", "--all", "-k", 10, "--out", "lists.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        lists = {}
        with open(self.folder / "lists.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                lists.setdefault(row["user"], []).append((row["item"], float(row["score"])))
        self.assertEqual(len(lists), NUM_USERS)
        connection = self.server.connect()
        self.addCleanup(connection.close)
        for user, items in lists.items():
            status, answer = self.server.post("/v1/recommend", {"user_id": user, "k": 10}, connection=connection)
            self.assertEqual(status, 200)
            self.assertEqual([(str(item["id"]), item["score"]) for item in answer["items"]], items)

    def test_the_answers_are_those_of_the_command_line(self):
        for user in ("u1", "u7", "u40", "nobody"):
            self.assertEqual(self.post("/v1/recommend", {"user_id": user, "k": 10}),
                             self.line("recommend", "--user", user, "-k", 10))
        where = {"must": [{"key": "shelf", "match": {"value": "row 1/shelf 1"}}]}
        self.assertEqual(self.post("/v1/recommend", {"user_id": "u1", "k": 30, "filter": where, "why": True,
                                                     "exclude": [7, "x"], "events": [3]}),
                         self.line("recommend", "--user", "u1", "-k", 30, "--where", json.dumps(where), "--why",
                                   "--exclude", "7,x", "--events", "3"))
        self.assertEqual(self.post("/v1/similar", {"item_id": 7, "k": 5}),
                         self.line("similar", "--item", 7, "-k", 5))
        self.assertEqual(self.post("/v1/score", {"user_id": "u1", "items": [1, 2, "none"]}),
                         self.line("score", "--user", "u1", "--items", "1,2,none"))
        self.assertEqual(self.post("/v1/why", {"user_id": "u1", "item_id": 4}),
                         self.line("why", "--user", "u1", "--item", 4))

    def test_a_batch_answers_each_of_its_requests(self):
        answers = self.post("/v1/recommend:batch", {"requests": [{"user_id": "u1", "k": 3}, {"k": 0},
                                                                 {"history": [1, 2], "k": 2}]})["answers"]
        answers[0].pop("cursor")
        self.assertEqual(answers[0], self.post("/v1/recommend", {"user_id": "u1", "k": 3}))
        self.assertEqual(answers[1]["error"]["field"], "k")
        self.assertEqual(len(answers[2]["items"]), 2)
        self.refused(400, "request.out_of_range", "POST", "/v1/recommend:batch", {"requests": [{}] * 257})
        self.refused(400, "request.out_of_range", "POST", "/v1/recommend:batch", {})

    def test_errors_are_in_the_language_that_the_client_asks_for(self):
        def asked(path, body, language):
            connection = self.server.connect()
            self.addCleanup(connection.close)
            fields = {"Content-Type": "application/json"}
            if language is not None:
                fields["Accept-Language"] = language
            connection.request("POST", path, json.dumps(body), fields)
            answer = connection.getresponse()
            return answer.headers, json.loads(answer.read())

        chinese = "k 的值是 0，允许：整数，不小于 1"
        english = "k is 0, allowed: integer, at least 1"
        for language, named, message in ((None, "en", english), ("de, *;q=0.5", "en", english),
                                         ("en, zh;q=0.9", "en", english), ("zh", "zh", chinese),
                                         ("en;q=0.8, zh-Hans-CN;q=0.9", "zh", chinese)):
            for path, body in (("/v1/recommend", {"k": 0}), ("/v1/recommend:batch", {"requests": [{"k": 0}]})):
                headers, answer = asked(path, body, language)
                self.assertEqual((headers["Content-Language"], headers["Vary"]), (named, "Accept-Language"))
                error = answer.get("answers", [answer])[0]["error"]
                self.assertEqual((error["code"], error["message"], error["key"], error["field"]),
                                 ("config.out_of_range", message, "config.value_refused", "k"))
                self.assertEqual(error["arguments"]["path"], "k")
        # Of what is refused before a call is found, too.
        headers, answer = asked("/nowhere", {}, "zh-CN")
        self.assertEqual(headers["Content-Language"], "zh")
        self.assertEqual((answer["error"]["message"], answer["error"]["arguments"]),
                         ("没有这个路径：/nowhere；全部路径见 /openapi.json", {"path": "/nowhere"}))
        headers, _ = asked("/v1/recommend", {"user_id": "u1"}, "zh")
        self.assertNotIn("Content-Language", headers)

    def test_a_batch_is_bounded(self):
        many = {"requests": [{"user_id": "u1", "k": 30}] * 256}
        self.assertEqual(len(self.post("/v1/recommend:batch", many)["answers"]), 256)
        wide = {"requests": [{"user_id": "u1", "k": 1000}] * 11}
        self.assertEqual(self.refused(400, "request.out_of_range", "POST", "/v1/recommend:batch", wide)["field"],
                         "requests")

    def test_words_of_a_megabyte_are_refused_at_once(self):
        begin = time.monotonic()
        error = self.refused(400, "config.wrong_type", "POST", "/v1/similar", {"item_id": "x" * 1_000_000})
        self.assertLess(len(error["message"]), 300)
        self.refused(400, "request.out_of_range", "POST", "/v1/recommend",
                     {"filter": {f"field {i}": {"is": 1} for i in range(40_000)}})
        self.assertLess(time.monotonic() - begin, 5)

    def test_many_ask_at_once(self):
        expected = {f"u{i}": self.post("/v1/recommend", {"user_id": f"u{i}"}) for i in range(8)}
        wrong = []

        def ask(user):
            connection = self.server.connect()
            for _ in range(50):
                status, answer = self.server.post("/v1/recommend", {"user_id": user}, connection=connection)
                if status != 200 or answer["items"] != expected[user]["items"]:
                    wrong.append(user)
            connection.close()

        threads = [threading.Thread(target=ask, args=(user,)) for user in expected]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_health_names_what_is_served(self):
        for path in ("/livez", "/readyz", "/healthz?verbose=1"):
            status, answer = self.server.ask("GET", path)
            self.assertEqual((status, answer["status"]), (200, "ok"))
            self.assertEqual(answer["generation"], self.post("/v1/recommend", {"k": 1})["generation"])

    def test_head_is_get_without_the_body(self):
        connection = self.server.connect()
        self.addCleanup(connection.close)
        for path, status, allowed in (("/livez", 200, None), ("/openapi.json", 200, None), ("/nothing", 404, None),
                                      ("/v1/recommend", 405, "POST")):
            connection.request("HEAD", path)
            answer = connection.getresponse()
            self.assertEqual((answer.status, answer.getheader("Allow"), answer.read()), (status, allowed, b""))
            self.assertGreater(int(answer.getheader("Content-Length")), 10)
            self.assertEqual(self.server.ask("GET", "/livez", connection=connection)[0], 200)  # nothing was left
        connection.request("DELETE", "/livez")
        self.assertEqual(connection.getresponse().getheader("Allow"), "GET, HEAD")

    def test_wrong_requests_say_what_is_wrong(self):
        self.assertEqual(self.refused(400, "config.unknown_key", "POST", "/v1/recommend", {"user": 1})["field"], "user")
        self.assertEqual(self.refused(400, "config.out_of_range", "POST", "/v1/recommend", {"k": 0})["field"], "k")
        self.assertIn("shelf", self.refused(400, "config.unknown_name", "POST", "/v1/recommend",
                                            {"filter": {"shelff": {"is": 1}}})["message"])
        self.assertEqual(len(self.post("/v1/recommend", {"k": 3.0, "history": [1.0]})["items"]), 3)
        self.refused(400, "config.wrong_type", "POST", "/v1/recommend", {"k": 3.5})
        self.refused(400, "json.syntax", "POST", "/v1/recommend", b"{")
        self.refused(400, "json.syntax", "POST", "/v1/recommend", b"[1]")
        self.refused(400, "json.syntax", "POST", "/v1/recommend", b"[" * 100_000)
        self.refused(404, "request.unknown_id", "POST", "/v1/similar", {"item_id": "none"})
        self.refused(409, "bundle.mismatch", "POST", "/v1/recommend", {"user_vector": [0.0] * 16, "model": "x"})
        self.refused(404, "http.not_found", "GET", "/v1/nothing")
        self.refused(405, "http.wrong_method", "GET", "/v1/recommend")
        self.refused(405, "http.wrong_method", "POST", "/livez", {})
        self.refused(413, "http.too_large", "POST", "/v1/recommend", b"[" + b" " * 1_100_000 + b"]")
        self.refused(415, "http.wrong_type", "POST", "/v1/recommend", b"{}", headers={"Content-Type": "text/plain"})
        self.refused(403, "http.forbidden", "GET", "/livez", headers={"Host": "evil.example"})
        self.refused(403, "http.forbidden", "POST", "/v1/recommend", {}, headers={"Origin": "http://evil.example"})

    def test_a_vector_of_the_same_towers_is_searched(self):
        model = self.post("/v1/recommend", {"k": 1})["model"]
        answer = self.post("/v1/recommend", {"user_vector": [1.0] + [0.0] * 15, "model": model, "k": 4})
        self.assertEqual(len(answer["items"]), 4)

    def test_pages_are_the_list_in_pieces(self):
        for more in ({}, {"filter": {"shelf": {"under": "row 1"}}}, {"diversity": .5},
                     {"caps": {"shelf": 2}, "search": {"exact": True}}):
            request, pages = {"user_id": "u5", "k": 4, **more}, []
            while True:
                status, answer = self.server.post("/v1/recommend", request)
                self.assertEqual(status, 200, answer)
                pages += [item["id"] for item in answer["items"]]
                if "cursor" not in answer:
                    break
                request["cursor"] = answer["cursor"]
            self.assertEqual(answer["short"]["given"], len(pages) - len(answer["items"]))
            whole = self.post("/v1/recommend", {**request, "k": 30, "cursor": ""})
            self.assertEqual(set(pages), {item["id"] for item in whole["items"]})
            if "diversity" not in more:
                self.assertEqual(pages, [item["id"] for item in whole["items"]])
        first = self.server.post("/v1/recommend", {"user_id": "u5", "k": 4})[1]["cursor"]
        self.refused(400, "request.out_of_range", "POST", "/v1/recommend", {"user_id": "u6", "k": 4, "cursor": first})
        again = Server(self.folder, "runs/shop")  # or one beside it
        self.addCleanup(again.stop)
        self.assertEqual(again.post("/v1/recommend", {"user_id": "u5", "k": 4, "cursor": first})[0], 200)

    def test_an_answer_that_would_be_late_is_not_made(self):
        self.assertEqual(len(self.post("/v1/recommend", {"user_id": "u1", "timeout_ms": 10_000})["items"]), 10)
        self.refused(400, "config.out_of_range", "POST", "/v1/recommend", {"timeout_ms": 0})
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as late:
            body = json.dumps({"user_id": "u1", "timeout_ms": 100}).encode()
            late.sendall(b"POST /v1/recommend HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                         b"Content-Length: %d\r\n\r\n" % len(body))
            time.sleep(.3)  # it counts from the first byte
            late.sendall(body)
            answer = http.client.HTTPResponse(late)
            answer.begin()
            self.assertEqual((answer.status, answer.getheader("Retry-After")), (503, "1"))
            self.assertEqual(json.loads(answer.read())["error"]["code"], "serve.deadline")

    def test_a_request_has_the_name_that_its_client_gives(self):
        for given, named in (("order-7.2:a_B", True), ("a b", False), ("x" * 65, False), ("<b>", False)):
            answer = self.server.post("/v1/recommend", {"k": 1}, headers={"X-Request-Id": given})[1]
            self.assertEqual(answer["request_id"] == given, named)
        for path, status in (("/nothing", 404), ("/livez", 200)):
            connection = self.server.connect()
            connection.request("GET", path, headers={"X-Request-Id": "mine", "Host": "localhost"})
            self.assertEqual((answer := connection.getresponse()).status, status)
            self.assertEqual(answer.getheader("X-Request-Id"), "mine")
            connection.close()
        ids = [self.server.post("/v1/recommend", {"k": 1})[1]["request_id"] for _ in range(10)]
        self.assertEqual(len(set(ids)), 10)

    def test_metrics_count_what_happens(self):
        server = Server(self.folder, "runs/shop", "--config", self.config("canary: 1"))
        self.addCleanup(server.stop)
        for user in range(20):
            server.post("/v1/recommend", {"user_id": f"u{user}"})
        server.post("/v1/recommend", {"k": 2000})
        server.ask("GET", "/nothing")
        text = server.ask("GET", "/metrics")[1]
        values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        for name, value in (('twotower_requests_total{call="/v1/recommend",status="200"}', 20),
                            ('twotower_requests_total{call="other",status="404"}', 1),
                            ('twotower_errors_total{code="request.out_of_range",field="k"}', 1),
                            ('twotower_stage_seconds_count{stage="search"}', 20),
                            ('twotower_request_seconds_count{call="/v1/recommend"}', 21),
                            ("twotower_items", 30), ("twotower_connections", 1)):
            self.assertEqual(float(values[name]), value, name)
        self.assertGreaterEqual(float(values["twotower_canary_total"]), 19)  # the last may be under way
        self.assertEqual(values["twotower_canary_recall_total"], values["twotower_canary_total"])
        self.assertGreater(float(values["process_resident_memory_bytes"]), 1 << 20)
        self.assertGreater(float(values["process_cpu_seconds_total"]), 0)

    def config(self, *lines):
        path = self.folder / f"server{len(lines)}-{abs(hash(lines))}.yaml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(path)

    def test_keys_guard_what_they_open(self):
        old, new = "read-key-of-last-month", "read-key-of-this-month"
        config = self.config(f"keys: {{read: [{old}, {new}], admin: [the-key-of-admins]}}", "log: all")
        server = Server(self.folder, "runs/shop", "--config", config, "--listen", "0.0.0.0:0")

        def status(key, path="/v1/recommend", body=b"{}", method="POST"):
            headers = {} if key is None else {"Authorization": f"Bearer {key}"}
            return server.ask(method, path, body, headers={"Host": "shop.example", **headers})[0]

        self.assertEqual([status(key) for key in (old, new, "the-key-of-admins", "wrong", "", None)],
                         [200, 200, 200, 401, 401, 401])
        self.assertEqual(status(None, "/metrics", None, "GET"), 401)
        self.assertEqual(status(new, "/metrics", None, "GET"), 200)
        for path in ("/livez", "/readyz", "/openapi.json"):
            self.assertEqual(status(None, path, None, "GET"), 200)
        self.assertEqual(server.post("/v1/recommend", {}, headers={"api-key": new})[0], 200)
        # The old one is taken away while the server goes on, then a mistake changes nothing.
        for text, expected in ((f"keys: {{read: [{new}]}}\n", [401, 200]), ("keys: {read: [short]}\n", [401, 200]),
                               ("", [401, 200]), ("keys: {}\n", [401, 200])):
            with open(config, "w", encoding="utf-8") as file:
                file.write(text)
            os.kill(server.process.pid, signal.SIGHUP)
            end = time.monotonic() + 10
            while [status(old), status(new)] != expected and time.monotonic() < end:
                time.sleep(.02)
            time.sleep(.1)
            self.assertEqual([status(old), status(new)], expected)
        code, _, logged = server.stop()
        self.assertEqual(code, 0)
        self.assertNotIn(new, logged)
        requests = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
        self.assertIn((401, "http.unauthorized", "/v1/recommend"),
                      [(line["status"], line.get("code"), line["call"]) for line in requests])

    def test_a_path_may_be_in_place_of_a_port(self):
        path = self.folder / "socket"
        server = Server(self.folder, "runs/shop", "--listen", f"unix:{path}")
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(path))
            client.sendall(b"GET /livez HTTP/1.1\r\nHost: any.example\r\n\r\n")
            answer = http.client.HTTPResponse(client)
            answer.begin()
            self.assertEqual(answer.status, 200)
        self.assertEqual(server.stop()[0], 0)
        self.assertFalse(path.exists())

    def test_stops_when_it_is_told_to(self):
        server = Server(self.folder, "runs/shop")
        server.ask("GET", "/livez")
        self.assertEqual(server.stop()[::2], (0, ""))

    def test_refuses_what_it_cannot_serve(self):
        for arguments, code in [(["runs/nothing"], "file.unreadable"),
                                (["runs/shop", "--listen", "0.0.0.0:0"], "usage.wrong"),
                                (["runs/shop", "--listen", "localhost"], "usage.wrong"),
                                ([], "usage.wrong"),
                                (["runs/shop", "--config", self.config("limits: {kk: 1}")], "config.unknown_key"),
                                (["runs/shop", "--config", self.config("keys: {read: [x]}")], "config.out_of_range"),
                                (["runs/shop", "--listen", f"127.0.0.1:{self.server.port}"], "serve.address")]:
            done = self.run_program("serve", *arguments)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertTrue(done.stderr.splitlines()[-1].startswith(f"error[{code}]: "), done.stderr)


if __name__ == "__main__":
    unittest.main()
