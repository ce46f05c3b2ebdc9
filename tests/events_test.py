"""Events over HTTP: kept before they are answered, seen by the next request, once each.

Usage: events_test.py PROGRAM
"""
import datetime
import http.client
import os
import random
import resource
import shutil
import signal
import subprocess
import threading
import time
import unittest

from http_shop import PROGRAM, Server, write_shop
from stateful_shop import StatefulTest

FIRST = 2  # position of the first event: the generation that serves has the one before
KILLS = max(2, int(100 * float(os.environ.get("TWOTOWER_FAULT_SCALE", "0.1"))))


def event(user, item, **more):
    return {"user_id": user, "item_id": item, **more}


def microseconds(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1e6)


class EventsTest(StatefulTest):
    write = staticmethod(write_shop)

    def send(self, *events, server=None):
        status, answer = (server or self.server).post("/v1/events", list(events))
        self.assertEqual(status, 200, answer)
        return answer["results"]

    def list_of(self, user, **more):
        status, answer = self.server.post("/v1/recommend", {"user_id": user, "k": 30, **more})
        self.assertEqual(status, 200, answer)
        return [(item["id"], item["score"]) for item in answer["items"]]

    def items_of(self, user):
        return [item for item, _ in self.list_of(user)]

    def test_the_next_request_sees_an_event(self):
        for user in ("u1", "new", 17):
            before = self.list_of(user)
            result, = self.send(event(user, 4))
            self.assertEqual((result["status"], result["notes"]), ("stored", ["arrival_time"]))
            after = self.list_of(user)
            self.assertNotEqual(before, after)
            self.assertNotIn(4, [item for item, _ in after])  # had: this shop repeats nothing
            # As if the request had brought it.
            self.stop()
            self.server = Server(self.folder, "runs/shop", "--threads", "2")
            self.assertEqual(self.list_of(user, events=[4]), after)
            self.stop()
            self.start()
            self.assertEqual(self.list_of(user), after)

    def test_each_call_that_knows_users_sees_it(self):
        def answers():
            user = {"user_id": "u1"}
            _, batch = self.server.post("/v1/recommend:batch", {"requests": [{**user, "k": 5}]})
            _, scores = self.server.post("/v1/score", {**user, "items": [1, 2, 3]})
            _, why = self.server.post("/v1/why", {**user, "item_id": 3})
            return (batch["answers"][0]["items"], scores["items"], why.get("score"))

        before = answers()
        self.send(event("u1", 9))
        for one, other in zip(before, answers()):
            self.assertNotEqual(one, other)

    def test_an_event_id_is_kept_once(self):
        first, again, other = self.send(event("new", 4, event_id="a"), event("new", 4, event_id="a"),
                                        event("new", 5, event_id="b"))
        self.assertEqual((first["status"], first["position"]), ("stored", FIRST))
        self.assertEqual((again["status"], again["position"]), ("duplicate", FIRST))
        self.assertEqual((other["status"], other["position"]), ("stored", FIRST + 1))
        once = self.list_of("new")
        self.kill()
        self.start()
        result, = self.send(event("new", 4, event_id="a"))
        self.assertEqual((result["status"], result["position"]), ("duplicate", FIRST))
        self.assertEqual(self.list_of("new"), once)

    def test_order_is_that_of_time(self):
        at = "2026-01-01T00:00:0{}Z".format
        self.send(event("new", 4, time=at(1)), event("new", 5, time=at(2)), event("new", 6, time=at(3)))
        in_order = self.list_of("new")
        self.send(event("other", 6, time=at(3)))
        self.send(event("other", 4, time=at(1)))
        self.send(event("other", 5, time=at(2)))
        self.assertEqual(self.list_of("other"), in_order)

    def test_what_the_bundle_knows_is_not_counted_twice(self):
        # The bundle was trained on what is older: whoever sends its log again changes nothing.
        before = self.list_of("u1")
        self.assertEqual(self.send(event("u1", 4, time=1_700_000_000))[0]["status"], "late")
        self.stop()
        (self.folder / "keep.yaml").write_text("state: {keep: 5200w}\n", encoding="utf-8")
        self.start("--config", "keep.yaml")
        result, = self.send(event("u1", 4, time=1_700_000_000))
        self.assertEqual((result["status"], result["notes"]), ("stored", ["before_bundle"]))
        self.assertEqual(self.list_of("u1"), before)
        self.send(event("u1", 4, time=1_800_000_000 - 10_000_000))
        self.assertNotEqual(self.list_of("u1"), before)

    def test_times_by_rule(self):
        now = time.time()
        results = self.send(event("new", 1, time=now + 60), event("new", 2, time=now + 3600),
                            event("new", 3, time=now - 60), event("new", 4, time=now - 100 * 86400),
                            event("new", 5), event("new", 6, time=-8e21))
        self.assertEqual([result["status"] for result in results],
                         ["stored", "refused", "stored", "late", "stored", "refused"])
        self.assertEqual(results[1]["error"]["code"], "request.out_of_range")
        self.assertEqual(results[1]["error"]["field"], "[1].time")
        self.assertEqual(results[1]["error"]["key"], "request.out_of_range.event_time")
        status, answer = self.server.post("/v1/events", [event("new", 2, time=now + 3600)],
                                          headers={"Accept-Language": "zh-CN"})
        error = answer["results"][0]["error"]
        self.assertEqual((status, set(error["arguments"])), (200, {"field", "time", "now"}))
        self.assertTrue(error["message"].startswith("[0].time 的值是 "), error)
        self.assertEqual([result.get("notes") for result in results],
                         [["arrival_time"], None, None, None, ["arrival_time"], None])
        self.assertLess(abs(microseconds(results[0]["time"]) - now * 1e6), 30e6)
        self.assertLess(abs(microseconds(results[2]["time"]) - (now - 60) * 1e6), 2)
        self.assertEqual([result.get("position") for result in results], 
                         [FIRST, None, FIRST + 1, FIRST + 2, FIRST + 3, None])
        listed = self.items_of("new")
        self.assertIn(4, listed)  # late: no part of what is known
        for item in (1, 3, 5):
            self.assertNotIn(item, listed)

    def test_what_was_only_shown_is_no_history(self):
        before = self.list_of("u1")
        result, = self.send(event("u1", 4, type="shown", request_id="r1", position=1))
        self.assertEqual(result["status"], "stored")
        self.assertEqual(self.list_of("u1"), before)

    def test_what_was_shown_often_enough_is_left_out(self):
        config = (self.folder / "shop.yaml").read_text(encoding="utf-8").replace("name: shop", "name: shown")
        (self.folder / "shown.yaml").write_text(config + "serve: {shown: {max: 2, within: 7d}}\n", encoding="utf-8")
        subprocess.run([PROGRAM, "train", "shown.yaml", "--threads", "1"], cwd=self.folder, check=True,
                       capture_output=True, timeout=120)
        self.stop()
        self.server = Server(self.folder, "runs/shown", "--threads", "2", "--state", str(self.state))

        def shown(**more):
            status, answer = self.server.post("/v1/recommend", {"user_id": "new", "history": [3], "k": 4, **more})
            self.assertEqual(status, 200, answer)
            return [item["id"] for item in answer["items"]], answer

        first, answer = shown(log_shown=True)
        self.wait_for("twotower_log_position 6")  # after two generations
        self.assertEqual(shown()[0], first)  # once is not often enough
        shown(log_shown=True)
        self.wait_for("twotower_log_position 10")
        second = shown()[0]
        self.assertEqual(set(first) & set(second), set())
        # By events, too: the client says what was seen.
        old = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=8)).isoformat()
        self.send(*(event("new", item, type="shown", **more) for item, more in (
            (second[0], {}), (second[0], {}), (second[1], {}), (second[1], {"time": old}))))
        third = shown()[0]
        self.assertNotIn(second[0], third)
        self.assertIn(second[1], third)
        _, answer = shown(k=30)
        self.assertEqual(answer["short"]["shown"], 5)
        _, why = self.server.post("/v1/why", {"user_id": "new", "history": [3], "item_id": first[0]})
        self.assertEqual(why["why_not"]["cause"], "shown")
        self.assertEqual(self.server.post("/v1/recommend", {"log_shown": True})[1]["error"]["field"], "log_shown")

    def test_what_is_kept_needs_a_key_to_write(self):
        self.stop()
        keys = {"read": "the-key-of-readers", "write": "the-key-of-writers"}
        (self.folder / "keys.yaml").write_text("keys: {{read: [{read}], write: [{write}]}}\n".format(**keys),
                                               encoding="utf-8")
        self.start("--config", "keys.yaml")
        for path, body in (("/v1/events", [event("u1", 3)]), ("/v1/users/u1:merge", {"from": "x"}),
                           ("/v1/recommend", {"user_id": "u1", "log_shown": True})):
            statuses = [self.server.post(path, body, headers={"api-key": keys[role]})[0] for role in ("read", "write")]
            self.assertEqual(statuses, [403, 200], path)
        self.assertEqual(self.server.post("/v1/recommend", {"user_id": "u1"},
                                          headers={"api-key": keys["read"]})[0], 200)

    def wait_for(self, line):
        deadline = time.monotonic() + 20
        while line not in self.server.ask("GET", "/metrics")[1] and time.monotonic() < deadline:
            time.sleep(.02)
        self.assertIn(line, self.server.ask("GET", "/metrics")[1])

    def merge(self, user, body, status=200):
        found, answer = self.server.post(f"/v1/users/{user}:merge", body)
        self.assertEqual(found, status, answer)
        return answer

    def test_a_session_becomes_a_user_at_login(self):
        self.send(event("cookie", 4), event("u1", 9))
        self.send(event("cookie", 5))
        self.merge("u1", {"from": "cookie"})
        merged = self.list_of("u1")
        self.assertEqual(self.list_of("cookie"), merged)
        self.assertFalse({4, 5, 9} & {item for item, _ in merged})
        self.send(event("cookie", 6))  # a device that does not know yet
        self.assertNotIn(6, self.items_of("u1"))
        self.merge("u1", {"from": "cookie"})  # again
        after = self.list_of("u1")
        self.kill()
        self.start()
        self.assertEqual(self.list_of("u1"), after)
        self.assertEqual(self.list_of("cookie"), after)
        error = self.merge("u2", {"from": "cookie"}, 409)["error"]
        self.assertEqual((error["code"], error["field"]), ("request.conflict", "from"))
        self.assertEqual(self.merge("u2", {}, 400)["error"]["field"], "from")
        self.merge("a%2Fb", {"from": "other"})
        self.send(event("other", 4))
        self.assertEqual(self.server.post("/v1/score", {"user_id": "a/b", "items": [4, 7]})[1]["items"],
                         self.server.post("/v1/score", {"user_id": "other", "items": [4, 7]})[1]["items"])
        self.assertEqual(self.merge("%ff", {"from": "x"}, 400)["error"]["code"], "http.bad_request")
        self.assertEqual(self.server.post("/v1/users/:merge", {"from": "x"})[0], 405)

    def test_items_that_nobody_knows_are_kept_and_said(self):
        before = self.list_of("u1")
        result, = self.send(event("u1", "nothing"))
        self.assertEqual((result["status"], result["notes"]), ("stored", ["arrival_time", "unknown_item"]))
        self.assertEqual(self.list_of("u1"), before)

    def test_bad_events_are_refused_whole(self):
        for body, field in ((b'{"user_id": "u1", "item_id": 3}', "body"), (b'[{"item_id": 3}]', "[0].user_id"),
                            (b'[{"user_id": "u1", "item_id": 3}, {"user_id": "u1"}]', "[1].item_id"),
                            (b'[{"user_id": "u1", "item_id": 3, "when": 4}]', "[0].when"),
                            (b'[{"user_id": "u1", "item_id": 3, "time": "soon"}]', "[0].time"),
                            (b'[{"user_id": 1.5, "item_id": 3}]', "[0].user_id"), (b'[7]', "[0].request"),
                            (b'[{"user_id": "u1", "item_id": 3, "position": 0}]', "[0].position")):
            status, answer = self.server.post("/v1/events", body)
            self.assertEqual((status, answer["error"]["field"]), (400, field), (body, answer))
        status, answer = self.server.post("/v1/events", [event("u1", 3)] * 1001)
        self.assertEqual((status, answer["error"]["field"]), (400, "events"))
        self.assertEqual(self.send(event("u1", 3))[0]["position"], FIRST)
        self.assertEqual(self.send(), [])

    def test_without_a_folder_nothing_is_kept(self):
        plain = Server(self.folder, "runs/shop", "--threads", "1")
        self.addCleanup(plain.stop)
        status, answer = plain.post("/v1/events", [event("u1", 3)])
        self.assertEqual((status, answer["error"]["code"]), (409, "serve.no_state"))
        self.assertIn("--state", answer["error"]["message"])

    def test_a_folder_is_of_one_server(self):
        self.assertEqual(self.state.stat().st_mode & 0o777, 0o700)
        with self.assertRaisesRegex(AssertionError, r"store\.locked"):
            Server(self.folder, "runs/shop", "--state", str(self.state))
        self.send(event("u1", 3))

    def test_a_lost_tail_is_not_served(self):
        self.send(event("u1", 3))
        deadline = time.monotonic() + 20
        while f'"position": {FIRST},' not in (self.state / "acknowledged").read_text() and time.monotonic() < deadline:
            time.sleep(.02)
        copy = self.state.with_name("copy")
        self.kill()
        shutil.copytree(self.state, copy)
        log, = (file for file in (copy / "rocksdb").glob("*.log"))
        log.write_bytes(log.read_bytes()[:-1])
        with self.assertRaisesRegex(AssertionError, r"store\.lost_writes"):
            Server(self.folder, "runs/shop", "--state", str(copy))

    def fill(self, code):
        """Sends events until the disk takes no more; they are refused with `code`, and answers go on."""
        kept, refused = [], 0
        for number in range(4000):
            rows = [event(f"f{number}", i % 30, event_id=f"{number}-{i}") for i in range(500)]
            status, answer = self.server.post("/v1/events", rows)
            if status == 200:
                kept.append((rows, answer["results"]))
                self.assertEqual(refused, 0)
                continue
            self.assertIn(answer["error"]["code"], (code, "store.failed"))
            self.assertEqual(self.server.post("/v1/recommend", {"user_id": "f0"})[0], 200)
            refused += 1
            if refused == 10:
                return kept
        self.fail("the disk never took too much")

    def has_all(self, kept):
        """After a kill it has all that it acknowledged."""
        self.kill()
        self.start()
        for rows, results in kept[::20] + kept[-3:]:
            again = self.send(*rows)
            self.assertEqual({result["status"] for result in again}, {"duplicate"})
            self.assertEqual([result["position"] for result in again], [result["position"] for result in results])
        self.assertEqual(self.send(event("u1", 3))[0]["status"], "stored")

    def test_a_disk_that_fails_is_told_and_loses_nothing(self):
        self.stop()
        # Beyond so many bytes of a file the system refuses: as a disk does that fails.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = 9 << 20
        self.server = Server(self.folder, "runs/shop", "--threads", "2", "--state", str(self.state),
                             restore_signals=False,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, -1)))
        kept = self.fill("store.failed")
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE, (-1, -1))
        # One that is there already is told so, and says nothing of those that are not.
        rows, results = kept[0]
        self.assertEqual([result["position"] for result in self.send(*rows)],
                         [result["position"] for result in results])
        time.sleep(.3)
        # It is not trusted again before a start.
        self.assertEqual(self.server.post("/v1/events", [event("u1", 3)])[1]["error"]["code"], "store.failed")
        self.has_all(kept)

    def start_on_disk(self, share):
        """On a disk of 120 MB, of which `share` may be used."""
        self.stop()
        disk = self.folder / "disk"
        disk.mkdir(exist_ok=True)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120m", "tmpfs", str(disk)], check=False,
                                 capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("no disk can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "--lazy", str(disk)], check=False)
        self.state = disk / "state"
        config = self.folder / "disk.yaml"
        config.write_text(f"state: {{disk: {share}}}\n", encoding="utf-8")
        self.start("--config", str(config))
        return disk

    def test_a_full_disk_is_told_and_heals(self):
        disk = self.start_on_disk(1)
        (disk / "other").write_bytes(bytes(80 << 20))
        kept = self.fill("store.full")
        (disk / "other").unlink()
        deadline = time.monotonic() + 60
        while self.server.post("/v1/events", [event("u1", 3)])[0] != 200:  # by itself
            self.assertLess(time.monotonic(), deadline)
            time.sleep(.2)
        self.has_all(kept)

    def test_a_share_of_the_disk_is_left_to_others(self):
        disk = self.start_on_disk(0.5)
        self.send(event("u1", 3))
        for megabytes, is_taken in ((60, False), (44, False), (20, True), (44, True)):
            (disk / "other").write_bytes(bytes(megabytes << 20))
            time.sleep(1.1)  # it looks once a second
            status, answer = self.server.post("/v1/events", [event("u1", 3)])
            self.assertEqual(status, 200 if is_taken else 507, (megabytes, answer))
            if not is_taken:
                self.assertEqual((answer["error"]["code"], answer["error"]["field"]), ("store.full", "state.disk"))
                self.assertEqual(self.server.ask("PUT", "/v1/items/500", {"features": {}})[0], 507)
                self.assertEqual(self.server.ask("DELETE", "/v1/users/u7")[0], 200)
                self.assertEqual(self.server.post("/v1/recommend", {"user_id": "u1"})[0], 200)
            self.assertIn(f"twotower_disk_full {0 if is_taken else 1}", self.server.ask("GET", "/metrics")[1])

    def test_metrics_tell_of_events(self):
        self.send(event("u1", 3, event_id="a"), event("u1", 3, event_id="a"))
        _, text = self.server.ask("GET", "/metrics")
        for line in ('twotower_events_total{status="stored"} 1', 'twotower_events_total{status="duplicate"} 1',
                     f"twotower_log_position {FIRST}", "twotower_commits_total 1",
                     'twotower_stage_seconds_count{stage="commit"} 1'):
            self.assertIn(line, text)

    def test_nothing_acknowledged_is_lost_by_kills(self):
        """kill -9 at random times while four clients send: what was answered is there, each once."""
        draw = random.Random(5)
        acknowledged = {}
        lock = threading.Lock()

        def ingest(client, server):
            connection = server.connect()
            number = 0
            try:
                while True:
                    rows = [event(f"k{client}", random.randrange(30), event_id=f"{server.port}-{client}-{number + i}")
                            for i in range(3)]
                    number += 3
                    status, answer = server.post("/v1/events", rows, connection=connection)
                    self.assertEqual(status, 200, answer)
                    with lock:
                        for row, result in zip(rows, answer["results"]):
                            acknowledged[row["event_id"]] = (result["position"], row)
            except (OSError, ValueError, http.client.HTTPException):
                connection.close()  # the server is gone

        for _ in range(KILLS):
            server = self.server
            clients = [threading.Thread(target=ingest, args=(client, server)) for client in range(4)]
            for client in clients:
                client.start()
            time.sleep(draw.uniform(.02, .2))
            self.kill()
            for client in clients:
                client.join(timeout=30)
            self.start()
        self.assertGreater(len(acknowledged), 10 * KILLS)
        positions = [position for position, _ in acknowledged.values()]
        self.assertEqual(len(set(positions)), len(positions))
        rows = list(acknowledged.items())
        for begin in range(0, len(rows), 500):
            part = rows[begin:begin + 500]
            again = self.send(*(row for _, (_, row) in part))
            for (_, (position, _)), result in zip(part, again):
                self.assertEqual((result["status"], result["position"]), ("duplicate", position))


if __name__ == "__main__":
    unittest.main()
