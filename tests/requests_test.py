"""What people write for ids, features and flags, beside what is right: understood, or refused by its name.

Usage: requests_test.py PROGRAM
"""
import csv
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

import pyarrow
import pyarrow.parquet

from written_tables import write_csv

PROGRAM = sys.argv.pop(1)
NUM_USERS, NUM_ITEMS, STEPS = 60, 24, 6
CITIES, ZONES = ["Rome", "Oslo", "罗马"], ["A1", "B2", "C3"]
CONFIG = """name: shop
data:
  interactions: {path: log.csv, user: user, item: sku, time: time}
  users: {path: users.csv, id: user}
  items: {path: items.csv, id: sku, show: [title]}
  repeat: allow
split: leave_one_out
features:
  user:
    history: {kind: sequence, length: 5, encoder: mean}
    city: category
    zone: category
    likes: {kind: tags, separator: "|"}
    age: number
  item:
    sku: {kind: id, dim: 8}
    shelf: category
  context: {device: category}
towers: {dim: 8}
train: {epochs: 2, batch_size: 64}
"""


def sku(item):
    """Ids with commas, with leading zeros, and plain ones."""
    return [f"Boots {item}, Deluxe", f"00{item}7", f"s{item}"][item % 3]


def title(item):
    return {0: "榴莲至尊", 1: "芒果", 4: "芒果"}.get(item, f"披萨{item}号")


