"""Wrong calls about files, folders and counts: the first fix that the message names works as it is printed, in English
and Chinese.

Usage: file_fixes_test.py PROGRAM
"""
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

from written_tables import write_csv

PROGRAM = sys.argv.pop(1)
FAST = ("--set", "train.epochs=1", "--threads", "1")
LANGUAGES = ("en", "zh")
SETTING = r"(--set data\.[\w.]+=[\w-]+)"
CALL = r"twotower ([a-z]+ [^`\n（）()，；;]*[^`\n（）()，；;\s])"
CHINESE_LOG = ("会员编号", "商品编号", "下单时间")


def log_rows(first_day=0, days=6, user="u{}", item="i{}"):
    draw = random.Random(first_day + 1)
    return [[user.format(u), item.format(draw.randrange(30)), 1_700_000_000 + 86_400 * (first_day + day) + u]
            for day in range(days) for u in range(40)]


class FixesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        cls.table("log.csv", log_rows())
        cls.table("later.csv", log_rows(6, 4))
        cls.table("items.csv", [[f"i{i}", ["red", "blue"][i % 2]] for i in range(30)], ("item_id", "color"))
        cls.table("users.csv", [[f"u{u}", 20 + u % 30, ["Rome", "Oslo"][u % 2]] for u in range(40)],
                  ("user_id", "age", "city"))
        for name in ("shop", "stall"):
            done = cls.call("train", "log.csv", "--users", "users.csv", "--items", "items.csv", "--runs", "runs",
                            "--set", f"name={name}", *FAST)
            if done.returncode != 0:
                raise AssertionError(done.stderr)

    @classmethod
    def table(cls, name, rows, header=("user_id", "item_id", "timestamp"), encoding="utf-8"):
        write_csv(cls.folder / name, header, rows, encoding)

    @classmethod
    def call(cls, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True,
                              check=False, timeout=120)

    def refusals(self, code, *arguments):
        """The error in each language."""
        messages = []
        for language in LANGUAGES:
            done = self.call(*arguments, "--lang", language)
            self.assertNotEqual(done.returncode, 0, (arguments, done.stdout))
            lines = done.stderr.splitlines()
            first = max((i for i, line in enumerate(lines) if line.startswith("error[")), default=0)
            message = "\n".join(lines[first:])
            self.assertTrue(message.startswith(f"error[{code}]: "), message)
            messages.append(message)
        return messages

    def first(self, pattern, message):
        found = re.search(pattern, message)
        self.assertIsNotNone(found, message)
        return shlex.split(found.group(1))

    def works(self, *arguments):
        done = self.call(*arguments)
        self.assertEqual(done.returncode, 0, (arguments, done.stderr[-800:]))
        return done

    def flag_works(self, code, pattern, *arguments, value=None):
        """What the message names is written behind the call, with `value` where it says COLUMN."""
        for message in self.refusals(code, *arguments):
            self.works(*arguments, *[value if word == "COLUMN" else word for word in self.first(pattern, message)])

    def call_works(self, code, *arguments):
        """The message names another call."""
        for message in self.refusals(code, *arguments):
            self.works(*self.first(CALL, message))


