"""A simulated week: events, changes of items, and each night a training on what came, while the server answers.

Usage: week_test.py PROGRAM
"""
import json
import os
import pathlib
import random
import struct
import subprocess
import threading
import unittest

from faulty_state import DAY, SCALE, built
from generations_shop import GenerationsTest
from http_shop import PROGRAM, Server
from stateful_shop import features

EVENTS, CHANGES, DAYS = int(200_000 * SCALE), int(2000 * SCALE), max(4, int(7 * SCALE))
CLIENTS, KEEP = 4, 2  # days


@unittest.skipIf("TWOTOWER_SANITIZED" in os.environ, "the runtime of a sanitizer must be loaded first")
class WeekTest(GenerationsTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.library = built(cls.folder, "shifted_clock")

    def start(self, *arguments, **options):
        self.offset = self.place / "offset"
        self.environment = {**os.environ, "LD_PRELOAD": self.library, "CLOCK_OFFSET": str(self.offset)}
        if not self.offset.exists():
            self.begin_day(0)
        config = self.place / "server.yaml"
        config.write_text(json.dumps({"state": {"keep": f"{KEEP}d"}}), encoding="utf-8")
        super().start("--watch", "--config", str(config), *arguments, env=self.environment, **options)

    def begin_day(self, day):
        """Of the week that has passed."""
        with open(self.offset, "r+b" if self.offset.exists() else "w+b") as file:
            file.write(struct.pack("q", (day - DAYS - 1) * DAY))

    def send_day(self, draw, count):
        """Events of a day, from several clients; what was kept of them, in the order of the log."""
        kept, lock = [], threading.Lock()
        calls = [[{"user_id": f"u{draw.randrange(1200)}", "item_id": draw.randrange(30),
                   "context": {"hour": draw.randrange(24)}} for _ in range(100)] for _ in range(count // 100)]

        def send():
            while True:
                with lock:
                    if not calls:
                        return
                    rows = calls.pop()
                status, answer = self.server.post("/v1/events", rows)
                if status == 503:
                    with lock:
                        calls.append(rows)
                    continue
                assert status == 200, answer
                with lock:
                    kept.extend((result["position"], {**row, "time": result["time"]})
                                for row, result in zip(rows, answer["results"]))

        clients = [threading.Thread(target=send) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        self.assertEqual(len(kept), count // 100 * 100)
        return [event for _, event in sorted(kept, key=lambda one: one[0])]

    def change_items(self, draw, count, written):
        for _ in range(count):
            item = 600 + draw.randrange(100)
            is_removal = draw.random() < 0.2 and written.get(item) is not None
            written[item] = None if is_removal else features(item % 30, price=10 + draw.randrange(40))
            row = {"id": item, "delete": True} if is_removal else {"id": item, "features": written[item]}
            self.call("POST", "/v1/items:batch", {"items": [row]})

    def export(self):
        return json.loads(subprocess.run([PROGRAM, "export-log", str(self.state), "--to", str(self.place / "log"), "--json"],
                                         capture_output=True, text=True, check=True, timeout=120).stdout)

    def train_on_the_log(self):
        self.export()
        subprocess.run([PROGRAM, "train", "shop.yaml", "--threads", "1", "--set", "train.epochs=1", "--set",
                        f"data.interactions.log={self.place / 'log'}", "--set", "name=nightly", "--runs",
                        str(self.place / "trained")], cwd=self.folder, check=True, capture_output=True, timeout=600)

    def serve_nightly(self):
        before = self.call("GET", "/healthz")["generation"]
        bundle = self.place / "trained/nightly/latest/bundle"
        self.assertNotEqual(before, json.loads((bundle / "manifest.json").read_text())["generation"])
        link = self.source / "next"
        link.symlink_to(os.path.relpath(pathlib.Path(bundle).resolve().parent, self.source))
        link.replace(self.source / "latest")
        self.wait_until(lambda: self.call("GET", "/healthz")["generation"] != before, "it is not taken")

    def resident(self):
        _, text = self.server.ask("GET", "/metrics")
        return float(next(line for line in text.splitlines() if line.startswith("process_resident")).split()[-1])

    def test_a_week(self):
        draw = random.Random(3)
        written, residents, since = {}, [], []
        for day in range(DAYS):
            self.begin_day(day)
            self.send_day(draw, EVENTS // DAYS // 2)
            self.change_items(draw, CHANGES // DAYS, written)
            self.train_on_the_log()
            since = self.send_day(draw, EVENTS // DAYS // 2)
            self.serve_nightly()
            residents.append(self.resident())
        lists = {user: self.list_of(user) for user in [f"u{i}" for i in range(0, 1200, 17)]}
        bundle = sum(path.stat().st_size for path in (self.source / "latest/bundle").iterdir())
        # What is older than it is kept goes when files are merged, within a day of their age.
        self.stop()
        self.begin_day(DAYS + 1)
        self.start()
        self.assertEqual(lists, {user: self.list_of(user) for user in lists})
        least = EVENTS * (KEEP + 1) // DAYS
        self.wait_until(lambda: self.export()["events"] <= least, "old events stay")
        size = sum(path.stat().st_size for path in (self.state / "rocksdb").iterdir())
        print(f"{EVENTS} events, {CHANGES} changes of items, {DAYS} trainings: resident "
              f"{' '.join(f'{one / 2**20:.0f}' for one in residents)} MiB of a bundle of {bundle / 2**20:.1f}, events kept "
              f"{self.export()['events']}, store {size / 2**20:.1f} MiB")
        self.assertLess(max(residents), (48 + 96 << 20) + 2 * bundle)
        self.compare_with_a_fresh_one(lists, written, since)

    def compare_with_a_fresh_one(self, lists, written, since):
        """One with the same bundle, and what was sent and written since."""
        fresh = Server(self.place, "runs", "--threads", "2", "--state", str(self.place / "fresh"),
                       env=self.environment)
        self.addCleanup(fresh.stop)
        for item, given in written.items():
            status, answer = fresh.ask("PUT", f"/v1/items/{item}", {"features": given or features(0)})
            self.assertEqual(status, 200, answer)
            if given is None:
                self.assertEqual(fresh.ask("DELETE", f"/v1/items/{item}")[0], 200)
        for begin in range(0, len(since), 500):
            status, answer = fresh.post("/v1/events", since[begin:begin + 500])
            self.assertEqual(status, 200, answer)
        for user, listed in lists.items():
            status, answer = fresh.post("/v1/recommend", {"user_id": user, "k": 200})
            self.assertEqual(status, 200)
            self.assertEqual([(item["id"], item["score"], item["show"]) for item in answer["items"]], listed, user)


if __name__ == "__main__":
    unittest.main()
