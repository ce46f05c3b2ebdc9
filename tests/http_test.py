"""The server: one started on a bundle that it trains first, asked by plain HTTP.

Usage: http_test.py PROGRAM
"""
import json
import subprocess
import threading
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

    def test_the_answers_are_those_of_the_command_line(self):
        connection = self.server.connect()
        self.addCleanup(connection.close)
        for user in [f"u{i}" for i in range(NUM_USERS)] + ["nobody"]:
            status, answer = self.server.post("/v1/recommend", {"user_id": user, "k": 10}, connection=connection)
            self.assertEqual(status, 200)
            if user in ("u1", "u7", "u40", "nobody"):
                self.assertEqual(answer, self.line("recommend", "--user", user, "-k", 10))
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
        self.assertEqual(answers[0], self.post("/v1/recommend", {"user_id": "u1", "k": 3}))
        self.assertEqual(answers[1]["error"]["field"], "k")
        self.assertEqual(len(answers[2]["items"]), 2)
        self.refused(400, "request.out_of_range", "POST", "/v1/recommend:batch", {"requests": [{}] * 257})
        self.refused(400, "request.out_of_range", "POST", "/v1/recommend:batch", {})

    def test_many_ask_at_once(self):
        expected = {f"u{i}": self.post("/v1/recommend", {"user_id": f"u{i}"}) for i in range(8)}
        wrong = []

        def ask(user):
            connection = self.server.connect()
            for _ in range(50):
                if self.server.post("/v1/recommend", {"user_id": user}, connection=connection) != (200, expected[user]):
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

    def test_wrong_requests_say_what_is_wrong(self):
        self.assertEqual(self.refused(400, "config.unknown_key", "POST", "/v1/recommend", {"user": 1})["field"], "user")
        self.assertEqual(self.refused(400, "config.out_of_range", "POST", "/v1/recommend", {"k": 0})["field"], "k")
        self.assertIn("shelf", self.refused(400, "config.unknown_name", "POST", "/v1/recommend",
                                            {"filter": {"shelff": {"is": 1}}})["message"])
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

    def test_stops_when_it_is_told_to(self):
        server = Server(self.folder, "runs/shop")
        server.ask("GET", "/livez")
        self.assertEqual(server.stop()[::2], (0, ""))

    def test_refuses_what_it_cannot_serve(self):
        for arguments, code in [(["runs/nothing"], "file.unreadable"),
                                (["runs/shop", "--listen", "0.0.0.0:0"], "usage.wrong"),
                                (["runs/shop", "--listen", "localhost"], "usage.wrong"),
                                (["runs/shop", "--listen", f"127.0.0.1:{self.server.port}"], "serve.address")]:
            done = self.run_program("serve", *arguments)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertTrue(done.stderr.splitlines()[-1].startswith(f"error[{code}]: "), done.stderr)


if __name__ == "__main__":
    unittest.main()