class TableFlagsTest(FixesTest):
    def test_the_id_column_of_new_items(self):
        self.table("new.csv", [[f"n{i}", "red"] for i in range(3)], ("什么", "color"))
        self.flag_works("data.missing_column", r"(--items-id COLUMN)", "items", "add", "runs/shop", "new.csv", value="什么")
        self.table("two.csv", [[f"m{i}", f"o{i}", "red"] for i in range(3)], ("sku", "goods_id", "color"))
        self.flag_works("data.ambiguous_column", r"(--items-id \w+)", "items", "add", "runs/shop", "two.csv")

    def test_the_id_column_of_listed_users(self):
        self.table("some.csv", [[f"u{i}", 30] for i in range(3)], ("who_is_it", "age"))
        self.flag_works("data.missing_column", r"(--users-id COLUMN)", "recommend", "runs/shop", "--users", "some.csv",
                        "--out", "some_lists.csv", value="who_is_it")

    def test_users_that_are_given_as_items(self):
        fix = r"(--users users\.csv)"
        for message in self.refusals("data.unjoinable", "train", "log.csv", "--items", "users.csv", *FAST):
            self.works("train", "log.csv", *self.first(fix, message), *FAST)

    def test_items_that_are_given_as_users(self):
        for message in self.refusals("data.unjoinable", "evaluate", "log.csv", "--users", "items.csv"):
            self.works("evaluate", "log.csv", *self.first(r"(--items items\.csv)", message))

    def test_tables_of_small_numbers_are_told_by_their_names(self):
        self.table("numbers.csv", log_rows(user="{}", item="{}"))
        self.table("people.csv", [[u, 20 + u % 30] for u in range(40)], ("user_id", "age"))
        for message in self.refusals("data.unjoinable", "train", "numbers.csv", "--items", "people.csv", *FAST):
            self.works("train", "numbers.csv", *self.first(r"(--users people\.csv)", message), *FAST)

    def test_tables_are_told_by_their_values(self):
        self.table("members.csv", [[f"u{u}", 20 + u % 30] for u in range(40)], ("id", "age"))
        for message in self.refusals("data.unjoinable", "train", "log.csv", "--items", "members.csv", *FAST):
            self.works("train", "log.csv", *self.first(r"(--users members\.csv)", message), *FAST)

    def test_a_log_that_is_given_as_items(self):
        for name in ("log.csv", "later.csv"):
            for flag in ("--items", "--users"):
                for message in self.refusals("data.duplicate_id", "train", "log.csv", flag, name, *FAST):
                    self.works(*self.first(CALL, message), *FAST)

    def test_a_log_and_a_table_that_are_swapped(self):
        for flag, table in (("--items", "items.csv"), ("--users", "users.csv")):
            for message in self.refusals("data.missing_column", "train", table, flag, "log.csv", *FAST):
                self.works(*self.first(CALL, message), *FAST)

    def test_ids_of_two_spellings(self):
        self.table("plain.csv", log_rows(user="{}", item="{}"))
        self.table("padded.csv", [[f"{i:05d}", "red"] for i in range(30)], ("item_id", "color"))
        self.flag_works("data.unjoinable", SETTING, "train", "plain.csv", "--items", "padded.csv", *FAST)


