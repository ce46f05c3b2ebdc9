"""Copies of a state folder: its log for the next training, backups, and folders that an older program wrote.

Usage: state_copies_test.py PROGRAM
"""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import threading
import unittest

from generations_shop import GenerationsTest
from http_shop import PROGRAM, Server, write_csv
from stateful_shop import NUM_ITEMS, StatefulTest, features, write_shop

EXIT_STATUS = {"store.corrupt": 1, "file.unreadable": 2}  # exit status
FIXTURES = pathlib.Path(__file__).parent / "fixtures"


class CopiesTest(StatefulTest):
    def run_program(self, *arguments, code=0):
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
                              check=False, timeout=120)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code == 0 else done.stderr

    def send(self, *events):
        results = self.call("POST", "/v1/events", list(events))["results"]
        self.assertEqual({result["status"] for result in results}, {"stored"})
        return results


class ExportTest(CopiesTest):
    def export(self, to="log"):
        return json.loads(self.run_program("export-log", self.state, "--to", self.state.parent / to, "--json"))

    def train(self, name, *overrides):
        flags = [flag for override in overrides for flag in ("--set", override)]
        self.run_program("train", "shop.yaml", "--threads", "1", "--set", f"name={name}", *flags)
        return json.loads((self.folder / f"runs/{name}/latest/bundle/manifest.json").read_text(encoding="utf-8"))

    def test_the_next_training_has_them_and_nothing_counts_twice(self):
        items = self.items_of("u1")[:3]
        self.send({"user_id": "u1", "item_id": items[0]}, {"user_id": "new", "item_id": 5},
                  {"user_id": "new", "item_id": 6})
        self.call("POST", "/v1/users/u2:merge", {"from": "new"})
        self.send({"user_id": "gone", "item_id": 3})
        self.call("DELETE", "/v1/users/gone")
        log = self.export()  # the server runs
        self.assertEqual((log["events"], log["files"]), (3, 1))
        self.send({"user_id": "u1", "item_id": items[1]}, {"user_id": "u1", "item_id": 7, "type": "shown"})
        manifest = self.train("nightly", f"data.interactions.log={self.state.with_name('log')}")
        self.assertEqual(manifest["log_positions"], {log["log"]: log["log_position"]})
        before = self.items_of("u1"), self.items_of("u2")
        self.stop()
        self.server = Server(self.folder, "runs/nightly", "--threads", "2", "--state", str(self.state))
        self.assertEqual(self.call("GET", "/v1/users/u1")["events"], 1)  # of the log what the bundle has not
        for user, had in (("u1", items[:2]), ("u2", [5, 6])):
            self.assertEqual([item for item in self.items_of(user) if item in had], [], user)
        self.assertEqual([sorted(one) for one in before], [sorted(self.items_of(user)) for user in ("u1", "u2")])

    def test_another_folder_is_warned_of(self):
        self.send({"user_id": "u1", "item_id": self.items_of("u1")[0]})
        self.export()
        self.train("elsewhere", f"data.interactions.log={self.state.with_name('log')}")
        self.stop()
        self.state = self.state.with_name("other")
        self.server = Server(self.folder, "runs/elsewhere", "--threads", "2", "--state", str(self.state))
        self.assertIn("serve.single_state", self.stop())

    def test_columns_and_types(self):
        self.send({"user_id": 17, "item_id": 3, "context": {"hour": 20, "city": "Wuhan", "tags": ["a", "b"]}},
                  {"user_id": "u1", "item_id": 4, "context": {"hour": 20.5, "city": 7}, "value": 2.5, "type": "order"},
                  {"user_id": "u1", "item_id": 4, "context": {"type": True}})
        self.export()
        profile = json.loads(self.run_program("inspect", self.state.with_name("log"), "--json"))
        names = {column["name"] for column in profile["columns"]}
        self.assertEqual(names, {"user_id", "item_id", "type", "time", "value", "request_id", "position", "log",
                                 "log_position", "hour", "city", "tags", "context.type"})

    def test_a_log_without_events(self):
        log = self.export()
        self.assertEqual((log["events"], log["log_position"]), (0, 0))
        manifest = self.train("empty", f"data.interactions.log={self.state.with_name('log')}")
        self.assertEqual(manifest["log_positions"], {})

    def test_erased_and_merged(self):
        """What was of a user before an erasure is in no log, what came with a later merge is."""
        self.send({"user_id": "s1", "item_id": 3}, {"user_id": "s2", "item_id": 4}, {"user_id": "ann", "item_id": 5})
        for user in ("ann", "s1"):
            while self.call("DELETE", f"/v1/users/{user}")["status"] != "erased":
                pass
        for session in ("s1", "s2"):
            self.call("POST", "/v1/users/ann:merge", {"from": session})
        self.send({"user_id": "s1", "item_id": 6})
        self.assertEqual(self.export()["events"], 2)  # of s2, and the last one

    def test_what_is_no_log(self):
        self.export()
        self.export()  # again in its place
        (self.state.with_name("log") / "notes.txt").write_text("mine", encoding="utf-8")
        error = self.run_program("export-log", self.state, "--to", self.state.with_name("log"), code=1)
        self.assertIn("notes.txt", error)
        error = self.run_program("export-log", self.folder, "--to", self.state.with_name("log2"), code=2)
        self.assertIn("error[file.unreadable]", error)
        self.assertFalse(self.state.with_name("log2").exists())
        error = self.run_program("train", "shop.yaml", "--set", "data.interactions.log=items.csv", code=2)
        self.assertIn("data.interactions", error)
        mine = self.state.with_name("mine")
        mine.mkdir()
        (mine / "log-2024.parquet").write_text("mine", encoding="utf-8")
        self.assertIn("log-2024", self.run_program("export-log", self.state, "--to", mine, code=1))

    def test_beside_a_server_that_writes(self):
        """Each export has all that was acknowledged before it began, and nothing twice."""
        ends = threading.Event()
        sent = [0]

        def write():
            while not ends.is_set():
                self.send(*[{"user_id": f"w{sent[0] + i}", "item_id": 3} for i in range(50)])
                sent[0] += 50

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for _ in range(5):
                least = sent[0]
                log = self.export()
                self.assertGreaterEqual(log["events"], least)
                self.assertLessEqual(log["events"], sent[0] + 50)
        finally:
            ends.set()
            writer.join()


