"""The errors that a new user meets first: exit status, code and field, and that the fix in the message works.

Usage: first_errors_test.py PROGRAM
"""
import csv
import json
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
FAST = ("--set", "train.epochs=1", "--threads", "1")


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def interactions():
    draw = random.Random(1)
    return [[user, draw.randrange(30), 1_700_000_000 + 3600 * step + user] for user in range(40) for step in range(6)]


class FirstErrorsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        cls.rows = interactions()
        cls.table("log.csv", cls.rows)
        trained = cls.run_program("train", "log.csv", "--runs", "trained", *FAST)
        if trained.returncode != 0:
            raise AssertionError(trained.stderr)

    @classmethod
    def table(cls, name, rows, header=("user_id", "item_id", "timestamp")):
        write_csv(cls.folder / name, header, rows)

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True,
                              check=False, timeout=120)

    def refused(self, code, fields, *arguments, status=2):
        """The message of an error with this code, which names all fields."""
        result = self.run_program(*arguments)
        self.assertEqual(result.returncode, status, result.stderr)
        lines = result.stderr.strip().splitlines()
        first = max((i for i, line in enumerate(lines) if line.startswith("error[")), default=0)
        message = "\n".join(lines[first:])  # with what else it tells
        self.assertTrue(message.startswith(f"error[{code}]: "), message)
        for field in [fields] if isinstance(fields, str) else fields:
            self.assertIn(field, message)
        self.assertEqual(result.stdout, "")
        return message

    def works(self, *arguments):
        result = self.run_program(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr[-800:])
        return result

    def said(self, pattern, message):
        """What the message says literally where the pattern has its group."""
        found = re.search(pattern, message)
        self.assertIsNotNone(found, message)
        return found.group(1)