class EncodingsTest(FixesTest):
    def chinese(self, name, encoding, header=(*CHINESE_LOG, "类别"), kinds=("饮料", "零食")):
        self.table(name, [[*row, kinds[n % 2]] for n, row in enumerate(log_rows())], header, encoding)

    def test_forced_utf8_on_another_encoding(self):
        of_taiwan = {"header": ("會員編號", "商品編號", "下單時間", "類別"), "kinds": ("飲料與點心", "蔬菜水果")}
        for name, encoding, words in (("gbk.csv", "gb18030", {}), ("big.csv", "big5", of_taiwan)):
            self.chinese(name, encoding, **words)
            for message in self.refusals("data.wrong_format", "train", name, "--set",
                                         "data.interactions.encoding=utf-8", *FAST):
                setting = self.first(SETTING, message)
                shown = self.works("inspect", name, *setting).stdout
                self.assertIn(words.get("header", CHINESE_LOG)[0], shown)

    def test_forced_utf8_on_cells_of_another_encoding(self):
        self.table("cells.csv", [[*row, "饮料"] for row in log_rows()], ("user_id", "item_id", "timestamp", "kind"), "gbk")
        wrong = ("train", "cells.csv", "--set", "data.interactions.encoding=utf-8", *FAST)
        for message in self.refusals("data.bad_row", *wrong):
            self.works("train", "cells.csv", *self.first(SETTING, message), *FAST)

    def test_a_wrong_encoding_is_told_where_nothing_fails(self):
        self.chinese("garbled.csv", "gb18030")
        self.chinese("well.csv", "utf-8")
        for name, forced in (("garbled.csv", "latin-1"), ("garbled.csv", "windows-1251"), ("well.csv", "latin-1"),
                             ("well.csv", "gb18030")):
            for language in LANGUAGES:
                done = self.call("evaluate", name, "--set", f"data.interactions.encoding={forced}", "--set",
                                 "data.interactions.header=[user, item, time, kind]", "--set",
                                 "data.interactions.on_bad_row=skip", "--lang", language)
                text = done.stdout + done.stderr
                self.assertRegex(text, r"! .*" + re.escape(name), (name, forced, text))
                self.works("evaluate", name, *self.first(r"(--set data\.interactions\.encoding=[\w-]+)", text))

    def test_names_that_are_garbled_are_told_by_the_encoding(self):
        self.chinese("names.csv", "gb18030")
        for command in (("train", *FAST), ("init",)):
            for forced in ("latin-1", "windows-1251"):
                for message in self.refusals("data.ambiguous_encoding", command[0], "names.csv", *command[1:], "--set",
                                             f"data.interactions.encoding={forced}"):
                    self.works(command[0], "names.csv", *command[1:], *self.first(SETTING, message))

    def test_tables_beside_a_bundle_are_doubted_too(self):
        self.table("red.csv", [[f"r{i}", "红色"] for i in range(3)], ("item_id", "color"), "gb18030")
        self.table("town.csv", [[f"u{i}", 30, "北京"] for i in range(3)], ("user_id", "age", "city"), "gb18030")
        for call in (("items", "add", "runs/shop", "red.csv", "--set", "data.items.encoding=latin-1"),
                     ("inspect", "red.csv", "--set", "data.interactions.encoding=latin-1"),
                     ("recommend", "runs/shop", "--users", "town.csv", "--out", "town_lists.csv", "--set",
                      "data.users.encoding=latin-1")):
            for language in LANGUAGES:
                text = self.works(*call, "--lang", language).stdout
                self.works(*call[:-2], *self.first(SETTING, text))

    def test_json_lines_of_another_encoding(self):
        lines = [json.dumps(dict(zip(("user_id", "item_id", "timestamp", "kind"), (*row, "饮料"))), ensure_ascii=False)
                 for row in log_rows()]
        (self.folder / "log.jsonl").write_text("\n".join(lines) + "\n", encoding="gb18030")
        for message in self.refusals("data.bad_row", "train", "log.jsonl", "--set", "data.interactions.encoding=utf-8",
                                     *FAST):
            self.works("train", "log.jsonl", *self.first(SETTING, message), *FAST)

    def test_two_encodings_in_a_file(self):
        self.chinese("one.csv", "gb18030")
        self.chinese("two.csv", "utf-8")
        both = [(self.folder / name).read_bytes() for name in ("one.csv", "two.csv")]
        (self.folder / "both.csv").write_bytes(both[0] + both[1].split(b"\n", 1)[1])
        for message in self.refusals("data.ambiguous_encoding", "train", "both.csv", *FAST):
            fix = re.search(r"iconv -f \S+ -t utf-8 PART", message).group(0)
            whole = subprocess.run(fix.replace("PART", "one.csv") + " > mended.csv", shell=True, cwd=self.folder, check=True)
            self.assertEqual(whole.returncode, 0)
            self.works("train", "mended.csv", *FAST)

    def test_chinese_of_taiwan_is_named(self):
        self.chinese("taiwan.csv", "big5", ("會員編號", "商品編號", "下單時間", "類別"), ("飲料與點心", "蔬菜水果"))
        for message in self.refusals("data.ambiguous_encoding", "inspect", "taiwan.csv"):
            self.assertIn("會員編號", self.works("inspect", "taiwan.csv", *self.first(SETTING, message)).stdout)

    def test_right_encodings_are_not_doubted(self):
        for name, encoding, said in (("right.csv", "gb18030", "gbk"), ("plain8.csv", "utf-8", "utf-8")):
            self.chinese(name, encoding)
            done = self.works("evaluate", name, "--set", f"data.interactions.encoding={said}")
            self.assertNotIn("! ", done.stdout.split("test")[0])

    def test_lists_of_tags_and_few_words_are_chinese(self):
        self.table("tags.csv", [[*row, ["A1、B2", "B2、C3"][n % 2]] for n, row in enumerate(log_rows())],
                   ("user_id", "item_id", "timestamp", "tags"), "gb18030")
        self.table("few.csv", [[*row, ["螺蛳粉", "馄饨"][n % 2]] for n, row in enumerate(log_rows())],
                   ("user_id", "item_id", "timestamp", "dish"), "gb18030")
        self.assertIn("A1、B2", self.works("inspect", "tags.csv").stdout)
        self.assertIn("馄饨", self.works("inspect", "few.csv").stdout)

    def test_every_command_with_a_table_can_be_told(self):
        russian = "Привет"
        self.table("r_items.csv", [[f"n{i}", russian.lower()] for i in range(3)], ("item_id", "color"), "cp1251")
        self.table("r_users.csv", [[f"u{i}", 30, russian.lower()] for i in range(3)], ("user_id", "age", "city"), "cp1251")
        self.table("r_log.csv", [[*row, russian.lower()] for row in log_rows(6, 4)],
                   ("user_id", "item_id", "timestamp", "word"), "cp1251")
        self.table("r_vectors.csv", [[f"i{i}", f"{i}|1|0.5|2", russian.lower()] for i in range(9)],
                   ("item_id", "look", "color"), "cp1251")
        code = "data.ambiguous_encoding"
        self.flag_works(code, SETTING, "items", "add", "runs/shop", "r_items.csv")
        self.flag_works(code, SETTING, "recommend", "runs/shop", "--users", "r_users.csv", "--out", "r_lists.csv")
        self.flag_works(code, SETTING, "evaluate", "runs/shop", "--on", "r_log.csv")
        self.flag_works(code, SETTING, "compare", "runs/shop", "runs/stall", "--on", "r_log.csv")
        self.flag_works(code, SETTING, "inspect", "r_items.csv")
        self.flag_works(code, SETTING, "index", "build", "--vectors", "r_vectors.csv", "--to", "vectors")
        self.flag_works(code, SETTING, "train", "r_log.csv", *FAST)


