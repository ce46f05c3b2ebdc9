"""Lists in bulk: recommend --all, --users FILE and --users-for ITEM, beside single requests.

Usage: lists_test.py PROGRAM
"""
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import pyarrow.parquet as pq

from written_tables import write_csv

PROGRAM = sys.argv.pop(1)
NUM_USERS, NUM_ITEMS, STEPS, DAY = 130, 90, 8, 86_400
BOT = "u999"
CONFIG = """name: {name}
data:
  interactions: {{path: log.csv, user: user, item: item, time: time}}
  users: {{path: users.csv, id: user}}
  items: {{path: items.csv, id: item, show: [title, tags]}}
  repeat: {repeat}
split: leave_one_out
features:
  user:
    history: {{kind: sequence, length: 5, encoder: {{kind: attention, blocks: 1, dropout: 0}}}}
    age: number
    city: category
  item:
    item: {{kind: id, dim: 16}}
    shelf: category
    tags: {{kind: tags, separator: "|"}}
towers: {{dim: 16, item: {{hidden: [16]}}, similarity: {similarity}, id_dropout: 0.1}}
train: {{epochs: 2, batch_size: 64}}
"""


def write_shop(folder):
    """Users walk a few items on a day; a program takes 700 in one. Returns what each had."""
    draw = random.Random(4)
    had, rows = {}, []
    for user in range(NUM_USERS):
        item = draw.randrange(NUM_ITEMS)
        for step in range(STEPS):
            item = (item + draw.choice([1, 1, 2])) % (NUM_ITEMS - 1)
            had.setdefault(f"u{user}", []).append(item)
            rows.append([f"u{user}", item, 1_700_000_000 + DAY * step + user])
    rows += [[BOT, draw.randrange(NUM_ITEMS - 1), 1_700_000_000 + second] for second in range(700)]
    write_csv(folder / "log.csv", ["user", "item", "time"], rows)
    write_csv(folder / "users.csv", ["user", "age", "city"],
              [[user, 20 + i % 50, f"city {i % 4}"] for i, user in enumerate(had)])
    write_csv(folder / "items.csv", ["item", "shelf", "title", "tags"],
              [[i, f"shelf {i % 6}", f"thing, no. {i}", f"t{i % 3}|t{i % 5}"] for i in range(NUM_ITEMS)])
    for name, repeat, similarity in (("shop", "exclude", "cosine"), ("again", "allow", "dot")):
        (folder / f"{name}.yaml").write_text(CONFIG.format(name=name, repeat=repeat, similarity=similarity),
                                             encoding="utf-8")
    return had


class ListsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        cls.had = write_shop(cls.folder)
        for name in ("shop", "again"):
            trained = cls.run_program("train", f"{name}.yaml", "--threads", 1)
            if trained.returncode != 0:
                raise AssertionError(trained.stderr)

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True,
                              check=False, timeout=120)

    def done(self, *arguments):
        result = self.run_program(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def answer(self, *arguments):
        return json.loads(self.done(*arguments, "--json"))

    def refuse(self, code, field, *arguments, status=2):
        result = self.run_program(*arguments)
        self.assertEqual(result.returncode, status, result.stderr)
        last = result.stderr.strip().splitlines()[-1]
        self.assertTrue(last.startswith(f"error[{code}]: "), last)
        self.assertIn(field, last)

    def rows(self, name):
        with open(self.folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def lists(self, name):
        lists = {}
        for row in self.rows(name):
            lists.setdefault(row["user"], []).append(row)
        return lists

    def check_list(self, rows, answer):
        """What a file has of a user is what the user gets alone, to the last digit."""
        self.assertEqual([int(row["item"]) for row in rows], [item["id"] for item in answer["items"]])
        for place, (row, item) in enumerate(zip(rows, answer["items"])):
            self.assertEqual(int(row["place"]), place + 1)
            self.assertEqual(float(row["score"]), item["score"])
            self.assertEqual(float(row["match"]), item["match"])
            self.assertEqual(row["title"], item["show"]["title"])
            self.assertEqual(row["tags"], "|".join(item["show"]["tags"]))
            self.assertEqual(row.get("reason"), item.get("reason"))

    def test_lists_are_those_of_single_requests(self):
        for run in ("shop", "again"):
            for flags in ((), ("-k", 25, "--why"), ("--diversity", 0.4, "--why"), ("-k", 500),
                          ("--where", '{"shelf": {"any": ["shelf 1", "shelf 2", "shelf 5"]}}', "-k", 30),
                          ("--where", '{"item_id": {"max": 2}}'), ("--caps", '{"shelf": 2}', "-k", 20),
                          ("--exclude", "3,4,5", "--diversity", 0.2, "-k", 7)):
                self.done("recommend", f"runs/{run}", "--all", "--out", "all.csv", "--threads", 2, *flags)
                lists = self.lists("all.csv")
                self.assertNotIn(BOT, lists)
                for user in ("u0", "u64", "u129"):
                    with self.subTest(run=run, flags=flags, user=user):
                        self.check_list(lists.get(user, []),
                                        self.answer("recommend", f"runs/{run}", "--user", user, *flags))

    def test_threads_change_nothing(self):
        for name in ("lists.csv", "lists.parquet", "lists.jsonl", "lists.csv.gz"):
            written = []
            for threads in (1, 2):
                self.done("recommend", "runs/again", "--all", "-k", 40, "--why", "--out", name, "--threads", threads)
                written.append((self.folder / name).read_bytes())
            self.assertEqual(written[0], written[1], name)

    def test_every_form_has_the_columns_that_are_shown(self):
        for name in ("form.csv", "form.parquet", "form.jsonl"):
            self.done("recommend", "runs/shop", "--all", "-k", 2, "--out", name)
        table = pq.read_table(self.folder / "form.parquet").to_pylist()
        lines = (self.folder / "form.jsonl").read_text(encoding="utf-8").splitlines()
        self.assertEqual([json.loads(line) for line in lines], table)
        self.assertEqual(list(table[0]), ["user", "place", "item", "score", "match", "title", "tags"])
        self.assertEqual(len(table), 2 * NUM_USERS)
        first = table[0]
        self.assertEqual(first["title"], f"thing, no. {first['item']}")
        self.assertEqual(first["tags"], [f"t{first['item'] % 3}", f"t{first['item'] % 5}"])
        self.assertEqual(self.rows("form.csv")[0]["tags"], "|".join(first["tags"]))

    def test_short_and_empty_lists_are_counted(self):
        where = ("--where", json.dumps({"item_id": {"max": 2}}))
        counted = self.answer("recommend", "runs/shop", "--all", "-k", 3, "--out", "few.csv", *where)
        left = [3 - len({item for item in items if item <= 2}) for items in self.had.values()]
        self.assertEqual(counted["users"], NUM_USERS)
        self.assertEqual(counted["short"], sum(count < 3 for count in left))
        self.assertEqual(counted["empty"], sum(count == 0 for count in left))
        self.assertGreater(counted["empty"], 0)
        self.assertEqual(len(self.rows("few.csv")), sum(left))
        text = self.done("recommend", "runs/shop", "--all", "-k", 3, "--out", "few.csv", *where)
        self.assertIn(f"{counted['short']} lists have fewer than 3 items, {counted['empty']} of them none", text)
        none = self.answer("recommend", "runs/shop", "--all", "--out", "none.parquet", "--where",
                           '{"shelf": {"is": "shelf 9"}}')
        self.assertEqual(none["empty"], NUM_USERS)
        self.assertEqual(pq.read_table(self.folder / "none.parquet").num_rows, 0)
        whole = self.answer("recommend", "runs/shop", "--all", "--out", "whole.csv")
        self.assertEqual((whole["short"], whole["empty"]), (0, 0))

    def test_programs_of_the_training_are_left_out_and_said(self):
        self.assertEqual(self.answer("recommend", "runs/shop", "--all", "--out", "all.csv")["left_out"], {"programs": 1})
        self.assertIn("1 user with far more events than people make (bots) were left out",
                      self.done("recommend", "runs/shop", "--all", "--out", "all.csv"))
        write_csv(self.folder / "new.csv", ["item", "shelf", "title", "tags"], [[200, "shelf 1", "new", "t1"]])
        self.done("items", "add", "runs/shop", "new.csv", "--out", "grown")
        self.assertEqual(self.answer("recommend", "grown", "--all", "--out", "all.csv")["left_out"], {"programs": 1})
        self.assertIn("机器人", self.done("recommend", "runs/shop", "--all", "--out", "all.csv", "--lang", "zh"))
        write_csv(self.folder / "bot.csv", ["user"], [[BOT]])
        self.assertEqual(self.answer("recommend", "runs/shop", "--users", "bot.csv", "--out", "bot_list.csv")["users"],
                         1)
        self.assertEqual(set(self.lists("bot_list.csv")), {BOT})

    def test_users_of_a_file_known_and_new(self):
        write_csv(self.folder / "some.csv", ["city", "user", "note"],
                  [["city 1", "u7", "x"], ["", "u3", "y"], ["city 2", "someone", "z"], ["", "nothing known", ""]])
        counted = self.answer("recommend", "runs/shop", "--users", "some.csv", "-k", 6, "--why", "--out", "some_list.csv")
        self.assertEqual((counted["users"], counted["new"]), (4, 2))
        lists = self.lists("some_list.csv")
        self.assertEqual(list(lists), ["u7", "u3", "someone", "nothing known"])
        for user, features in (("u7", {"city": "city 1"}), ("u3", {}), ("someone", {"city": "city 2"}),
                               ("nothing known", {})):
            flags = ("--features", json.dumps(features)) if features else ()
            self.check_list(lists[user],
                            self.answer("recommend", "runs/shop", "--user", user, "-k", 6, "--why", *flags))
        self.done("recommend", "runs/shop", "--all", "--users", "some.csv", "-k", 6, "--why", "--out", "both.csv")
        self.assertEqual((self.folder / "both.csv").read_bytes(), (self.folder / "some_list.csv").read_bytes())

    def test_users_of_a_file_of_ids_alone_and_of_parquet(self):
        write_csv(self.folder / "ids.csv", ["user"], [["u5"], ["u1"]])
        self.done("recommend", "runs/shop", "--users", "ids.csv", "--out", "ids_list.csv")
        self.assertEqual(list(self.lists("ids_list.csv")), ["u5", "u1"])
        (self.folder / "ids.jsonl").write_text('{"user_id": "u5", "age": 30}\n{"user_id": "u1"}\n', encoding="utf-8")
        self.done("recommend", "runs/shop", "--users", "ids.jsonl", "--out", "ids_list2.csv")
        self.assertEqual(list(self.lists("ids_list2.csv")), ["u5", "u1"])
        self.check_list(self.lists("ids_list2.csv")["u5"],
                        self.answer("recommend", "runs/shop", "--user", "u5", "--features", '{"age": 30}'))
        write_csv(self.folder / "twice.csv", ["user"], [["u5"], ["u5"]])
        self.refuse("data.duplicate_id", "u5", "recommend", "runs/shop", "--users", "twice.csv", "--out", "x.csv")
        self.refuse("file.unreadable", "nowhere.csv", "recommend", "runs/shop", "--users", "nowhere.csv", "--out", "x.csv")

    def test_users_for_an_item_are_those_whose_lists_have_it_highest(self):
        for run in ("shop", "again"):
            self.done("recommend", f"runs/{run}", "--all", "-k", NUM_ITEMS, "--out", "every.csv")
            every = self.rows("every.csv")
            order = {user: place for place, user in enumerate(self.had)}
            for item, k in ((7, 5), (40, 10), (88, 500)):
                best = sorted((-float(row["score"]), order[row["user"]], row["user"]) for row in every
                              if int(row["item"]) == item)
                for threads in (1, 2):
                    offered = self.answer("recommend", f"runs/{run}", "--users-for", item, "-k", k, "--threads", threads)
                    self.assertEqual([(user["id"], user["score"]) for user in offered["users"]],
                                     [(user, -score) for score, _, user in best[:k]])
                self.assertEqual(offered["left_out"], {"barred": NUM_USERS - len(best), "programs": 1})
                self.assertEqual(offered["item"], item)
                if run == "shop":
                    self.assertFalse({user["id"] for user in offered["users"]} &
                                     {user for user, items in self.had.items() if item in items})

    def test_users_for_an_item_as_a_table_and_a_file(self):
        offered = self.answer("recommend", "runs/shop", "--users-for", 7, "-k", 3)
        text = self.done("recommend", "runs/shop", "--users-for", 7, "-k", 3).splitlines()
        self.assertEqual([line.split()[1] for line in text[2:5]], [user["id"] for user in offered["users"]])
        self.assertIn("the best 3 users of 130", text[0])
        for name in ("to.csv", "to.parquet", "to.jsonl"):
            self.done("recommend", "runs/shop", "--users-for", 7, "-k", 3, "--out", name)
        self.assertEqual([(row["item"], int(row["place"]), row["user"], float(row["score"])) for row in self.rows("to.csv")],
                         [("7", i + 1, user["id"], user["score"]) for i, user in enumerate(offered["users"])])
        self.assertEqual(pq.read_table(self.folder / "to.parquet").num_rows, 3)
        write_csv(self.folder / "among.csv", ["user"], [["u4"], ["u9"], ["u11"]])
        among = self.answer("recommend", "runs/again", "--users-for", 7, "-k", 9, "--users", "among.csv", "--out", "a.csv")
        self.assertLessEqual({user["id"] for user in among["users"]}, {"u4", "u9", "u11"})
        self.assertEqual(among["asked"], 3)

    def test_rules_keep_users_from_an_item(self):
        trained = self.run_program("train", "shop.yaml", "--set", "name=ruled", "--set", "train.epochs=1",
                                   "--set", 'serve.rules=[{shelf: {none: ["shelf 1"]}}]')
        self.assertEqual(trained.returncode, 0, trained.stderr)
        self.assertEqual(self.answer("recommend", "runs/ruled", "--users-for", 7)["users"], [])
        self.assertEqual(len(self.answer("recommend", "runs/ruled", "--users-for", 8)["users"]), 10)
        self.done("recommend", "runs/ruled", "--all", "-k", 90, "--out", "ruled.csv")
        self.assertFalse([row for row in self.rows("ruled.csv") if int(row["item"]) % 6 == 1])

    def test_refuses_what_means_nothing(self):
        recommend = ("recommend", "runs/shop")
        self.refuse("usage.wrong", "--out", *recommend, "--all")
        self.refuse("usage.wrong", "--out", *recommend, "--users", "ids.csv")
        self.refuse("usage.wrong", "--users-for", *recommend, "--user", "u1", "--out", "x.csv")
        self.refuse("usage.wrong", "--users-for", *recommend, "--all", "--users-for", 7, "--out", "x.csv")
        self.refuse("usage.wrong", "--users-for", *recommend, "--user", "u1", "--users-for", 7)
        self.refuse("request.unknown_id", "700", *recommend, "--users-for", 700)
        self.refuse("request.out_of_range", "-k", *recommend, "--users-for", 7, "-k", 0)
        self.refuse("config.unknown_name", "shelff", *recommend, "--all", "--out", "x.csv", "--where", '{"shelff": {"is": 1}}')
        self.refuse("file.unwritable", "nowhere", *recommend, "--all", "--out", "nowhere/lists.csv",
                    status=1)
        self.refuse("config.out_of_range", ".jsonl", *recommend, "--all", "--out", "lists.xlsx")
        self.assertFalse((self.folder / "x.csv").exists())


if __name__ == "__main__":
    unittest.main()
