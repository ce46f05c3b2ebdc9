"""A disk that fails: no write is acknowledged that is not there, and none that was is lost.

Usage: failing_disk_test.py PROGRAM
"""
import http.client
import os
import shutil
import subprocess
import time
import unittest

from faulty_state import FaultsTest, SCALE, built
from stateful_shop import features


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
            if not self.takes_events_again():
                problems.append("it takes nothing, though there is room")
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

    def takes_events_again(self):
        """Whether it does soon: a server looks at the disk once a second."""
        deadline = time.monotonic() + 10
        while self.ask("POST", "/v1/events", [{"user_id": "z", "item_id": 3}])[0] != 200:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

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
                if "ENOSPC" in fault:  # the disk says that it is full, so nothing is taken
                    self.heal()
                    if not self.takes_events_again():
                        wrong.append(f"{name}: it takes nothing, though there is room")
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


if __name__ == "__main__":
    unittest.main()