class RunsTest(FixesTest):
    def test_on_of_what_is_no_run(self):
        for message in self.refusals("file.unreadable", "evaluate", "runs/shpo", "--on", "later.csv"):
            self.works("evaluate", *self.first(r"(runs/shop)\b", message), "--on", "later.csv")
        (self.folder / "empty").mkdir()
        list(self.refusals("bundle.corrupt", "evaluate", "empty", "--on", "later.csv"))
        for message in self.refusals("bundle.corrupt", "evaluate", "runs", "--on", "later.csv"):
            self.works("evaluate", *self.first(r"(runs/s\w+/\w+)", message), "--on", "later.csv")
        self.call_works("data.wrong_format", "evaluate", "log.csv", "--on", "later.csv")

    def test_a_run_as_the_log(self):
        self.call_works("data.wrong_format", "evaluate", "runs/shop", "--on", "runs/stall")
        self.call_works("data.wrong_format", "evaluate", "runs/shop", "--on", "runs/shop")
        for name in ("config.yaml", "report.json"):
            self.call_works("data.wrong_format", "evaluate", "runs/shop", "--on", f"runs/stall/001/{name}")
            self.call_works("data.wrong_format", "evaluate", "runs/shop", "--on", f"runs/shop/001/{name}")

    def test_files_of_a_run_are_no_bundle(self):
        shutil.copy(self.folder / "runs/shop/001/report.json", self.folder / "copied.json")
        for path in ("runs/shop/001/report.json", "runs/shop/001/config.yaml", "runs/shop/001/report.html",
                     "runs/shop/001/bundle/manifest.json", "runs/shop/001/bundle/index.safetensors", "copied.json"):
            for message in self.refusals("data.wrong_format", "recommend", path, "--user", "u3"):
                run = re.findall(r"runs/shop/001\S*", message)[-1]
                self.works("recommend", run, "--user", "u3")
            if path.endswith(".json"):
                for message in self.refusals("data.wrong_format", "inspect", path):
                    self.works("inspect", re.findall(r"runs/shop/001\S*", message)[-1])
                self.call_works("data.wrong_format", "evaluate", path)
                self.call_works("data.wrong_format", "train", path)
                self.call_works("data.wrong_format", "train", "log.csv", "--items", path)

    def test_a_refused_training_leaves_nothing(self):
        self.table("short.csv", log_rows()[:20])
        for runs in ("fresh", "deep/er/runs"):
            for _ in self.refusals("data.too_little", "train", "short.csv", "--runs", runs):
                self.assertFalse((self.folder / runs.split("/")[0]).exists())
        list(self.refusals("data.too_little", "train", "short.csv", "--runs", "runs"))
        self.assertEqual(sorted(path.name for path in (self.folder / "runs").iterdir()), ["shop", "stall"])

    def test_a_training_that_did_not_finish(self):
        whole = self.folder / "runs/shop/001"
        for path in ("stopped", "stopped/001"):
            cut = self.folder / "stopped/001"
            cut.mkdir(parents=True, exist_ok=True)
            for name in ("config.yaml", "started_in.txt"):
                shutil.copy(whole / name, cut)
            for message in self.refusals("file.unreadable", "recommend", path, "--user", "u3"):
                self.works(*self.first(CALL, message))
        for message in self.refusals("data.wrong_format", "train", "stopped/001"):
            self.works(*self.first(CALL, message))