def write_shop(folder):
    draw = random.Random(3)
    rows = []
    for user in range(NUM_USERS):
        item = draw.randrange(NUM_ITEMS)
        for step in range(STEPS):
            item = (item + draw.choice([1, 1, 2])) % NUM_ITEMS
            rows.append([f"u{user}", sku(item), 1_700_000_000 + 1000 * step + user, ["phone", "web"][step % 2]])
    write_csv(folder / "log.csv", ["user", "sku", "time", "device"], rows)
    write_csv(folder / "users.csv", ["user", "city", "zone", "likes", "age"],
              [[f"u{user}", CITIES[user % 3], ZONES[user % 3], ["red|blue", "blue"][user % 2], 20 + user % 40]
               for user in range(NUM_USERS)])
    write_csv(folder / "items.csv", ["sku", "shelf", "title"],
              [[sku(item), f"shelf {item % 3}", title(item)] for item in range(NUM_ITEMS)])
    (folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")


class ShopTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        write_shop(cls.folder)
        cls.works("train", "shop.yaml", "--threads", 1)
        cls.run_folder = cls.folder / "runs" / "shop" / "001"

    @classmethod
    def run_program(cls, *arguments, cwd=None):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd or cls.folder, capture_output=True, text=True,
                              check=False, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"})

    @classmethod
    def works(cls, *arguments, cwd=None):
        done = cls.run_program(*arguments, cwd=cwd)
        if done.returncode != 0:
            raise AssertionError(f"{arguments}: {done.stderr}")
        return done.stdout

    def answer(self, *arguments):
        return json.loads(self.works(*arguments, "--json"))

    def refused(self, code, *arguments, cwd=None):
        """The message of an error with this code."""
        done = self.run_program(*arguments, cwd=cwd)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        last = done.stderr[done.stderr.find("error["):]
        self.assertTrue(last.startswith(f"error[{code}]: "), done.stderr)
        return last


class IdsTest(ShopTest):
    def listed(self, *arguments):
        answer = self.answer("recommend", self.run_folder, "--user", "u1", "-k", NUM_ITEMS, *arguments)
        self.assertNotIn("unknown_values", answer, arguments)
        return {item["id"] for item in answer["items"]}

    def excluded(self, text):
        return {sku(item) for item in range(NUM_ITEMS)} - self.listed("--exclude", text)

    def test_lists_of_ids_in_many_spellings(self):
        both = {sku(1), sku(2)}
        for text in [f"{sku(1)},{sku(2)}", f"{sku(1)}，{sku(2)}", f"{sku(1)}、{sku(2)}", f"{sku(1)}； {sku(2)}",
                     f'"{sku(1)}","{sku(2)}"', f"“{sku(1)}”，“{sku(2)}”", f"'{sku(1)}', '{sku(2)}'",
                     f"「{sku(1)}」、「{sku(2)}」", f'["{sku(1)}", "{sku(2)}"]', f"［“{sku(1)}”，“{sku(2)}”］",
                     f" {sku(1)} , {sku(2)} ,"]:
            with self.subTest(text=text):
                self.assertEqual(self.excluded(text), both)

    def test_ids_with_commas(self):
        for text, items in [(sku(0), [0]), (f'"{sku(0)}"', [0]), (f'["{sku(0)}"]', [0]), (f"{sku(0)},{sku(2)}", [0, 2]),
                            (f"{sku(2)}, {sku(3)},{sku(0)}", [0, 2, 3]), (f"“{sku(3)}”，{sku(1)}", [1, 3])]:
            with self.subTest(text=text):
                self.assertEqual(self.excluded(text), {sku(item) for item in items})
        scored = self.answer("score", self.run_folder, "--user", "u1", "--items", f"{sku(0)},{sku(1)}")["items"]
        self.assertEqual([item["id"] for item in scored], [sku(0), sku(1)])

    def test_a_label_is_the_id_of_the_one_item_that_has_it(self):
        self.assertEqual(self.excluded("榴莲至尊"), {sku(0)})
        self.assertEqual(self.excluded("披萨3号，榴莲至尊"), {sku(0), sku(3)})
        self.assertEqual(self.answer("similar", self.run_folder, "--item", "榴莲至尊"),
                         self.answer("similar", self.run_folder, "--item", sku(0)))
        self.assertEqual(self.answer("why", self.run_folder, "--user", "u1", "--item", " “披萨5号” "),
                         self.answer("why", self.run_folder, "--user", "u1", "--item", sku(5)))
        for arguments in (["similar", self.run_folder, "--item", "芒果"],
                          ["recommend", self.run_folder, "--user", "u1", "--exclude", "榴莲至尊,芒果"],
                          ["recommend", self.run_folder, "--history", "芒果"]):
            with self.subTest(arguments=arguments):
                message = self.refused("request.unknown_id", *arguments)
                self.assertIn(sku(1), message)
                self.assertIn(sku(4), message)

    def test_ids_from_a_file(self):
        sold = self.folder / "sold"
        for text in [f"{sku(0)}\n{sku(2)}\n", f"\ufeff{sku(0)}\r\n{sku(2)}", f"\n榴莲至尊\n\n {sku(2)} \n"]:
            with self.subTest(text=text):
                sold.write_text(text, encoding="utf-8", newline="")
                self.assertEqual(self.excluded("@sold"), {sku(0), sku(2)})
        for flag, command in (("--exclude", "recommend"), ("--history", "recommend"), ("--items", "score")):
            message = self.refused("request.unknown_id", command, self.run_folder,
                                   *([] if flag == "--history" else ["--user", "u1"]), flag, "sold")
            self.assertIn(f"{flag} @sold", message)
        self.assertIn("gone", self.refused("file.unreadable", "recommend", self.run_folder, "--user", "u1",
                                           "--exclude", "@gone"))

    def test_what_is_no_list_is_refused(self):
        for text in ["[x, y]", '[{"a": 1}]', "[1.5]", "[[1]]"]:
            with self.subTest(text=text):
                self.refused("json.syntax", "recommend", self.run_folder, "--user", "u1", "--exclude", text)

    def test_blanks_and_quotes_around_one_id(self):
        right = self.answer("recommend", self.run_folder, "--user", "u7")
        for text in [" u7", "u7 ", '"u7"', "“u7”"]:
            self.assertEqual(self.answer("recommend", self.run_folder, "--user", text), right)
        right = self.answer("similar", self.run_folder, "--item", sku(2))
        for text in [f" {sku(2)}", f"'{sku(2)}'", f"“{sku(2)}”"]:
            self.assertEqual(self.answer("similar", self.run_folder, "--item", text), right)


class ValuesTest(ShopTest):
    def asked(self, features, *more):
        return self.answer("recommend", self.run_folder, "--features", features, "--context", "{}", *more)

    def test_json_from_a_chinese_keyboard(self):
        right = self.asked('{"age": 31, "city": "罗马"}')
        for text in ['{“age”：31，“city”：“罗马”}', '｛"age"：31，"city"："罗马"｝', '{ “age” : 31、“city”:“罗马” }',
                     "{“age“:31，”city”：”罗马”}"]:
            with self.subTest(text=text):
                self.assertEqual(self.asked(text), right)
        self.assertIn("""--features '{"age": 31}'""",
                      self.refused("json.syntax", "recommend", self.run_folder, "--features", "age＝31，"))

    def test_values_that_training_did_not_see(self):
        for features, field in [('{"city": "Paris"}', "features.city"), ('{"zone": "Z9"}', "features.zone"),
                                ('{"likes": "green|black"}', "features.likes")]:
            with self.subTest(features=features):
                answer = self.asked(features)
                self.assertEqual(answer["unknown_values"], {field: 1})
                self.assertEqual(answer["degraded"], {"reasons": ["unknown_user"]})
        context = self.answer("recommend", self.run_folder, "--features", "{}", "--context", '{"device": "car"}')
        self.assertEqual(context["unknown_values"], {"context.device": 1})
        self.assertIn("degraded", context)
        for features in ['{"city": "Paris", "zone": "A1"}', '{"likes": "green|red"}', '{"city": "Paris", "age": 30}']:
            with self.subTest(features=features):
                answer = self.asked(features)
                self.assertNotIn("degraded", answer)
                self.assertEqual(sum(answer["unknown_values"].values()), 1)

    def test_a_value_of_another_type_is_refused(self):
        for features, field in [('{"zone": 3}', "features.zone"), ('{"city": 1.5}', "features.city"),
                                ('{"likes": [1, 2]}', "features.likes"), ('{"city": true}', "features.city")]:
            with self.subTest(features=features):
                self.assertIn(field, self.refused("request.wrong_feature", "recommend", self.run_folder,
                                                  "--features", features))
        self.assertIn("context.device", self.refused("request.wrong_feature", "recommend", self.run_folder, "--user",
                                                     "u1", "--context", '{"device": 7}'))

    def test_errors_name_the_flags(self):
        where = ["recommend", self.run_folder, "--user", "u1", "--where"]
        message = self.refused("config.unknown_name", *where, '{"shelve": {"is": "x"}}')
        self.assertIn("--where.shelve", message)
        self.assertNotIn("filter", message)
        self.assertIn("item_id", self.refused("config.unknown_name", *where, '{"sku": {"is": "x"}}'))
        self.assertIn("--where.color", self.refused("config.unknown_name", "similar", self.run_folder, "--item", sku(2),
                                                    "--where", '{"color": {"is": "x"}}'))
        self.assertIn("--caps", self.refused("config.unknown_name", "recommend", self.run_folder, "--user", "u1",
                                             "--caps", '{"brand": 2}'))
        self.assertIn("--diversity", self.refused("request.out_of_range", "recommend", self.run_folder, "--user", "u1",
                                                  "--diversity", "3"))


class FlagsTest(ShopTest):
    def test_near_names(self):
        for override, near in [("towers.similarity=cos", "cosine"), ("towers.similarity=euclid", "euclidean"),
                               ("towers.similarity=Cosine", "cosine")]:
            message = self.refused("config.unknown_name", "train", "shop.yaml", "--set", override)
            self.assertIn(f"did you mean {near}?", message)
        for override in ("towers.similarity=l2", "towers.similarity=inner", "towers.similarity=xxx"):
            message = self.refused("config.unknown_name", "train", "shop.yaml", "--set", override)
            for name in ("dot", "cosine", "euclidean"):
                self.assertIn(name, message)

    def test_flags_of_other_programs(self):
        for flag, instead in [("--epochs", "--set train.epochs="), ("--batch-size", "--set train.batch_size="),
                              ("--learning_rate", "learning_rate=")]:
            self.assertIn(instead, self.refused("usage.unknown_flag", "train", "log.csv", flag, "3"))
        for flag in ("--port", "--host"):
            self.assertIn("--listen", self.refused("usage.unknown_flag", "serve", self.run_folder, flag, "x"))

    def test_flags_that_take_no_value(self):
        for arguments in (["train", "log.csv", "--json=3"], ["inspect", "log.csv", "--json=yes"],
                          ["recommend", self.run_folder, "--user", "u1", "--why=2"]):
            self.assertIn("takes no value", self.refused("usage.wrong", *arguments))

    def test_a_table_where_a_column_is_named(self):
        for flag, name, right in [("--item", "titles.csv", "--items titles.csv"), ("--user", "u.parquet",
                                  "--users u.parquet"), ("--item", "items.jsonl", "--items items.jsonl")]:
            self.assertIn(right, self.refused("config.out_of_range", "train", "log.csv", flag, name))

    def test_data_where_a_run_is_named(self):
        (self.folder / "logs").mkdir(exist_ok=True)
        shutil.copy(self.folder / "log.csv", self.folder / "logs" / "a.csv")
        for path in ("log.csv", "logs", "shop.yaml"):
            for command in (["recommend", path, "--user", "u1"], ["similar", path, "--item", "x"],
                            ["items", "add", path, "items.csv"]):
                self.assertIn(f"twotower train {path}", self.refused("data.wrong_format", *command))

    def test_a_run_that_is_missing(self):
        self.assertIn("runs/shop/001", self.refused("file.unreadable", "compare", "runs/shop/001", "runs/shop/0O1"))
        self.assertIn("runs/shop/", self.refused("file.unreadable", "compare", "runs", "runs/shop/001"))
        self.works("compare", "runs/shop", "runs/shop/001")

    def test_options_of_what_will_be_chosen(self):
        def config(*arguments):
            trained = self.answer("train", "log.csv", "--users", "users.csv", "--items", "items.csv",
                                  "--set", "train.epochs=1", *arguments)
            return json.loads((self.folder / trained["run"] / "config.yaml").read_text(encoding="utf-8"))
        free = config()
        mean = config("--set", "features.user.history.encoder=mean")
        self.assertEqual(mean["features"]["user"]["history"]["encoder"], {"kind": "mean"})
        self.assertEqual(set(mean["features"]["user"]), set(free["features"]["user"]))
        short = config("--set", "features.user.history.length=7", "--set", "features.item.shelf.dim=12")
        self.assertEqual(short["features"]["user"]["history"]["length"], 7)
        self.assertEqual(short["features"]["item"]["shelf"]["dim"], 12)
        self.assertEqual(config("--set", "split.test=0.2", "--set", "split.targets=event")["split"]["test"], 0.2)
        self.assertIn("history", self.refused("config.unknown_name", "init", "log.csv", "--set",
                                              "features.user.histry.encoder=mean"))
        self.refused("config.unknown_key", "init", "log.csv", "--set", "features.user.history.encodr=mean")

    def test_a_run_is_evaluated_from_anywhere(self):
        here = self.answer("evaluate", "runs/shop/001")
        with tempfile.TemporaryDirectory() as other:
            for folder, path in ((other, self.run_folder), (self.folder / "runs", "shop/001"), (other, self.folder / "runs/shop")):
                there = json.loads(self.works("evaluate", path, "--json", cwd=folder))
                self.assertEqual(there["test"]["metrics"], here["test"]["metrics"])
            moved = pathlib.Path(other) / "moved"
            shutil.copytree(self.folder, moved, symlinks=True)
            (moved / "runs" / "shop" / "001" / "started_in.txt").unlink()
            there = json.loads(self.works("evaluate", moved / "runs/shop/001", "--json", cwd="/"))
            self.assertEqual(there["test"]["metrics"], here["test"]["metrics"])

    def test_lists_for_spreadsheets(self):
        for name in ("lists.csv", "plain.csv"):
            self.works("recommend", self.run_folder, "--all", "--why", "--lang", "zh", "--out", name,
                       *(["--bom"] if name == "lists.csv" else []))
        marked, plain = ((self.folder / name).read_bytes() for name in ("lists.csv", "plain.csv"))
        self.assertEqual(marked, b"\xef\xbb\xbf" + plain)
        rows = list(csv.DictReader(plain.decode().splitlines()))
        self.assertTrue(any("\u4e00" <= c <= "\u9fff" for c in rows[0]["reason"]), rows[0])

    def test_encodings_by_other_names(self):
        for name, codec in (("gbk", "gbk"), ("GB2312", "gbk"), ("big5", "big5"), ("shift_jis", "shift_jis"),
                            ("windows-1251", "cp1251"), ("cp1252", "cp1252")):
            text = {"cp1251": "Москва", "cp1252": "Zürich", "big5": "臺北", "shift_jis": "東京"}.get(codec, "北京")
            (self.folder / "coded.csv").write_bytes(f"id,city\n1,{text}\n2,{text}\n".encode(codec))
            shown = self.works("inspect", "coded.csv", "--set", f"data.interactions.encoding={name}")
            self.assertIn(text, shown)
        self.assertIn("big5", self.refused("config.unknown_name", "inspect", "coded.csv", "--set",
                                           "data.interactions.encoding=klingon"))


class InspectTest(ShopTest):
    def columns(self, path):
        return {column["name"]: column for column in self.answer("inspect", path)["columns"]}

    def test_columns_that_cannot_be_read_are_named(self):
        with open(self.folder / "shops.jsonl", "w", encoding="utf-8") as file:
            for i in range(6):
                file.write(json.dumps({"id": i, "open": {"monday": "9-17"}, "name": f"shop {i}",
                                       "deep": [[1], [2]], "tags": ["a", "b"]}) + "\n")
        columns = self.columns("shops.jsonl")
        self.assertEqual(columns["name"]["distinct"], 6)
        self.assertEqual(columns["tags"]["type"], "list of text")
        for name in ("open", "deep"):
            self.assertEqual(columns[name]["type"], "unread")
            self.assertIn(name, columns[name]["problem"])
        self.assertIn("shop 3", self.works("inspect", "shops.jsonl"))

    def test_parquet_columns_that_cannot_be_read_are_named(self):
        table = pyarrow.table({"id": [1, 2], "blob": pyarrow.array([b"\xff", b"\x00"], pyarrow.binary()),
                               "place": [{"x": 1}, {"x": 2}], "deep": [[[1]], [[2]]],
                               "map": pyarrow.array([[("a", 1)], []], pyarrow.map_(pyarrow.string(), pyarrow.int64())),
                               "name": ["a", "b"]})
        pyarrow.parquet.write_table(table, self.folder / "odd.parquet")
        columns = self.columns("odd.parquet")
        self.assertEqual(list(columns), table.column_names)
        self.assertEqual(columns["name"]["values"], ["a", "b"])
        for name in ("place", "deep", "map"):
            self.assertEqual(columns[name]["type"], "unread", columns[name])

    def test_a_path_that_is_no_table(self):
        self.assertIn("no such file", self.refused("file.unreadable", "inspect", "nosuch"))
        self.assertNotIn("FILE", self.refused("file.unreadable", "inspect", "nosuch"))
        self.assertIn("runs/shop/", self.run_program("inspect", "runs").stderr)


class ItemsAddTest(ShopTest):
    def setUp(self):
        shutil.copytree(self.folder / "runs", self.folder / "kept", symlinks=True, dirs_exist_ok=True)
        self.addCleanup(shutil.rmtree, self.folder / "kept")

    def items_of(self, path):
        return json.loads(self.works("inspect", path, "--json"))["items"]

    def test_the_table_of_the_training(self):
        added = self.answer("items", "add", "kept/shop/latest", "items.csv")
        self.assertEqual((added["added"], added["replaced"], added["missing_columns"]), (0, NUM_ITEMS, []))

    def test_a_column_that_is_missing(self):
        write_csv(self.folder / "few.csv", ["sku"], [["new"], [sku(2)], [sku(5)]])
        before = self.answer("similar", "kept/shop/latest", "--item", sku(2))
        added = self.answer("items", "add", "kept/shop/latest", "few.csv")
        self.assertEqual((added["added"], added["replaced"]), (1, 2))
        self.assertEqual(added["missing_columns"], ["shelf", "title"])
        after = self.answer("similar", "kept/shop/latest", "--item", sku(2))
        known = [(item["id"], item["show"]) for item in after["items"] if item["id"] != "new"]
        self.assertEqual(known[:5], [(item["id"], item["show"]) for item in before["items"][:5]])  # nothing is lost
        said = self.works("items", "add", "kept/shop/latest", "few.csv")
        self.assertIn("shelf, title", said)
        self.assertIn("twotower serve", said)

    def test_ids_that_lost_their_zeros(self):
        known = [sku(item) for item in (1, 4, 7)]
        for lost in ([known[0].lstrip("0")], [f"0{known[1]}"], [text.lstrip("0") for text in known]):
            write_csv(self.folder / "lost.csv", ["sku", "shelf", "title"], [[text, "shelf 1", "x"] for text in lost])
            added = self.answer("items", "add", "kept/shop/latest", "lost.csv", "--out", f"out{len(lost)}{lost[0]}")
            self.assertEqual(added["nearly_known"], len(lost))
        write_csv(self.folder / "fine.csv", ["sku", "shelf", "title"], [["n1", "shelf 1", "x"], [sku(1), "shelf 1", "y"]])
        self.assertEqual(self.answer("items", "add", "kept/shop/latest", "fine.csv")["nearly_known"], 0)

    def test_twice_in_a_row_keeps_both(self):
        for number, name in enumerate(["n1", "n2", "n3"], 1):
            write_csv(self.folder / f"{name}.csv", ["sku", "shelf", "title"], [[name, "shelf 1", name]])
            for run in ["kept/shop/latest"]:
                self.works("items", "add", run, f"{name}.csv")
                self.assertEqual(self.items_of(run), NUM_ITEMS + number)
        for name in ("n1", "n2", "n3"):
            self.works("similar", "kept/shop", "--item", name)
        self.assertEqual(self.items_of("kept/shop/latest/bundle"), NUM_ITEMS)
        self.works("evaluate", "kept/shop/latest")


if __name__ == "__main__":
    unittest.main()