class OddLogTest(CopiesTest):
    """Whatever clients sent: it is trained on as the files have it, and stops no training."""

    @staticmethod
    def write(folder):
        write_shop(folder)
        config = (folder / "shop.yaml").read_text(encoding="utf-8")
        config = config.replace("time: time}", "time: time, type: {column: event, weights: {view: 1, buy: 5}}}")
        config = config.replace("  item: {item", "  context: {place: category, hour: number, labels: tags, position: category}\n"
                                "  item: {item")
        (folder / "shop.yaml").write_text(config, encoding="utf-8")
        with (folder / "log.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        write_csv(folder / "log.csv", [*header, "event", "place", "hour", "labels", "position"],
                  [[*row, ["view", "buy"][i % 2], ["home", "work"][i // 7 % 2], i % 24, "a|b" if i % 3 else "c",
                    ["top", "side"][i // 5 % 2]] for i, row in enumerate(rows)])

    def trained(self, log, *flags, code=0):
        printed = self.run_program("train", "shop.yaml", "--threads", "1", "--set", "name=of_log", "--set",
                                   "train.epochs=1", "--set", f"data.interactions.log={log}", "--json", *flags,
                                   code=code)
        return printed if code else json.loads(printed)["data"]

    def export(self, to="log"):
        return json.loads(self.run_program("export-log", self.state, "--to", self.state.parent / to, "--json"))

    def send_any(self, *events):
        return [one["status"] for one in self.call("POST", "/v1/events", list(events))["results"]]

    def test_any_event_may_be_trained_on(self):
        event = {"user_id": "u1", "item_id": 3}
        self.assertEqual(self.send_any(
            event,  # without a type
            {**event, "type": "wishlist"}, {**event, "type": "shown"}, {**event, "type": "buy"},
            {**event, "time": "1970-01-01T00:01:00Z"}, {**event, "time": "1990-01-01"},
            {**event, "type": "buy", "context": {"place": ["home", "work"], "hour": "late", "labels": ["a", "c"],
                                                 "position": "side"}, "position": 3},
            {**event, "type": "buy", "context": {"place": 7, "hour": [5], "user_id": 1, "context.user_id": 2}},
        ), ["stored"] * 4 + ["late"] * 2 + ["stored"] * 2)
        self.call("POST", "/v1/events", [{**event, "context": {"a\0b": 1}}], expected=400)
        log = self.export()
        self.assertEqual((log["events"], log["left_out"]), (6, 2))
        data = self.trained(self.state.with_name("log"))
        self.assertEqual([data[f"log_{name}"] for name in ("rows", "untyped", "unfit")], [6, 1, 1])
        of_place = self.trained(self.state.with_name("log"), "--set", "data.interactions.keep={position: {any: [3]}}",
                                code=2)
        self.assertIn("data.too_little", of_place)  # 3 is the place in an answer, no value of the files' column

    def test_types_that_are_flags(self):
        """A type of the log is taken or not, as 1 and 0 of the files are."""
        (self.folder / "flags.csv").write_text(
            (self.folder / "log.csv").read_text(encoding="utf-8").replace(",view,", ",0,").replace(",buy,", ",1,"),
            encoding="utf-8")
        self.send_any(*[{"user_id": "u1", "item_id": 3, **more} for more in ({}, {"type": "buy"}, {"type": "shown"})])
        self.export()
        types = self.trained(self.state.with_name("log"), "--set", "data.interactions.path=flags.csv", "--set",
                             "data.interactions.type={column: event}")["types"]
        half = sum(1 for line in (self.folder / "flags.csv").read_text(encoding="utf-8").splitlines() if ",1," in line)
        self.assertEqual(set(types), {"0", "1"})
        self.assertEqual(types["0"]["weight"], 0)
        self.assertGreaterEqual(types["1"]["rows"], half - 200)

    def test_logs_of_several_servers(self):
        """Each with columns of its own, in any order; an empty one among them."""
        self.send_any({"user_id": "u1", "item_id": 3, "type": "buy", "context": {"place": "home"}})
        self.export("logs/b")
        for name in ("a", "c"):
            self.stop()
            self.state = self.state.with_name(f"state_{name}")
            self.start()
            if name == "c":
                self.send_any({"user_id": "u2", "item_id": 4, "type": "buy", "context": {"hour": 4}})
            self.export(f"logs/{name}")
        data = self.trained(self.state.with_name("logs"))
        self.assertEqual(data["log_rows"], 2)

    def test_names_without_end(self):
        for first in range(0, 1200, 100):
            self.send_any({"user_id": "u1", "item_id": 3, "type": "buy",
                           "context": {f"name{i}": i for i in range(first, first + 100)}},
                          {"user_id": "u1", "item_id": 3, "type": "buy", "context": {"place": "home", "hour": 5}})
        log = self.export()
        self.assertEqual((log["events"], len(log["columns_left_out"])), (24, 202))
        self.assertNotIn("place", log["columns_left_out"])
        self.trained(self.state.with_name("log"))

    def test_without_a_temporary_folder(self):
        done = subprocess.run([PROGRAM, "export-log", str(self.state), "--to", "log"], cwd=self.folder, text=True,
                              capture_output=True, check=False, timeout=60, env={**os.environ, "TMPDIR": "/nonexistent"})
        self.assertEqual(done.returncode, 1)
        self.assertIn("error[file.unwritable]", done.stderr)


class FolderTest(CopiesTest):
    def test_a_folder_of_something_else(self):
        self.stop()
        other = self.folder / "documents"
        other.mkdir()
        (other / "letter.txt").write_text("mine", encoding="utf-8")
        self.state = other
        with self.assertRaisesRegex(AssertionError, r"error\[store.corrupt\].*letter.txt"):
            self.start()
        self.assertEqual(sorted(os.listdir(other)), ["letter.txt", "lock"])

    def test_a_folder_that_others_may_read(self):
        self.stop()
        self.state = self.folder / "open"
        self.state.mkdir(mode=0o755)
        self.start()
        for name in ("rocksdb", "generations"):
            self.assertEqual((self.state / name).stat().st_mode & 0o777, 0o700, name)


class BackupTest(GenerationsTest):
    run_program = CopiesTest.run_program

    def fill(self):
        self.both()
        self.put(500, features(5), version=3)
        self.call("DELETE", "/v1/items/4")
        self.call("PUT", "/v1/users/ann", {"features": {"city": "Wuhan", "age": 31}})
        self.call("PUT", "/v1/rules", {"rules": [{"items": {"price": {"max": 35}}}]})
        self.call("POST", "/v1/events", [{"user_id": "u1", "item_id": 7}, {"user_id": "ann", "item_id": 9}])

    def everything(self):
        return ([self.list_of(user) for user in ("u1", "u2", "ann")], self.call("GET", "/v1/items/500")["features"],
                self.call("GET", "/v1/users/ann")["features"], self.call("GET", "/v1/rules")["rules"],
                [one["id"] for one in self.generations()])

    def restore(self, backup, to="restored", code=0):
        return self.run_program("restore", backup, "--to", self.place / to, code=code)

    def test_of_a_server_that_runs(self):
        self.fill()
        expected = self.everything()
        backup = self.place / self.call("POST", "/v1/backups")["backup"]
        self.call("POST", "/v1/events", [{"user_id": "u1", "item_id": 8}])
        self.put(501, features(5))
        self.kill()
        self.restore(backup)
        self.start(state=self.place / "restored")
        self.assertEqual(self.everything(), expected)
        self.call("GET", "/v1/items/501", expected=404)
        self.assertEqual((self.place / "restored").stat().st_mode & 0o777, 0o700)

    def test_of_one_that_is_stopped(self):
        self.fill()
        expected = self.everything()
        error = self.run_program("backup", self.state, "--to", self.place / "backup", code=2)
        self.assertIn("error[store.locked]", error)
        self.assertIn("/v1/backups", error)
        self.stop()
        self.run_program("backup", self.state, "--to", self.place / "backup")
        shutil.rmtree(self.state)
        self.restore(self.place / "backup")
        self.start(state=self.place / "restored")
        self.assertEqual(self.everything(), expected)

    def test_a_restored_log_has_a_name_of_its_own(self):
        """Else a bundle that was trained on what came to the first one would hide what comes to it."""
        self.call("POST", "/v1/events", [{"user_id": "u1", "item_id": 7}])
        backup = self.place / self.call("POST", "/v1/backups")["backup"]
        self.restore(backup)
        ids = {json.loads(self.run_program("export-log", state, "--to", self.place / "log", "--json"))["log"]
               for state in (self.state, self.place / "restored")}
        self.assertEqual(len(ids), 2)

    def damage(self, path):
        whole = path.read_bytes()
        path.unlink()  # not the file that it is a link to
        path.write_bytes(whole[:len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 8]) + whole[len(whole) // 2 + 1:])
        return whole

    def test_damage_is_found(self):
        self.fill()
        backup = self.place / self.call("POST", "/v1/backups")["backup"]
        files = [path for path in backup.rglob("*") if path.is_file() and path.suffix in (".sst", ".safetensors")]
        self.assertGreater(len(files), 10)
        for path in [*files, backup / "acknowledged"]:
            whole = self.damage(path)
            if self.ids[0] in str(path):  # does not serve
                self.assertIn(f"left out  a generation that does not serve and is damaged: {path}", self.restore(backup))
                self.start(state=self.place / "restored")
                self.assertEqual(self.active(), 1)
                self.stop()
                shutil.rmtree(self.place / "restored")
            else:
                error = self.restore(backup, code=1)
                self.assertRegex(error, r"error\[(store|bundle)\.corrupt\]", path)
                self.assertNotIn(".partial", error)
                self.assertFalse((self.place / "restored").exists())
            path.write_bytes(whole)
        self.restore(backup)

    def test_what_is_no_whole_backup(self):
        self.fill()
        backup = self.place / self.call("POST", "/v1/backups")["backup"]
        for parts, code in ((["rocksdb"], "store.corrupt"), (["rocksdb/CURRENT"], "store.corrupt"),
                            (["rocksdb", "acknowledged"], "store.corrupt"), (["generations"], "file.unreadable")):
            cut = self.place / "cut"
            shutil.copytree(backup, cut)
            for part in parts:
                path = cut / part
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            error = self.run_program("restore", cut, "--to", self.place / "restored", code=EXIT_STATUS[code])
            self.assertIn(f"error[{code}]", error)
            self.assertFalse((self.place / "restored").exists())
            shutil.rmtree(cut)

    def test_copies_lie_elsewhere_and_of_what_rests(self):
        self.fill()
        self.assertIn("error[store.locked]", self.restore(self.state, code=2))
        backup = self.place / self.call("POST", "/v1/backups")["backup"]
        self.assertIn("lies within", self.restore(backup, backup / "copy", code=1))
        self.stop()
        self.assertIn("lies within", self.run_program("backup", self.state, "--to", self.state / "generations/b", code=1))
        self.run_program("backup", self.state, "--to", self.state / "backups/by hand")
        (self.place / "link").symlink_to(self.place / "nowhere")
        self.assertIn("already exists", self.restore(backup, "link", code=1))
        for command, source in (("backup", self.state), ("restore", backup), ("export-log", self.state)):
            self.assertIn("error[usage.wrong]", self.run_program(command, source, "--to", "", code=2))
        self.assertEqual([name for name in os.listdir(self.folder) if "partial" in name], [])

    def test_nothing_is_overwritten(self):
        backup = self.place / self.call("POST", "/v1/backups")["backup"]
        self.assertIn("already exists", self.restore(backup, self.state.name, code=1))
        self.assertIn("error[file.unreadable]", self.restore(self.place / "runs", code=2))
        self.stop()
        self.assertIn("already exists", self.run_program("backup", self.state, "--to", backup, code=1))


class FormatTest(CopiesTest):
    """Folders as the programs before wrote them: what they hold is known from how they were made."""

    def test_format_2(self):
        self.stop()
        shutil.rmtree(self.state)
        shutil.copytree(FIXTURES / "state_format_2", self.state)
        for path in [self.state, *self.state.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)
        error = self.run_program("export-log", self.state, "--to", self.state.with_name("log"), code=1)
        self.assertIn("start the server", error)
        config = self.folder / "keep.yaml"  # whenever this runs
        config.write_text("state: {keep: 5200w}\n", encoding="utf-8")
        self.start("--config", str(config))
        for _ in range(2):
            item = self.call("GET", "/v1/items/501")
            self.assertEqual((item["features"], item["version"]), (features(5, title="new 1", price=21), 2))
            self.call("GET", "/v1/items/4", expected=404)
            ann = self.call("GET", "/v1/users/ann")
            self.assertEqual((ann["features"], ann["version"], ann["events"]), ({"city": "Wuhan", "age": 31}, 2, 1))
            self.assertEqual(self.call("GET", "/v1/users/s0")["id"], "ann")
            self.assertEqual(self.call("GET", "/v1/users/u1")["events"], 3)
            self.call("GET", "/v1/users/gone", expected=404)
            self.assertEqual(self.call("GET", "/v1/rules")["rules"], [{"name": "not dear", "items": {"price": {"max": 35}}}])
            self.assertEqual(set(self.items_of("nobody")), {*range(26), 500, 501, 502} - {4})
            self.stop()
            self.assertEqual(json.loads((self.state / "format").read_text()), {"format": 3})
            self.start("--config", str(config))
        self.assertEqual(json.loads((self.state / "before-format-3/format").read_text()), {"format": 2})
        self.assertLess(NUM_ITEMS, 500)

    def test_a_later_one_is_refused(self):
        self.stop()
        (self.state / "format").write_text('{"format": 4}\n', encoding="utf-8")
        with self.assertRaisesRegex(AssertionError, r"error\[store.newer\]"):
            self.start()
        self.assertEqual(os.listdir(self.state).count("before-format-3"), 0)


if __name__ == "__main__":
    unittest.main()
