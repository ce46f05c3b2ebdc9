"""Damaged files of a state folder, and two servers on one: what was acknowledged is there, or the server says that it
is not.

Usage: damaged_state_test.py PROGRAM
"""
import os
import shutil
import threading
import unittest

from faulty_state import DAMAGED, FaultsTest, REFUSALS, SCALE
from http_shop import Server
from stateful_shop import StatefulTest, features


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
