"""A clock that jumps: nothing that was acknowledged is lost.

Usage: clock_test.py PROGRAM
"""
import json
import os
import random
import struct
import time
import unittest

from faulty_state import DAY, FaultsTest, built
from generations_shop import GenerationsTest
from stateful_shop import features


@unittest.skipIf("TWOTOWER_SANITIZED" in os.environ, "the runtime of a sanitizer must be loaded first")
class ClockTest(FaultsTest):
    """The clock jumps while it runs, and between two starts."""

    YEARS = 36 * 365 * DAY  # back to 1990
    JUMPS = (2 * DAY, -2 * DAY, 0, 200 * DAY, 0, -200 * DAY, 200 * DAY, -YEARS, 0, -YEARS, 2 * DAY, 0)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.library = built(cls.folder, "shifted_clock")

    def start(self, *arguments, state=None, **options):
        self.offset = self.place / "offset"
        if not self.offset.exists():
            self.shift(0)
        (self.place / "server.yaml").write_text("state: {keep: 5200w}\n", encoding="utf-8")
        super().start("--config", str(self.place / "server.yaml"), *arguments, state=state, env={
            **os.environ, "LD_PRELOAD": self.library, "CLOCK_OFFSET": str(self.offset)}, **options)

    def shift(self, seconds):
        self.now = seconds
        with open(self.offset, "r+b" if self.offset.exists() else "w+b") as file:
            file.write(struct.pack("q", seconds))

    def log_position(self):
        _, text = self.server.ask("GET", "/metrics")
        return int(next(line for line in text.splitlines() if line.startswith("twotower_log_position ")).split()[1])

    def test_it_is_shifted(self):
        for seconds in self.JUMPS:
            self.shift(seconds)
            result, = self.call("POST", "/v1/events", [{"user_id": "z", "item_id": 3}])["results"]
            found = time.mktime(time.strptime(result["time"][:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone
            self.assertLess(abs(found - time.time() - seconds), 60)

    def test_nothing_is_lost(self):
        self.write_all("before", 500, erases=False)
        draw = random.Random(3)
        kept = {}  # what each write left
        position = self.log_position()
        for number, seconds in enumerate(self.JUMPS):
            user, item = f"user-{number}", 900 + number
            if number % 3 == 2:  # between two starts
                if draw.random() < 0.5:
                    self.kill()
                else:
                    self.stop()
                self.shift(seconds)
                self.start()
            else:
                self.shift(seconds)
            now = time.time() + seconds
            rows = [{"user_id": user, "item_id": 4, "event_id": f"{number} a"},
                    {"user_id": user, "item_id": 5, "event_id": f"{number} b", "time": now - 60},
                    {"user_id": user, "item_id": 6, "event_id": f"{number} c", "time": now + 3600}]
            results = self.call("POST", "/v1/events", rows)["results"]
            self.assertEqual([one["status"] for one in results], ["stored", "stored", "refused"], seconds)
            again = self.call("POST", "/v1/events", rows[:2])["results"]
            self.assertEqual([one["status"] for one in again], ["duplicate"] * 2, seconds)
            self.call("PUT", f"/v1/users/{user}", {"features": {"age": number}})
            self.assertEqual(self.put(item, features(item % 30))["status"], "stored")
            self.call("POST", f"/v1/users/{user}:merge", {"from": f"session-{number}"})
            self.call("PUT", "/v1/rules", {"rules": [{"name": f"rule {number}", "items": {"price": {"max": 900}}}]})
            kept[number] = (rows, [one["position"] for one in results[:2]], features(item % 30))
            self.assertGreater(self.log_position(), position)
            position = self.log_position()
            self.assertEqual(self.wrong(kept), [], f"after {seconds} s")
        for ends in (self.kill, self.stop):
            ends()
            self.start()
            self.assertEqual(self.wrong(kept), [])
            self.assertGreaterEqual(self.log_position(), position)

    def wrong(self, kept):
        wrong = []
        for number, (_, _, wanted) in kept.items():
            user = self.call("GET", f"/v1/users/session-{number}")
            if (user["id"], user["features"]) != (f"user-{number}", {"age": number}):
                wrong.append(f"user {number}: {user}")
            if self.JUMPS[number] > -self.YEARS and user["events"] != 2:  # what is older is in the bundle, by its time
                wrong.append(f"events {number}: {user}")
            status, item = self.ask("GET", f"/v1/items/{900 + number}")
            if status != 200 or item["features"] != wanted:
                wrong.append(f"item {number}: {item}")
        if self.call("GET", "/v1/rules")["rules"][0]["name"] != f"rule {max(kept)}":
            wrong.append("rules")
        self.items_of("u1")
        return wrong

    def test_order_is_that_of_time(self):
        """Whatever the clock says when an event comes."""
        times = [time.time() - 1000 * DAY + 60 * i for i in range(8)]
        self.send(*({"user_id": "straight", "item_id": i, "time": at} for i, at in enumerate(times)))
        order = list(enumerate(times))
        self.draw.shuffle(order)
        for (item, at), seconds in zip(order, (0, 2 * DAY, -2 * DAY, 200 * DAY, -200 * DAY, 0, 2 * DAY, -2 * DAY)):
            self.shift(seconds)
            self.send({"user_id": "shuffled", "item_id": item, "time": at})
        self.assertEqual(self.call("GET", "/v1/users/shuffled")["events"], 8)
        self.shift(0)
        self.assertEqual(self.list_of("shuffled"), self.list_of("straight"))
        self.restart()
        self.assertEqual(self.list_of("shuffled"), self.list_of("straight"))

    def test_duplicates_are_found_within_days(self):
        rows = [{"user_id": "ann", "item_id": i, "event_id": f"once {i}"} for i in range(5)]
        first = self.send(*rows)
        for seconds in (2 * DAY, -2 * DAY, 6 * DAY, -200 * DAY, -self.YEARS, 0):
            self.shift(seconds)
            again = self.call("POST", "/v1/events", rows)["results"]
            self.assertEqual([(one["status"], one["position"]) for one in again],
                             [("duplicate", one["position"]) for one in first], seconds)

    def test_requests_are_timed_by_another_clock(self):
        body = json.dumps({"user_id": "u1", "k": 5, "timeout_ms": 3000}).encode()
        connection = self.server.connect()
        for seconds in self.JUMPS:
            connection.putrequest("POST", "/v1/recommend")
            connection.putheader("Content-Type", "application/json")
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body[:10])
            time.sleep(0.02)
            self.shift(seconds)
            connection.send(body[10:])
            answer = connection.getresponse()
            text = answer.read()
            self.assertEqual(answer.status, 200, text)
        connection.close()

    def test_an_erased_user_is_forgotten_at_once(self):
        nobody = self.list_of("nobody")
        for number, seconds in enumerate((0, 2 * DAY, 200 * DAY, -2 * DAY, -self.YEARS)):
            user = f"u{10 + number}"
            self.shift(seconds)
            self.assertNotEqual(self.list_of(user), nobody)
            self.call("DELETE", f"/v1/users/{user}")
            for _ in range(2):
                with self.subTest(seconds=seconds):
                    self.assertEqual(self.list_of(user), nobody)
                    self.call("GET", f"/v1/users/{user}", expected=404)
                self.restart()
        self.shift(0)

    def test_a_clock_that_was_ahead_for_a_while_loses_nothing(self):
        """With what is kept as long as it is by default."""
        self.write_all("before", 500, erases=False)
        self.restart()
        self.write_all("after", 520, erases=False)
        self.restart()  # it is in files
        expected = self.answers()
        self.stop()
        self.shift(200 * DAY)
        for _ in range(2):
            GenerationsTest.start(self, env={**os.environ, "LD_PRELOAD": self.library,
                                             "CLOCK_OFFSET": str(self.offset)})
            time.sleep(1)  # files are merged meanwhile
            self.stop()
        self.shift(0)
        GenerationsTest.start(self)
        self.assertEqual(self.differences(expected), [])


if __name__ == "__main__":
    unittest.main()
