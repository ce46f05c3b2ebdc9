"""Power failures: what was acknowledged is there, though all that was not synced is gone.

Usage: power_loss_test.py PROGRAM
"""
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

from http_shop import PROGRAM, Server, trained_shop
from stateful_shop import features, write_shop

FAILURES = max(3, int(50 * float(os.environ.get("TWOTOWER_FAULT_SCALE", "0.1"))))
HERE = pathlib.Path(__file__).parent


@unittest.skipIf("TWOTOWER_SANITIZED" in os.environ, "the runtime of a sanitizer must be loaded first")
class PowerLossTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = trained_shop(cls.addClassCleanup, write_shop)
        cls.library = cls.folder / "unsynced.so"
        subprocess.run(["c++", "-std=c++20", "-shared", "-fPIC", "-O1", "-o", cls.library, HERE / "power_loss/unsynced.cc"],
                       check=True)

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(dir=self.folder)
        self.addCleanup(temporary.cleanup)
        self.disk = pathlib.Path(temporary.name).resolve() / "disk"
        self.shadow = self.disk.parent / "shadow"
        self.state = self.disk / "state"
        self.disk.mkdir()
        self.begin_shadow()

    def begin_shadow(self):
        """Of a folder that the disk has: all of it is synced."""
        shutil.rmtree(self.shadow, ignore_errors=True)
        for part in ("names", "content"):
            (self.shadow / part).mkdir(parents=True)

    def start(self, bundle="runs/shop/001", **environment):
        self.server = Server(self.folder, bundle, "--threads", "2", "--state", str(self.state), env={
            **os.environ, "LD_PRELOAD": str(self.library), "UNSYNCED_FOLDER": str(self.disk),
            "UNSYNCED_SHADOW": str(self.shadow), **environment})

    def lose_power(self):
        """The process and all that was not synced are gone."""
        self.server.process.send_signal(signal.SIGKILL)
        self.server.process.communicate(timeout=20)
        shutil.rmtree(self.disk)
        self.restore(self.disk, "root")
        self.begin_shadow()
        self.sync_all()

    def restore(self, folder, name):
        folder.mkdir(mode=0o700)
        names = self.shadow / "names" / name
        for line in names.read_text(encoding="utf-8").splitlines() if names.exists() else []:
            entry, key, kind = line.split("\t")
            content = self.shadow / "content" / key
            if kind == "folder":
                self.restore(folder / entry, key)
            elif content.exists():
                shutil.copyfile(content, folder / entry)
            else:
                (folder / entry).touch()  # its name alone was synced

    def sync_all(self):
        script = "import os,sys\nfor d, _, fs in os.walk(sys.argv[1]):\n" \
                 "  for n in fs: os.fsync(os.open(os.path.join(d, n), os.O_RDONLY))\n  os.fsync(os.open(d, os.O_RDONLY))\n"
        subprocess.run(["python3", "-c", script, str(self.disk)], check=True, env={
            **os.environ, "LD_PRELOAD": str(self.library), "UNSYNCED_FOLDER": str(self.disk),
            "UNSYNCED_SHADOW": str(self.shadow)})

    def write_for(self, seconds, expected):
        """Events, items and features until the power fails; what was answered is expected, by what asks for it."""
        ends = time.monotonic() + seconds
        draw = random.Random(seconds)

        def write(writer):
            connection = self.server.connect()
            def ask(method, path, body):
                connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
                answer = connection.getresponse()
                text = answer.read()
                self.assertEqual(answer.status, 200, text)
            try:
                number = 0
                while time.monotonic() < ends:
                    number += 1
                    user, item, price = f"w{writer}-{draw.randrange(10**9)}", 1000 + writer * 1000 + number % 50, number
                    ask("POST", "/v1/events", [{"user_id": user, "item_id": 3, "event_id": user}])
                    expected["users"].add(user)
                    expected["doubtful"][item] = price
                    ask("PUT", f"/v1/items/{item}", {"features": features(5, price=price)})
                    expected["items"][item] = price
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()

        writers = [threading.Thread(target=write, args=(i,)) for i in range(3)]
        for writer in writers:
            writer.start()
        time.sleep(seconds)
        self.server.process.send_signal(signal.SIGKILL)
        for writer in writers:
            writer.join()

    def lost(self, expected):
        """What is not there, of what was answered."""
        lost = []
        for user in sorted(expected["users"]):
            status, answer = self.server.ask("GET", f"/v1/users/{user}")
            if (status, answer.get("events")) != (200, 1):
                lost.append(user)
        for item, price in sorted(expected["items"].items()):
            status, answer = self.server.ask("GET", f"/v1/items/{item}")
            if status != 200 or answer["features"]["price"] not in (price, expected["doubtful"].get(item)):
                lost.append(item)
        return lost

    def test_nothing_acknowledged_is_lost(self):
        draw = random.Random(11)
        expected = {"users": set(), "items": {}, "doubtful": {}}
        self.start()
        for _ in range(FAILURES):
            self.write_for(draw.uniform(0.03, 0.6), expected)
            self.lose_power()
            self.start()
            self.assertEqual(self.lost(expected), [])
        self.assertGreater(len(expected["users"]), 10 * FAILURES)
        self.server.stop()

    def test_the_first_event_is_as_durable_as_others(self):
        """Folders that were just made must be on the disk, too."""
        for _ in range(3):
            self.start()
            status, answer = self.server.post("/v1/events", [{"user_id": "ann", "item_id": 3}])
            self.assertEqual(status, 200, answer)
            self.lose_power()
            self.start()
            self.assertEqual(self.server.ask("GET", "/v1/users/ann")[1].get("events"), 1)
            self.server.stop()
            shutil.rmtree(self.state)
            self.begin_shadow()
            self.sync_all()

    def test_a_generation_that_was_activated_serves(self):
        trained = subprocess.run([PROGRAM, "train", "shop.yaml", "--threads", "1", "--set", "train.epochs=1"],
                                 cwd=self.folder, capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual(trained.returncode, 0, trained.stderr)
        self.start("runs/shop/001")
        self.lose_power()
        self.start("runs/shop/002")
        ids = [one["id"] for one in self.server.ask("GET", "/v1/generations")[1]["generations"]]
        self.assertEqual(len(ids), 2)
        for i in range(2 + FAILURES // 5):
            status, answer = self.server.ask("POST", f"/v1/generations/{ids[(i + 1) % 2]}:activate")
            self.assertEqual(status, 200, answer)
            self.lose_power()
            self.start("runs/shop/002")
            listed = self.server.ask("GET", "/v1/generations")[1]["generations"]
            self.assertEqual([one["id"] for one in listed], [ids[(i + 1) % 2], ids[i % 2]])
            self.assertEqual([one.get("refused") for one in listed], [None, None])
        self.server.stop()

    def test_it_would_be_noticed(self):
        """With a program that does not sync, or whose syncs say nothing."""
        expected = {"users": set(), "items": {}, "doubtful": {}}
        self.start(UNSYNCED_IGNORES_SYNC="1")
        self.write_for(0.3, expected)
        self.lose_power()
        try:
            self.start()
            lost = self.lost(expected)
            self.server.stop()
        except AssertionError as refused:  # or it does not start at all
            lost = [str(refused)]
        self.assertNotEqual(lost, [])


if __name__ == "__main__":
    unittest.main()
