"""A server that keeps something of everything, for tests of what goes wrong with its state folder. Each is called with
the program: X_test.py PROGRAM."""
import os
import pathlib
import random
import subprocess
import time

from generations_shop import GenerationsTest
from stateful_shop import features

SCALE = float(os.environ.get("TWOTOWER_FAULT_SCALE", "0.1"))
HERE = pathlib.Path(__file__).parent
DAY = 86400
REFUSALS = {"store.corrupt", "store.lost_writes", "store.failed", "store.newer", "bundle.corrupt", "file.unreadable"}
DAMAGED = {"store.corrupt", "store.failed"}  # what an answer may say that a damaged block has
KEPT = ("items", "features", "version", "events", "in_bundle", "rules", "source", "id", "results", "status")


def built(folder, name):
    """A library that is preloaded into a server."""
    library = folder / f"{name}.so"
    subprocess.run(["c++", "-std=c++20", "-shared", "-fPIC", "-O1", "-o", library, HERE / f"power_loss/{name}.cc"],
                   check=True)
    return str(library)


class FaultsTest(GenerationsTest):
    """A server that keeps something of everything."""

    def setUp(self):
        super().setUp()
        self.sent = []  # events that were acknowledged
        self.positions = []
        self.users = ["nobody", "u1", "u2"]
        self.items = [3, 500]
        self.draw = random.Random(7)

    def ask(self, method, path, body=None, **headers):
        return self.server.ask(method, path, body, headers=headers)

    def send(self, *rows):
        results = self.call("POST", "/v1/events", list(rows))["results"]
        self.sent += rows
        self.positions += [result["position"] for result in results]
        return results

    def write_all(self, name, first_item, erases=True):
        """Some of everything, under names of its own."""
        day = time.time() - DAY
        self.send(*({"user_id": f"{user}-{name}", "item_id": (7 * i + first_item) // 3 % 20, "time": day + (5 * i) % 8,
                     "event_id": f"{name} {user} {i}"} for i in range(8) for user in ("ann", "bob", "cookie", "eve")))
        self.send(*({"user_id": "u2", "item_id": i, "event_id": f"{name} u2 {i}", "type": "shown"} for i in range(3)))
        for item in range(first_item, first_item + 4):
            self.put(item, features(item % 30), version=item)
        self.call("DELETE", f"/v1/items/{first_item}")
        self.call("PUT", f"/v1/users/ann-{name}", {"features": {"city": "Wuhan", "age": 33}})
        self.call("PUT", f"/v1/users/cookie-{name}", {"features": {"city": "Chengdu"}})
        self.call("POST", f"/v1/users/bob-{name}:merge", {"from": f"cookie-{name}"})
        if erases:
            self.call("DELETE", f"/v1/users/eve-{name}")
        self.call("PUT", "/v1/rules", {"rules": [{"items": {"price": {"max": 500 + first_item}}}]})
        self.users += [f"{user}-{name}" for user in ("ann", "bob", "cookie", "eve")]
        self.items += range(first_item, first_item + 4)

    def answers(self):
        """What is answered now, by what is asked: the status and what the state has to do with."""
        asked = [("GET", f"/v1/items/{item}", None) for item in self.items]
        asked += [("GET", "/v1/rules", None)]
        for user in self.users:
            asked += [("GET", f"/v1/users/{user}", None), ("POST", "/v1/recommend", {"user_id": user, "k": 200})]
        answers = {}
        connection = self.server.connect()
        try:
            for method, path, body in asked:
                answer = self.server.ask(method, path, body, connection=connection)
                answers[method, path, str(body)] = self.core(*answer)
            of_events = [row for row in self.sent if not row["user_id"].startswith("eve")]  # nobody new, if one is lost
            for begin in range(0, len(of_events), 500):
                part = of_events[begin:begin + 500]
                answers["events", begin] = self.core(*self.server.post("/v1/events", part, connection=connection))
        finally:
            connection.close()
        return answers

    def core(self, status, answer):
        if "error" in answer:
            return status, answer["error"]["code"]
        kept = {name: answer[name] for name in KEPT if name in answer}
        kept["results"] = [(result["status"], result.get("position")) for result in answer.get("results", [])]
        return status, kept

    def differences(self, expected, may_fail=frozenset()):
        """Of what is answered now from what is expected, but for those that say that they failed."""
        found = self.answers()
        return [f"{asked}: {found[asked]} for {answer}"[:300] for asked, answer in expected.items()
                if found[asked] != answer and not (found[asked][0] >= 500 and found[asked][1] in may_fail)]

    def try_start(self, *arguments, **options):
        """What it said, if it did not start."""
        try:
            self.start(*arguments, **options)
            return None
        except AssertionError as refused:
            return str(refused)

    def wait_until_erased(self, user):
        self.wait_until(lambda: self.call("DELETE", f"/v1/users/{user}")["status"] == "erased", "it is not erased")