class DataErrorsTest(FirstErrorsTest):
    def test_two_columns_could_be_the_user(self):
        self.table("two.csv", [[a, a + 1000, b, c] for a, b, c in self.rows],
                   ("user_id", "uid", "item_id", "timestamp"))
        message = self.refused("data.ambiguous_column", ["data.interactions.user", "user_id", "uid"],
                               "train", "two.csv", *FAST)
        fix = self.said(r"(--user \w+)", message)
        self.works("train", "two.csv", *fix.split(), *FAST)

    def test_a_wrong_unit_of_time_says_what_others_would_mean(self):
        wrong = ("train", "log.csv", *FAST, "--set", "data.interactions.time_unit=ms")
        message = self.refused("data.time_unit", ["data.interactions.time", "1700000000", "row 1"], *wrong)
        meant = dict(re.findall(r"(\d{4})-\d\d-\d\d in (\w+)", message)[i][::-1] for i in range(4))
        self.assertEqual(set(meant), {"s", "ms", "us", "ns"})
        right = [unit for unit, year in meant.items() if 1995 <= int(year) <= 2026]
        self.assertEqual(right, ["s"])
        key = self.said(r"(data\.interactions\.time_unit)", message)
        self.works("train", "log.csv", *FAST, "--set", f"{key}={right[0]}")

    def test_ids_of_two_spellings_do_not_join(self):
        self.table("items.csv", [[f"{i:05d}", ["red", "blue"][i % 2]] for i in range(30)], ("item_id", "color"))
        message = self.refused("data.unjoinable", ["data.items", "00000"], "train", "log.csv", "--items", "items.csv",
                               *FAST)
        fix = self.said(r"--set (data\.interactions\.id_type=\w+) reads both as ", message)
        self.works("train", "log.csv", "--items", "items.csv", "--set", fix, *FAST)

    def test_too_little_data_says_how_much_is_needed(self):
        self.table("little.csv", self.rows[:20])
        message = self.refused("data.too_little", ["data.interactions", "20 interactions"], "train", "little.csv", *FAST)
        needed = int(self.said(r"at least (\d+),", message))
        self.table("little.csv", self.rows[:needed])
        self.works("train", "little.csv", *FAST)

    def test_a_column_that_is_not_there_names_those_that_are(self):
        message = self.refused("data.missing_column", ["data.interactions.user", "usr"],
                               "train", "log.csv", "--user", "usr", *FAST)
        columns = self.said(r"It has: (.*)", message).split(", ")
        self.works("train", "log.csv", "--user", columns[0], *FAST)

    def test_a_bad_row_names_its_place(self):
        rows = [list(row) for row in self.rows]
        rows[49][2] = "yesterday"
        self.table("bad.csv", rows)
        message = self.refused("data.bad_row", ["bad.csv", "row 50", "timestamp", "yesterday"],
                               "train", "bad.csv", *FAST)
        self.works("train", "bad.csv", *shlex.split(self.said(r"(--set data\S+)", message)), *FAST)

    def test_a_wrong_path_names_the_nearest_file(self):
        message = self.refused("file.unreadable", ["data.interactions.path", "lgo.csv"], "train", "lgo.csv", *FAST)
        self.works("train", self.said(r"did you mean (.*)\?", message), *FAST)

    def test_a_folder_without_files(self):
        (self.folder / "empty").mkdir()
        self.refused("file.unreadable", ["data.interactions.path", "empty"], "train", "empty", *FAST)
        shutil.copy(self.folder / "log.csv", self.folder / "empty")
        self.works("train", "empty", *FAST)

    def test_an_excel_workbook_is_to_be_saved_as_csv(self):
        for name, start in (("log.xlsx", b"PK\x03\x04"), ("log.xls", bytes.fromhex("d0cf11e0a1b11ae1"))):
            (self.folder / name).write_bytes(start + bytes(600))
            self.refused("data.wrong_format", [name, "CSV"], "train", name, *FAST)
        self.works("train", "log.csv", *FAST)

    def test_a_json_list_is_no_json_lines(self):
        objects = [dict(zip(("user_id", "item_id", "timestamp"), row)) for row in self.rows]
        (self.folder / "log.json").write_text(json.dumps(objects), encoding="utf-8")
        message = self.refused("data.wrong_format", "log.json", "train", "log.json", *FAST)
        name = "log2" + self.said(r"end in (\.\w+)", message)
        (self.folder / name).write_text(json.dumps(objects, indent=1), encoding="utf-8")
        self.refused("data.wrong_format", [name, "one object a line"], "train", name, *FAST)
        (self.folder / name).write_text("".join(json.dumps(o) + "\n" for o in objects), encoding="utf-8")
        self.works("train", name, *FAST)

    def test_a_config_is_no_table(self):
        (self.folder / "my.yaml").write_text("data: {interactions: {path: log.csv}}\ntrain: {epochs: 1}\n",
                                             encoding="utf-8")
        message = self.refused("data.wrong_format", ["--items", "my.yaml"], "train", "log.csv", "--items", "my.yaml",
                               *FAST)
        self.works(*shlex.split(self.said(r"twotower (train .*)", message)))

    def test_a_run_is_no_data(self):
        for path in ("trained/log", "trained/log/001", "trained/log/latest", "trained/log/001/bundle"):
            message = self.refused("data.wrong_format", path, "train", path, *FAST)
            self.works(*shlex.split(self.said(r"`twotower (evaluate [^`]*)`", message)))
            self.works(*shlex.split(self.said(r"`twotower (recommend [^`]*) ID`", message)), 3)
            self.assertTrue((self.folder / self.said(r"twotower train (\S+)$", message)).is_file())
            self.refused("data.wrong_format", path, "init", path)
        self.works(*shlex.split(self.said(r"twotower (train \S+)$", message)), *FAST)

    def test_a_run_that_has_not_ended_is_no_data(self):
        run = self.folder / "cut"
        (run / "checkpoint").mkdir(parents=True)
        shutil.copy(self.folder / "trained" / "log" / "001" / "config.yaml", run)
        (run / "checkpoint" / "state.safetensors").write_text("", encoding="utf-8")
        for command in ("train", "evaluate"):
            message = self.refused("data.wrong_format", "cut", command, "cut")
            self.assertIn("cut/config.yaml", message)

    def test_a_user_column_of_another_table(self):
        self.table("colors.csv", [[i, ["red", "blue"][i % 2]] for i in range(30)], ("item_id", "color"))
        message = self.refused("data.missing_column", ["data.interactions.user", "color"],
                               "train", "log.csv", "--items", "colors.csv", "--user", "color", *FAST)
        columns = self.said(r"It has: (.*)", message).split(", ")
        self.works("train", "log.csv", "--items", "colors.csv", "--user", columns[0], *FAST)


class ConfigErrorsTest(FirstErrorsTest):
    def config(self, *lines):
        text = "data:\n  interactions: {path: log.csv}\n" + "".join(line + "\n" for line in lines)
        (self.folder / "my.yaml").write_text(text, encoding="utf-8")
        return "my.yaml"

    def test_an_unknown_key_names_its_line_and_the_nearest(self):
        message = self.refused("config.unknown_key", ["trian", "my.yaml:3"], "train", self.config("trian: {epochs: 1}"))
        meant = self.said(r"did you mean (\w+)\?", message)
        self.works("train", self.config(f"{meant}: {{epochs: 1}}"))

    def test_a_value_out_of_range_names_the_range(self):
        message = self.refused("config.out_of_range", ["train.epochs", "my.yaml:3"],
                               "train", self.config("train: {epochs: 0}"))
        least = self.said(r"(\d+) to", message)
        self.works("train", self.config(f"train: {{epochs: {least}}}"))

    def test_yaml_that_is_none_names_the_line(self):
        message = self.refused("config.syntax", "my.yaml", "train", self.config("train: {epochs: 1"))
        self.assertGreaterEqual(int(self.said(r"my\.yaml:(\d+)", message)), 3)
        self.works("train", self.config("train: {epochs: 1}"))

    def test_set_without_a_value(self):
        message = self.refused("config.syntax", "train.epochs", "train", "log.csv", "--set", "train.epochs")
        form = self.said(r"write (\S+)", message)
        self.works("train", "log.csv", "--set", form.replace("KEY", "train.epochs").replace("VALUE", "1"))


