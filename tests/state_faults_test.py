"""Faults of the state folder: damaged files, a disk that fails, a clock that jumps, two servers on one folder. Nothing
that was acknowledged is lost, and nothing is silently wrong.

Usage: state_faults_test.py PROGRAM
"""
import http.client
import json
import os
import pathlib
import random
import shutil
import struct
import subprocess
import threading
import time
import unittest

from generations_test import GenerationsTest
from http_shop import Server
from stateful_shop import StatefulTest, features

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


class DamagedFilesTest(FaultsTest):
    """Each file of the folder, changed, cut and removed."""

    def make_base(self):
        for number in range(5):  # several files of each family, and merges of them
            self.write_all(f"round{number}", 500 + 10 * number)
            self.wait_until_erased(f"eve-round{number}")
            if number == 2:
                self.publish(1)
            if number == 4:
                self.write_all("more", 590, erases=False)  # of each family the next start makes a file
            self.restart()
        self.write_all("log", 600, erases=False)  # it has files written: this stays in the log
        expected = {1: self.answers()}
        lists = [answer for asked, answer in expected[1].items() if asked[1] == "/v1/recommend"]
        self.assertGreater(len({str(one["items"]) for _, one in lists}), 8)
        self.assertEqual({status for status, _ in expected[1].values()}, {200, 404})
        self.stop()
        self.base = self.place / "base"
        shutil.copytree(self.state, self.base)
        self.start()
        self.activate(0)
        expected[0] = self.answers()
        self.stop()
        self.audited_base = (self.base / "audit.jsonl").read_bytes()
        return expected

    def damages(self, path):
        """Each a name and what it does to a file."""
        size = path.stat().st_size
        is_log = path.name.startswith("MANIFEST") or path.suffix == ".log"
        is_read = is_log or path.suffix == ".sst" or path.parent == self.base or path.name == "CURRENT"
        num_flips = 60 if is_log else 8 if is_read else 2
        yield "removed", os.remove
        cuts = {0, size // 2, size - 1} | {size * i // 25 for i in range(25 if is_log else 0)}
        for cut in sorted(cut for cut in cuts if 0 <= cut < size):
            yield f"cut to {cut}", lambda path, cut=cut: os.truncate(path, cut)
        places = [0, size // 2, size - 1] + [self.draw.randrange(size) for _ in range(num_flips) if size > 0]
        if path.name == "audit.jsonl":
            places += range(size - 120, size, 3)  # its last line says how far it is
        for place in places if size > 0 else []:
            bit = self.draw.randrange(8)
            yield f"bit {bit} of byte {place}", lambda path, place=place, bit=bit: self.flip(path, place, bit)

    @staticmethod
    def flip(path, place, bit):
        with open(path, "r+b") as file:
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([byte ^ 1 << bit]))

    def test_nothing_is_lost_in_silence(self):
        self.expected = self.make_base()
        files = sorted(path for path in self.base.rglob("*") if path.is_file())
        cases = [(path, *damage) for path in files for damage in self.damages(path)]
        if SCALE < 1:
            kinds = {}
            for case in cases:
                kind = case[0].suffix if case[0].parent.name == "rocksdb" else ""
                kinds.setdefault(kind or case[0].name.partition("-")[0], []).append(case)
            cases = [case for kind in kinds.values()
                     for case in self.draw.sample(kind, max(1, int(SCALE * len(kind) / 4)))]
            cases += self.draw.sample([case for case in kinds["MANIFEST"] if "cut" in case[1]], 5)
        wrong, counts = [], {}
        for path, name, damage in cases:
            outcome, problems = self.outcome_of(path, damage)
            counts[outcome] = counts.get(outcome, 0) + 1
            wrong += [f"{path.relative_to(self.base)} {name}: {problem}" for problem in problems[:3]]
        print(f"{len(cases)} damages of {len(files)} files: {counts}")
        self.assertGreater(counts["serves"], 0)
        self.assertGreater(counts["store.corrupt"], 0)
        self.assertEqual(wrong, [], "\n" + "\n".join(wrong))

    def outcome_of(self, path, damage):
        """What became of a start with a damaged file, and what is wrong with that."""
        shutil.rmtree(self.state)
        shutil.copytree(self.base, self.state)
        damage(self.state / path.relative_to(self.base))
        refused = self.try_start()
        if refused is not None:
            return self.refusal(refused)
        problems = self.differences(self.expected[self.active()], DAMAGED)
        status, answer = self.ask("PUT", "/v1/users/after", {"features": {"city": "Wuhan"}},
                                  **{"X-Request-Id": "after-damage"})
        if status != 200 and answer["error"]["code"] not in DAMAGED:
            problems.append(f"a write: {answer}")
        audited = (self.state / "audit.jsonl").read_bytes()
        if self.server.process.poll() is not None:
            return "ended", problems + [f"it ended: {self.server.process.returncode}"]
        log = self.stop()
        is_said = path.suffix == ".sst" and "Corruption" in log  # changes cannot be read: it follows later
        if status == 200 and b"after-damage" not in audited.splitlines()[-1] and not is_said:
            problems.append("a change is not in the audit")
        if path.name != "audit.jsonl" and not audited.startswith(self.audited_base):
            problems.append("changes before are not in the audit")
        refused = self.try_start()  # what is written anew says the same
        if refused is not None:
            outcome, more = self.refusal(refused)
            return f"then {outcome}", problems + more
        problems += [f"then {problem}" for problem in self.differences(self.expected[self.active()], DAMAGED)]
        if status == 200 and self.ask("GET", "/v1/users/after")[0] not in (200, 503, 500):
            problems.append("what was written then is lost")
        self.stop()
        return "serves", problems

    def refusal(self, text):
        code = text.partition("error[")[2].partition("]")[0]
        if code not in REFUSALS:
            return code, [f"it ended: {text[:300]!r}"]
        return code, [] if str(self.state) in text else [f"it does not say where: {text[:300]!r}"]



class Attempt:
    """A write that may be refused, of names that nothing else has, and whether it is there."""

    def __init__(self, test, number):
        self.test = test
        self.number = number

    def calls(self):
        """Each a name, how it is asked for, and whether it is there: true, false or what is there in its place."""
        n = self.number
        rules = [{"name": f"tried {n}", "items": {"price": {"max": 1_000}}}]
        event = [{"user_id": f"new-{n}", "item_id": 4, "event_id": f"tried {n}"}]
        put = {"features": features(n % 30, price=10**6 + n)}
        yield "event", ("POST", "/v1/events", event), lambda: self.is_duplicate(event)
        yield "item", ("PUT", f"/v1/items/{7000 + n}", put), lambda: self.has(f"items/{7000 + n}", put["features"])
        yield "user", ("PUT", f"/v1/users/fan-{n}", {"features": {"age": n}}), lambda: self.has(
            f"users/fan-{n}", {"age": n})
        yield "merge", ("POST", f"/v1/users/new-{n}:merge", {"from": f"session-{n}"}), lambda: self.stands_for(n)
        yield "rules", ("PUT", "/v1/rules", {"rules": rules}), lambda: self.test.call(
            "GET", "/v1/rules")["rules"][0].get("name") == f"tried {n}"
        yield "erasure", ("DELETE", f"/v1/users/gone-{n}", None), lambda: self.is_gone(n)
        yield "removal", ("DELETE", f"/v1/items/{8000 + n}", None), lambda: self.has(
            f"items/{8000 + n}", None)
        yield "event after", ("POST", "/v1/events", [{**event[0], "event_id": f"last {n}"}]), lambda: self.is_duplicate(
            [{**event[0], "event_id": f"last {n}"}])

    @staticmethod
    def prepare(test, numbers):
        """What attempts take away."""
        for n in numbers:
            test.call("PUT", f"/v1/users/gone-{n}", {"features": {"age": n}})
            test.put(8000 + n, features(n % 30, price=10**6 + n))

    def has(self, path, wanted):
        """Whether that is there, or for none, nothing is."""
        status, answer = self.test.ask("GET", f"/v1/{path}")
        if status == 404:
            return wanted is None
        return False if wanted is None else answer["features"] == self.canonical(wanted) or answer

    @staticmethod
    def canonical(wanted):
        return {name: value for name, value in wanted.items() if value != ""}

    def is_duplicate(self, event):
        return self.test.call("POST", "/v1/events", event)["results"][0]["status"] == "duplicate"

    def stands_for(self, n):
        status, answer = self.test.ask("GET", f"/v1/users/session-{n}")
        return status == 200 and answer["id"] == f"new-{n}"

    def is_gone(self, n):
        return self.test.ask("GET", f"/v1/users/gone-{n}")[0] == 404


@unittest.skipIf("TWOTOWER_SANITIZED" in os.environ, "the runtime of a sanitizer must be loaded first")
class FailingDiskTest(FaultsTest):
    """A disk that fails at some calls, on some files, once or on and on."""

    FAULTS = ("sync EIO .log 0 1", "write ENOSPC",
              "sync EIO", "sync EIO .log", "sync EIO .log 1 1", "sync EIO .log 3 1",
              "write EIO .log", "write EIO .log 0 1", "write EIO .log 1 1", "write EIO .log 4 1", "write EIO /",
              "write ENOSPC .log 0 1", "write ENOSPC .log 2 3", "write ENOSPC .log",
              "sync ENOSPC .log 0 1", "sync ENOSPC .log 2",
              "sync EIO acknowledged", "write EIO acknowledged", "write EIO audit", "write ENOSPC audit 1 2",
              "sync EIO .sst", "sync EIO .sst 0 1", "sync EIO MANIFEST", "sync EIO MANIFEST 0 1", "write EIO .sst 0 1",
              "write EIO MANIFEST 0 1", "write ENOSPC .sst", "write ENOSPC MANIFEST", "sync EIO rocksdb/ 5 1")
    ALLOWED = {"store.failed", "store.full", "serve.busy"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.library = built(cls.folder, "failing_sync")

    def start(self, *arguments, state=None, **options):
        self.control = self.place / "control"
        super().start(*arguments, state=state, env={
            **os.environ, "LD_PRELOAD": self.library, "FAILING_FOLDER": str(self.state),
            "FAILING_CONTROL": str(self.control)}, **options)

    def begin(self, fault):
        (self.place / "next").write_text(fault, encoding="utf-8")
        (self.place / "next").replace(self.control)

    def heal(self):
        self.control.unlink(missing_ok=True)

    def core(self, status, answer):
        status, kept = super().core(status, answer)
        if isinstance(kept, dict):  # items that no list has are tried, and rules of other names
            kept.pop("rules", None)
            if isinstance(kept.get("items"), list):
                kept["items"] = [(item["id"], item["score"], item["show"]) for item in kept["items"]]
        return status, kept

    def make_base(self):
        self.write_all("one", 500)
        self.wait_until_erased("eve-one")
        self.publish(1)
        self.restart()
        self.write_all("two", 520)
        Attempt.prepare(self, range(4))
        self.expected = {}
        for model in (0, 1):
            self.activate(model)
            self.call("PUT", "/v1/rules", {"rules": [{"items": {"price": {"max": 1_000}}}]})
            self.expected[model] = self.answers()
        self.stop()
        self.base = self.place / "base"
        shutil.copytree(self.state, self.base)

    def begin_anew(self):
        if self.server.process.poll() is None:
            self.kill()
        self.heal()
        shutil.rmtree(self.state)
        shutil.copytree(self.base, self.state)

    def try_all(self, number, outcomes):
        """Asks for all that an attempt has; how many were refused."""
        refused = 0
        for name, request, is_there in Attempt(self, number).calls():
            status, answer = self.ask(*request)
            if status >= 500:
                self.assertIn(answer["error"]["code"], self.ALLOWED, (name, answer))
                refused += 1
            elif status not in (200, 404):
                outcomes.append((f"{name} {number}: {status} {answer}", True, lambda: None))
            outcomes.append((f"{name} {number}", status == 200, is_there))
        return refused

    def what_is_wrong(self, outcomes):
        """What was acknowledged and is not there, or is there and is another one."""
        wrong = self.differences(self.expected[self.active()])
        for name, is_acknowledged, is_there in outcomes:
            if name.startswith("rules"):
                continue  # the last one holds
            there = is_there()
            if there not in (True, False) or (is_acknowledged and there is not True):
                wrong.append(f"{name}: acknowledged {is_acknowledged}, there {there}")
        return wrong

    def test_writes(self):
        self.make_base()
        wrong, taken = [], {}
        faults = self.FAULTS if SCALE >= 1 else self.FAULTS[:2] + tuple(
            self.draw.sample(self.FAULTS[2:], int(SCALE * len(self.FAULTS))))
        for fault in faults:
            for ends in ("kill", "stop") if SCALE >= 1 else (self.draw.choice(("kill", "stop")),):
                try:
                    problems, counts = self.problems_of(fault, ends)
                except (OSError, http.client.HTTPException):
                    _, err = self.server.process.communicate(timeout=20)
                    problems, counts = [f"it ended with {self.server.process.returncode}: {err[-300:]}"], "ended"
                except subprocess.TimeoutExpired:
                    problems, counts = ["it does not end"], "runs on"
                wrong += [f"{fault}, then {ends}: {problem}" for problem in problems]
                taken[fault] = counts
        print("refused while it failed, and after:",
              "; ".join(f"{fault} {counts}" for fault, counts in taken.items()))
        self.assertEqual(wrong, [], "\n" + "\n".join(wrong))

    def problems_of(self, fault, ends):
        self.begin_anew()
        self.start()
        outcomes = []
        problems = []
        self.try_all(0, outcomes)
        self.begin(fault)
        while_failing = self.try_all(1, outcomes)
        problems += [f"while it fails {one}" for one in self.differences(self.expected[self.active()])]
        self.heal()
        after = self.try_all(2, outcomes)
        is_full = "ENOSPC" in fault
        if is_full:
            deadline = time.monotonic() + 10
            while self.ask("POST", "/v1/events", [{"user_id": "z", "item_id": 3}])[0] != 200:
                if time.monotonic() > deadline:
                    problems.append("it takes nothing, though there is room")
                    break
                time.sleep(0.05)
            after = self.try_all(3, outcomes)
            if after > 0:
                problems.append("it refuses some, though there is room")
        elif while_failing > 0 and ".sst" not in fault and "MANIFEST" not in fault and after < 8:
            problems.append(f"it takes {8 - after} writes on a disk that failed")
        problems += [f"after it {one}" for one in self.differences(self.expected[self.active()])]
        if ends == "kill":
            self.kill()
        else:
            self.server.stop()
        refused = self.try_start()
        if refused is not None:
            return problems + [f"it does not start again: {refused[:300]}"], (while_failing, after)
        return problems + [f"after a start {one}" for one in self.what_is_wrong(outcomes)], (while_failing, after)

    def test_starts(self):
        """A start that fails at any call loses nothing: the next one has it all."""
        self.make_base()
        wrong, counts = [], {}
        cases = [(base, f"{calls} / {place} {count}") for base in (self.base, None) for calls in (
            "sync EIO", "write EIO", "write ENOSPC") for count in ("1", "") for place in range(40)]
        for base, fault in cases if SCALE >= 1 else self.draw.sample(cases, int(SCALE * len(cases) / 2)):
            self.begin_anew()
            if base is None:
                shutil.rmtree(self.state)
                self.state.mkdir()
            self.begin(fault)
            refused = self.try_start()
            name = f"{'the folder' if base else 'an empty folder'}, {fault}"
            if refused is not None:
                code = refused.partition("error[")[2].partition("]")[0]
                counts[code] = counts.get(code, 0) + 1
                if code not in ("store.failed", "store.full", "file.unwritable") or str(self.state) not in refused:
                    wrong.append(f"{name}: {refused[:300]}")
            else:
                counts["serves"] = counts.get("serves", 0) + 1
                if base:
                    wrong += [f"{name}: {one}" for one in self.differences(self.expected[self.active()])]
                self.kill()
            self.heal()
            refused = self.try_start()
            if refused is not None:
                wrong.append(f"{name}: then it does not start: {refused[:300]}")
            elif base:
                wrong += [f"{name}: then {one}" for one in self.differences(self.expected[self.active()])]
            elif self.ask("POST", "/v1/events", [{"user_id": "ann", "item_id": 3}])[0] != 200:
                wrong.append(f"{name}: then it takes nothing")
        print(f"starts: {counts}")
        self.assertEqual(wrong, [], "\n" + "\n".join(wrong))



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


class TwoServersTest(StatefulTest):
    """A second server on the folder of one that runs."""

    def test_the_second_is_refused_and_the_first_goes_on(self):
        ends = threading.Event()
        wrong, kept = [], []

        def write(writer):
            connection = self.server.connect()
            number = 0
            while not ends.is_set():
                number += 1
                event = {"user_id": f"w{writer}", "item_id": number % 30, "event_id": f"{writer} {number}"}
                status, answer = self.server.post("/v1/events", [event], connection=connection)
                if (status, answer["results"][0]["status"]) != (200, "stored"):
                    wrong.append(answer)
                kept.append((event, answer["results"][0]["position"]))
                status, answer = self.server.post("/v1/recommend", {"user_id": f"w{writer}"}, connection=connection)
                if status != 200:
                    wrong.append(answer)
            connection.close()

        writers = [threading.Thread(target=write, args=(i,)) for i in range(2)]
        for writer in writers:
            writer.start()
        link = self.state.with_name("link")
        link.symlink_to(self.state)
        try:
            for i in range(max(3, int(20 * SCALE))):
                for path in (self.state, link, self.state / ".." / self.state.name):
                    with self.assertRaisesRegex(AssertionError, r"error\[store\.locked\].*" + str(path)):
                        Server(self.folder, "runs/shop", "--threads", "1", "--state", str(path))
                if i == 1:
                    (self.state / "lock").unlink()  # the database has one of its own
                    with self.assertRaisesRegex(AssertionError, r"error\[store\.[a-z]*\].*" + str(self.state)):
                        Server(self.folder, "runs/shop", "--threads", "1", "--state", str(self.state))
                    break
        finally:
            ends.set()
            for writer in writers:
                writer.join()
        self.assertEqual(wrong[:1], [])
        self.kill()
        self.start()
        for begin in range(0, len(kept), 500):
            part = kept[begin:begin + 500]
            again = self.call("POST", "/v1/events", [event for event, _ in part])["results"]
            self.assertEqual([(one["status"], one["position"]) for one in again],
                             [("duplicate", position) for _, position in part])
        with self.assertRaisesRegex(AssertionError, "store.locked"):
            Server(self.folder, "runs/shop", "--threads", "1", "--state", str(self.state))


if __name__ == "__main__":
    unittest.main()