class OutputsTest(FixesTest):
    def folder_works(self, *arguments, out="missing/deeper/lists.csv"):
        top = self.folder / out.split("/")[0]
        for message in self.refusals("file.unwritable", *arguments):
            self.assertNotIn("partial", message)
            fix = re.search(r"mkdir -p ('[^']+'|\S+)", message).group(0)
            subprocess.run(fix, shell=True, check=True, cwd=self.folder)
            self.works(*arguments)
            shutil.rmtree(top)

    def test_a_folder_that_is_missing(self):
        out = ("--out", "missing/deeper/lists.csv")
        self.folder_works("recommend", "runs/shop", "--all", *out)
        self.folder_works("recommend", "runs/shop", "--users", "users.csv", *out)
        self.folder_works("recommend", "runs/shop", "--users-for", "i3", *out)
        self.folder_works("recommend", "runs/shop", "--all", "--out", "two words/lists.csv", out="two words/x")

    def test_folders_are_made_where_a_folder_is_written(self):
        self.works("items", "add", "runs/shop", "items.csv", "--out", "made/by/items")
        self.works("generate", "pizza", "--customers", 50, "--orders", 500, "--out", "made/by/pizza")
        self.table("vectors.csv", [[f"i{i}", f"{i}|1|0.5|2"] for i in range(9)], ("item_id", "look"))
        self.works("index", "build", "--vectors", "vectors.csv", "--to", "made/by/index")
        shutil.rmtree(self.folder / "made")

    def test_a_folder_is_no_file(self):
        for message in self.refusals("file.unwritable", "recommend", "runs/shop", "--all", "--out", "log.csv/lists.csv"):
            self.assertNotIn("partial", message)
        (self.folder / "lists.csv").mkdir(exist_ok=True)
        list(self.refusals("file.unwritable", "recommend", "runs/shop", "--users-for", "i3", "--out", "lists.csv"))
        list(self.refusals("config.out_of_range", "recommend", "runs/shop", "--users-for", "nobody", "--out", "lists.txt"))


class MissingListsTest(FixesTest):
    def test_new_items_without_a_list_have_none(self):
        with open(self.folder / "tagged.jsonl", "w", encoding="utf-8") as file:
            for i in range(30):
                tags = {"tags": ["sweet", "cold"][: 1 + i % 2]} if i % 3 else {}
                file.write(json.dumps({"item_id": f"i{i}", "color": ["red", "blue"][i % 2]} | tags) + "\n")
        self.works("train", "log.csv", "--items", "tagged.jsonl", "--runs", "tagged", "--set",
                   "data.items.show=[tags]", *FAST)
        self.table("plain_new.csv", [["i1", "red"], ["new", "blue"]], ("item_id", "color"))
        self.works("items", "add", "tagged/log", "plain_new.csv")
        found = json.loads(self.works("similar", "tagged/log", "--item", "i2", "-k", 40, "--json").stdout)["items"]
        show = {item["id"]: item["show"].get("tags") for item in found}
        self.assertEqual(show["i1"], ["sweet", "cold"])
        self.assertFalse(show["new"])
        self.works("recommend", "tagged/log", "--all", "-k", 31, "--out", "tagged.csv")
        lines = [line.split(",") for line in (self.folder / "tagged.csv").read_text(encoding="utf-8").splitlines()]
        item, tags = lines[0].index('"item"'), lines[0].index('"tags"')
        written = {line[item].strip('"'): line[tags] for line in lines[1:]}
        self.assertEqual(written["i1"], '"sweet|cold"')
        self.assertEqual((written["new"], written["i3"]), ("", ""))


class CountsTest(FixesTest):
    def test_size_of_nothing(self):
        for message in self.refusals("usage.wrong", "size"):
            self.assertRegex(message, r"twotower size FILE")
            self.works(*self.first(r"twotower (size --users \S+ --items \S+)", message))
        self.flag_works("usage.wrong", r"(--items \d\w*)", "size", "--users", "1M")
        self.flag_works("usage.wrong", r"(--users \d\w*)", "size", "--items", "1M")

    def test_what_people_write(self):
        self.assertEqual(len({json.dumps({key: size[key] for key in ("bundle_bytes", "training_bytes")})
                              for users in ("1000000", "1M", "1,000,000", "1_000_000", "100万", "1e6", "0.01亿")
                              for size in [json.loads(self.works("size", "--users", users, "--items", "10k", "--dim",
                                                                 "64", "--qps", "0.5k", "--json").stdout)]}), 1)

    def test_what_is_no_count(self):
        right = {"--users": "10k", "--items": "2k", "--dim": "32", "--qps": "100"}
        for flag in right:
            for value in ("1,5", "many", "2,50", "1x"):
                others = [word for name, text in right.items() if name != flag for word in (name, text)]
                for message in self.refusals("usage.wrong", "size", *others, flag, value):
                    self.works("size", *others, *self.first(rf"({flag} \d[\w.]*)", message))


if __name__ == "__main__":
    unittest.main()