class RunErrorsTest(FirstErrorsTest):
    def test_training_that_diverges_names_step_and_part(self):
        high = ("--set", "train.optimizer.learning_rate=1e30", "--set", "train.table_optimizer.learning_rate=1e30")
        message = self.refused("train.diverged", ["step", "learning_rate"], "train", "log.csv", *FAST, *high, status=1)
        self.assertRegex(message, r"in the (table \S+|layers)")
        lower = re.findall(r"(--set) (\S+=[\d.e-]+)", message)
        self.assertEqual(len(lower), 2)
        self.works("train", "log.csv", *FAST, *[word for pair in lower for word in pair])

    def test_not_better_is_a_message_with_a_command(self):
        result = self.works("train", "log.csv", *FAST, "--json")
        verdict = json.loads(result.stdout)["verdict"]
        self.assertEqual((verdict["code"], verdict["better_than_item_knn"]), ("train.not_better", False))
        self.assertEqual(verdict["causes"][0]["code"], "train.too_few_epochs")
        self.works(*shlex.split(verdict["causes"][0]["try"])[1:])

    def test_a_damaged_bundle_names_the_file(self):
        whole = self.folder / "trained" / "log" / "001" / "bundle"
        damaged = self.folder / "damaged"
        shutil.copytree(whole, damaged)
        content = bytearray((damaged / "index.safetensors").read_bytes())
        content[-1] ^= 1
        (damaged / "index.safetensors").write_bytes(content)
        message = self.refused("bundle.corrupt", "index.safetensors", "recommend", "damaged", "--user", 3, status=1)
        broken = self.said(r"(\w+\.safetensors)", message)
        shutil.copy(whole / broken, damaged / broken)
        self.works("recommend", "damaged", "--user", 3)

    def test_a_folder_of_runs_is_no_bundle(self):
        message = self.refused("bundle.corrupt", "trained", "recommend", "trained", "--user", 3, status=1)
        self.works("recommend", self.said(r"; (\S+) has one", message), "--user", 3)

    def test_no_items_are_asked_for(self):
        message = self.refused("request.out_of_range", "-k", "recommend", "trained/log", "--user", 3, "-k", 0)
        self.assertIn("at least one", message)
        self.works("recommend", "trained/log", "--user", 3, "-k", 1)

    def test_an_unknown_item_names_the_nearest(self):
        message = self.refused("request.unknown_id", "112", "similar", "trained/log", "--item", "112")
        self.works("similar", "trained/log", "--item", self.said(r"did you mean (\d+)\?", message))

    def test_the_name_alone_is_asked_what_it_can_do(self):
        alone, helped = self.works(), self.works("--help")
        self.assertEqual(alone.stdout, helped.stdout)
        self.assertIn("recommend", alone.stdout)
        self.assertEqual(self.works("--lang", "zh").stdout, self.works("--help", "--lang", "zh").stdout)
        self.refused("usage.wrong", "twotower", "--lang", "xx")
        self.refused("usage.wrong", "items", "items")

    def test_the_version_is_that_of_the_project(self):
        cmake = (pathlib.Path(__file__).parents[1] / "CMakeLists.txt").read_text(encoding="utf-8")
        version = self.said(r"project\(twotower VERSION ([\d.]+)", cmake)
        self.assertEqual(self.works("--version").stdout, f"twotower {version}\n")

    def test_an_unknown_command_names_the_nearest(self):
        message = self.refused("usage.unknown_command", "recomend", "recomend", "trained/log", "--user", 3)
        self.works(self.said(r"did you mean (\w+)\?", message), "trained/log", "--user", 3)

    def test_an_unknown_flag_names_the_nearest(self):
        message = self.refused("usage.unknown_flag", "--usre", "recommend", "trained/log", "--usre=3", "--user", 3)
        self.works("recommend", "trained/log", self.said(r"did you mean (--\w+)\?", message) + "=3")

    def test_a_flag_that_is_missing_names_the_help(self):
        message = self.refused("usage.wrong", "similar", "similar", "trained/log")
        self.assertIn("--item", message)
        self.works(*self.said(r"twotower (\w+ --help)", message).split())

    def test_a_folder_that_cannot_be_written(self):
        (self.folder / "file").write_text("", encoding="utf-8")
        message = self.refused("file.unwritable", "file/log", "train", "log.csv", *FAST, "--runs", "file", status=1)
        self.works("train", "log.csv", *FAST, self.said(r"(--runs)", message), "elsewhere")


class DocumentTest(unittest.TestCase):
    def test_every_code_is_documented_with_its_status(self):
        project = pathlib.Path(__file__).resolve().parent.parent
        table = (project / "src/base/result.cc").read_text(encoding="utf-8")
        codes = dict(re.findall(r'ErrorCodeForms\{ErrorCode::\w+, "([\w.]+)", (\d+)', table))
        document = (project / "docs/errors.md").read_text(encoding="utf-8")
        self.assertGreater(len(codes), 30)
        self.assertEqual(dict(re.findall(r"^\| `([\w.]+)` \| (\d+) \|", document, re.MULTILINE)), codes)


if __name__ == "__main__":
    unittest.main()
