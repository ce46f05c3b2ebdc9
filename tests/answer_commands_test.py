"""The commands that answer from a bundle: recommend, similar, score, inspect, items add.

Usage: answer_commands_test.py PROGRAM
"""
import csv
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

from written_tables import write_csv

PROGRAM = sys.argv.pop(1)
NUM_USERS, NUM_ITEMS, STEPS = 60, 30, 8
CONFIG = """name: shop
data:
  interactions: {path: log.csv, user: user, item: item, time: time}
  users: {path: users.csv, id: user}
  items: {path: items.csv, id: item, show: [title]}
  repeat: exclude
split: leave_one_out
features:
  user:
    history: {kind: sequence, length: 5, encoder: {kind: attention, blocks: 1, dropout: 0}}
    age: number
  item:
    item: {kind: id, dim: 16}
    shelf: category
    title: {kind: text, dim: 16, buckets: 512}
  context: {hour: category}
towers: {dim: 16, item: {hidden: [16]}, similarity: cosine}
train: {epochs: 6, batch_size: 64}
"""
COLORS = ["red", "blue", "绿色"]


def item_row(item, title=None):
    return [item, f"row {item % 3}/shelf {item % 6}", title or f"{COLORS[item % 3]} thing {item}"]


def write_shop(folder):
    """Users walk one or two items on at each step; returns what each had, oldest first."""
    draw = random.Random(2)
    had, rows = {}, []
    for user in range(NUM_USERS):
        item = draw.randrange(NUM_ITEMS)
        for step in range(STEPS):
            item = (item + draw.choice([1, 1, 2])) % NUM_ITEMS
            had.setdefault(f"u{user}", []).append(item)
            rows.append([f"u{user}", item, 1_700_000_000 + 1000 * step + user, 8 + step % 2 * 12])
    write_csv(folder / "log.csv", ["user", "item", "time", "hour"], rows)
    write_csv(folder / "users.csv", ["user", "age"], [[user, 20 + i % 50] for i, user in enumerate(had)])
    write_csv(folder / "items.csv", ["item", "shelf", "title"], [item_row(i) for i in range(NUM_ITEMS)])
    (folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")
    return had


class AnswerTest(unittest.TestCase):
    """A shop, trained once for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        cls.had = write_shop(cls.folder)
        trained = cls.run_program("train", "shop.yaml", "--json", "--threads", 1)
        if trained.returncode != 0:
            raise AssertionError(trained.stderr)
        cls.bundle = cls.folder / "runs" / "shop" / "001" / "bundle"

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True,
                              check=False, timeout=120)

    def answer(self, command, *arguments, bundle="runs/shop"):
        result = self.run_program(command, bundle, *arguments, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def recommend(self, *arguments, bundle="runs/shop"):
        return self.answer("recommend", *arguments, bundle=bundle)

    def refuse(self, code, field, *arguments, status=2):
        result = self.run_program(*arguments)
        self.assertEqual(result.returncode, status, result.stderr)
        last = result.stderr.strip().splitlines()[-1]
        self.assertTrue(last.startswith(f"error[{code}]: "), last)
        self.assertIn(field, last)
        self.assertEqual(result.stdout, "")

    def refuse_usage(self, *arguments):
        result = self.run_program(*arguments)
        self.assertEqual(result.returncode, 2, result.stderr)


def ids(answer):
    return [item["id"] for item in answer["items"]]


def scores(answer):
    return [item["score"] for item in answer["items"]]


class RecommendTest(AnswerTest):
    def test_answers_a_known_user_best_first(self):
        answer = self.recommend("--user", "u1", "-k", 5)
        self.assertEqual(len(ids(answer)), 5)
        self.assertEqual(scores(answer), sorted(scores(answer), reverse=True))
        self.assertFalse(set(ids(answer)) & set(self.had["u1"]))
        self.assertNotIn("degraded", answer)
        self.assertNotIn("short", answer)
        manifest = json.loads((self.bundle / "manifest.json").read_text(encoding="utf-8"))
        self.assertEqual(answer["generation"], manifest["generation"])
        for item in answer["items"]:
            self.assertEqual(item["show"], {"title": item_row(item["id"])[2]})
            self.assertTrue(-1.0001 <= item["score"] <= 1.0001)
            self.assertTrue(0.0 <= item["match"] <= 1.0)

    def test_has_learnt_the_walk(self):
        hits = 0
        for user in list(self.had)[:20]:
            last = self.had[user][-1]
            hits += bool({(last + 1) % NUM_ITEMS, (last + 2) % NUM_ITEMS} & set(
                ids(self.recommend("--user", user, "-k", 4))))
        self.assertGreaterEqual(hits, 15)  # 4 of 22 items by chance: 7

    def test_a_table_for_people_says_the_same(self):
        answer = self.recommend("--user", "u1", "-k", 3)
        table = self.run_program("recommend", "runs/shop/001", "--user", "u1", "-k", 3)
        self.assertEqual(table.returncode, 0, table.stderr)
        rows = [line.split() for line in table.stdout.splitlines()[1:-1]]
        self.assertEqual([int(row[1]) for row in rows], ids(answer))
        self.assertIn("percentile", table.stdout.splitlines()[-1])

    def test_a_history_stands_for_a_user(self):
        user = self.had["u1"]
        given = self.recommend("--history", ",".join(map(str, user)), "--features",
                               json.dumps({"age": 21}), "-k", 6)
        self.assertEqual(given, self.recommend("--user", "u1", "-k", 6))
        answer = self.recommend("--history", "3,nothing,4", "-k", 4)
        self.assertTrue({5, 6} & set(ids(answer)))
        self.assertFalse({3, 4} & set(ids(answer)))
        self.assertEqual(answer["unknown_values"], {"history": 1})

    def test_events_move_the_list_as_a_longer_history_does(self):
        longer = self.recommend("--history", "3,4,20", "-k", 6)
        self.assertEqual(self.recommend("--history", "3,4", "--events", "20", "-k", 6), longer)
        self.assertNotEqual(self.recommend("--history", "3,4", "-k", 6), longer)

    def test_features_and_context_are_read(self):
        young = self.recommend("--features", '{"age": 20}', "-k", 3)
        self.assertNotIn("degraded", young)
        self.assertNotEqual(scores(young), scores(self.recommend("--features", '{"age": 69}', "-k", 3)))
        morning = self.recommend("--user", "u1", "--context", '{"hour": 8}', "-k", 3)
        evening = self.recommend("--user", "u1", "--context", '{"hour": 20}', "-k", 3)
        self.assertNotEqual(scores(morning), scores(evening))

    def test_nobody_known_gets_what_is_popular(self):
        answer = self.recommend("--user", "nobody", "-k", 3, "--context", "{}")
        self.assertEqual(scores(answer), sorted(scores(answer), reverse=True))
        self.assertEqual(len(ids(answer)), 3)

    def test_more_than_there_is_is_clipped_and_said(self):
        answer = self.recommend("--user", "u1", "-k", 1000, "--exclude", "nothing")
        known = len(set(self.had["u1"]))
        self.assertEqual(answer["short"], {"catalog": NUM_ITEMS, "filter": 0, "rules": 0, "seen": known, "exclude": 0})
        self.assertEqual(len(ids(answer)), NUM_ITEMS - known)
        self.assertEqual(len(set(ids(answer))), NUM_ITEMS - known)

    def test_where_keeps_items_that_pass_by_any_column_of_the_items_table(self):
        for where, passes in [({"shelf": {"under": "row 1"}}, lambda item: item % 3 == 1),
                              ({"item.title": {"min": "blue", "below": "c"}}, lambda item: item % 3 == 1),
                              ({"not": {"shelf": {"is": "row 0/shelf 0"}}}, lambda item: item % 6 != 0),
                              ({"item_id": {"max": 7}}, lambda item: item <= 7)]:
            for user in ["u1", "nobody"]:
                answer = self.recommend("--user", user, "-k", 1000, "--where", json.dumps(where))
                passing = {item for item in range(NUM_ITEMS) if passes(item)}
                seen = set(self.had.get(user, []))
                self.assertEqual(set(ids(answer)), passing - seen)
                self.assertEqual(answer["short"], {"catalog": NUM_ITEMS, "filter": NUM_ITEMS - len(passing), "rules": 0,
                                                   "seen": len(passing & seen), "exclude": 0})
        self.refuse("config.unknown_name", "shelf", "recommend", "runs/shop", "--user", "u1",
                    "--where", '{"shelff": {"is": "row 1"}}')
        self.refuse("config.wrong_type", "--where", "recommend", "runs/shop", "--user", "u1", "--where", "3")
        why_not = self.answer("why", "--user", "nobody", "--item", 3, "--where", '{"shelf": {"under": "row 1"}}')
        self.assertEqual(why_not["why_not"]["cause"], "filtered")

    def test_rules_of_the_bundle_hold_for_every_answer(self):
        trained = self.run_program("train", "shop.yaml", "--set", "name=ruled", "--set", "train.epochs=1",
                                   "--set", "serve.rules=[{shelf: {under: row 1}}, {not: {item_id: {is: 4}}}]",
                                   "--set", "serve.diversity=0.4")
        self.assertEqual(trained.returncode, 0, trained.stderr)
        allowed = {item for item in range(NUM_ITEMS) if item % 3 == 1 and item != 4}
        for user in ["u1", "nobody"]:
            answer = self.recommend("--user", user, "-k", 30, "--where", '{"item_id": {"max": 12}}',
                                    bundle="runs/ruled")
            seen = set(self.had.get(user, []))
            passing = {item for item in allowed if item <= 12}
            self.assertEqual(set(ids(answer)), passing - seen)
            self.assertEqual(answer["short"], {"catalog": NUM_ITEMS, "filter": NUM_ITEMS - 13,
                                               "rules": 13 - len(passing), "seen": len(passing & seen), "exclude": 0})
        plain = self.recommend("--user", "u1", "-k", 6, "--diversity", 0, bundle="runs/ruled")
        diverse = self.recommend("--user", "u1", "-k", 6, "--diversity", 0.4, bundle="runs/ruled")
        self.assertEqual(self.recommend("--user", "u1", "-k", 6, bundle="runs/ruled"), diverse)
        self.assertEqual(scores(plain), sorted(scores(plain), reverse=True))
        why_not = self.answer("why", "--user", "nobody", "--item", 4, bundle="runs/ruled")
        self.assertEqual(why_not["why_not"]["cause"], "rules")
        self.refuse("config.unknown_name", "serve.rules[0].shelff", "train", "shop.yaml", "--set", "name=wrong",
                    "--set", "serve.rules=[{shelff: {is: a}}]")
        self.refuse("config.unknown_name", "serve.caps.shelff", "train", "shop.yaml", "--set", "name=wrong",
                    "--set", "serve.caps={shelff: 2}")
        self.refuse("config.out_of_range", "serve.caps.shelf", "train", "shop.yaml", "--set", "name=wrong",
                    "--set", "serve.caps={shelf: 0}")
        self.refuse("config.wrong_type", "serve.rules[0].shelf.min", "train", "shop.yaml", "--set", "name=wrong",
                    "--set", "serve.rules=[{shelf: {min: 3}}]")

    def test_excluded_items_make_room_for_the_next(self):
        first, *rest = ids(self.recommend("--user", "u1", "-k", 6))
        self.assertEqual(ids(self.recommend("--user", "u1", "-k", 5, "--exclude", first)), rest)
        answer = self.recommend("--user", "u1", "-k", 5, "--exclude", f"{first},nothing")
        self.assertEqual(answer["unknown_values"], {"exclude": 1})

    def test_caps_hold_to_the_bundle_unless_a_request_has_its_own(self):
        trained = self.run_program("train", "shop.yaml", "--set", "name=capped", "--set", "train.epochs=1",
                                   "--set", "serve.caps={shelf: 2}")
        self.assertEqual(trained.returncode, 0, trained.stderr)
        for user in ["u1", "nobody"]:
            capped = self.recommend("--user", user, "-k", 30, bundle="runs/capped")
            free = self.recommend("--user", user, "-k", 30, "--caps", "{}", bundle="runs/capped")
            self.assertEqual(len(free["items"]), NUM_ITEMS - len(set(self.had.get(user, []))))
            left = {shelf: 2 for shelf in range(6)}
            expected = []
            for item in ids(free):
                left[item % 6] -= 1
                if left[item % 6] >= 0:
                    expected.append(item)
            self.assertEqual(ids(capped), expected)
            self.assertEqual(capped["short"]["caps"], len(free["items"]) - len(expected))
        self.refuse("config.unknown_name", "caps.shelff", "recommend", "runs/shop", "--user", "u1",
                    "--caps", '{"shelff": 2}')
        self.refuse("config.out_of_range", "--caps.shelf", "recommend", "runs/shop", "--user", "u1",
                    "--caps", '{"shelf": 0}')

    def test_diversity_is_off_at_0_and_keeps_the_first(self):
        plain = self.recommend("--user", "u1", "-k", 6)
        self.assertEqual(self.recommend("--user", "u1", "-k", 6, "--diversity", 0), plain)
        diverse = self.recommend("--user", "u1", "-k", 6, "--diversity", 0.8)
        self.assertEqual(ids(diverse)[0], ids(plain)[0])
        self.assertNotEqual(ids(diverse), ids(plain))

    def test_answers_for_all_are_those_of_each(self):
        result = self.run_program("recommend", "runs/shop", "--all", "--out", "all.csv", "-k", 3)
        self.assertEqual(result.returncode, 0, result.stderr)
        with open(self.folder / "all.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 3 * NUM_USERS)
        own = [int(row["item"]) for row in rows if row["user"] == "u1"]
        self.assertEqual(own, ids(self.recommend("--user", "u1", "-k", 3)))

    def test_refuses_what_means_nothing(self):
        recommend = ("recommend", "runs/shop")
        self.refuse("request.wrong_feature", "age", *recommend, "--features", '{"aeg": 20}')
        self.refuse("request.wrong_feature", "features.age", *recommend, "--features", '{"age": "old"}')
        self.refuse("request.wrong_feature", "features", *recommend, "--features", "[1]")
        self.refuse("json.syntax", "--features", *recommend, "--features", '{"age": ')
        self.refuse("request.wrong_feature", "hour", *recommend, "--user", "u1", "--context", '{"our": 8}')
        self.refuse("request.out_of_range", "-k", *recommend, "--user", "u1", "-k", 0)
        self.refuse("request.out_of_range", "--diversity", *recommend, "--user", "u1", "--diversity", 1.5)
        self.refuse("file.unreadable", "nowhere", "recommend", "nowhere", "--user", "u1")
        self.refuse("data.wrong_format", "twotower train .", "recommend", ".", "--user", "u1")
        (self.folder / "empty").mkdir(exist_ok=True)
        self.refuse("bundle.corrupt", "manifest.json", "recommend", "empty", "--user", "u1", status=1)

    def test_ids_that_stand_apart_by_something_else_are_shown_right(self):
        for history in ("1 2 3", "1;2;3", "[1 2 3]", "1, 2 3"):
            for command in ("recommend", "why"):
                item = ("--item", 7) if command == "why" else ()
                self.refuse("request.unknown_id", "--history 1,2,3", command, "runs/shop", "--history", history, *item)
        self.refuse("request.unknown_id", "--exclude 1,2", "recommend", "runs/shop", "--user", "u1", "--exclude", "1 2")
        self.refuse("request.unknown_id", "--items 1,2", "score", "runs/shop", "--user", "u1", "--items", "1 2")
        self.assertEqual(self.recommend("--history", "1, 2 ,3"), self.recommend("--history", "1,2,3"))
        self.recommend("--history", "no such thing")  # nothing of it is an item: an id with blanks

    def test_features_that_are_no_json_are_shown_right(self):
        for features, right in (("age=31", """--features '{"age": 31}'"""), ("age: 31", """--features '{"age": 31}'"""),
                                ("{age: 31}", """--features '{"age": 31}'"""),
                                ("age=31,city=New York", """--features '{"age": 31}'"""),  # city is not read
                                ("{'age': 31}", """--features '{"age": 31}'"""),
                                ("age", """e.g. --features '{"age": 31}'""")):
            self.refuse("json.syntax", right, "recommend", "runs/shop", "--features", features)
        self.refuse("json.syntax", """--context '{"hour": 8}'""", "recommend", "runs/shop", "--user", "u1", "--context",
                    "hour=8")

    def test_refuses_wrong_usage(self):
        self.refuse_usage("recommend", "runs/shop")
        self.refuse_usage("recommend", "--user", "u1")
        self.refuse_usage("recommend", "runs/shop", "--all")
        self.refuse_usage("recommend", "runs/shop", "--all", "--out", "a.csv", "--user", "u1")
        self.refuse_usage("recommend", "runs/shop", "--user", "u1", "-k", "many")
        self.refuse_usage("recommend", "runs/shop", "--user", "u1", "--nonsense")

    def test_refuses_a_damaged_bundle(self):
        damaged = self.folder / "damaged"
        shutil.copytree(self.bundle, damaged)
        part = damaged / "index.safetensors"
        content = bytearray(part.read_bytes())
        content[-1] ^= 1
        part.write_bytes(content)
        self.refuse("bundle.corrupt", "index.safetensors", "recommend", "damaged", "--user", "u1", status=1)


class SimilarAndScoreTest(AnswerTest):
    def test_similar_items_are_others_best_first(self):
        answer = self.answer("similar", "--item", 7, "-k", 5)
        self.assertEqual(len(set(ids(answer)) - {7}), 5)
        self.assertEqual(scores(answer), sorted(scores(answer), reverse=True))
        back = self.answer("similar", "--item", ids(answer)[0], "-k", NUM_ITEMS)
        self.assertEqual(len(ids(back)), NUM_ITEMS - 1)
        self.assertEqual(back["short"]["catalog"], NUM_ITEMS)
        self.assertAlmostEqual(dict(zip(ids(back), scores(back)))[7], scores(answer)[0], places=5)
        some = self.answer("similar", "--item", 7, "-k", NUM_ITEMS, "--exclude", "10,13,nothing", "--where",
                           '{"must": [{"key": "shelf", "match": {"any": ["row 1/shelf 1", "row 1/shelf 4"]}}]}')
        every = self.answer("similar", "--item", 7, "-k", NUM_ITEMS)
        passing = [item for item in ids(every) if item % 3 == 1 and item not in (10, 13)]
        self.assertEqual(ids(some), passing)
        self.assertEqual(some["short"], {"catalog": NUM_ITEMS, "filter": NUM_ITEMS - 10, "rules": 0, "seen": 0,
                                         "exclude": 3})
        self.assertEqual(some["unknown_values"], {"exclude": 1})

    def test_scores_are_those_of_the_list_in_the_order_asked(self):
        listed = self.recommend("--user", "u1", "-k", 4)
        asked = [ids(listed)[3], ids(listed)[0], "nothing"]
        answer = self.answer("score", "--user", "u1", "--items", ",".join(map(str, asked)))
        self.assertEqual([str(item["id"]) for item in answer["items"]], [str(i) for i in asked])
        self.assertAlmostEqual(scores(answer)[0], scores(listed)[3], places=5)
        self.assertAlmostEqual(scores(answer)[1], scores(listed)[0], places=5)
        self.assertIsNone(scores(answer)[2])

    def test_known_items_have_scores_too(self):
        answer = self.answer("score", "--user", "u1", "--items", self.had["u1"][0])
        self.assertIsInstance(scores(answer)[0], float)

    def test_refuses_what_means_nothing(self):
        self.refuse("request.unknown_id", "77", "similar", "runs/shop", "--item", 77)
        self.refuse("request.out_of_range", "-k", "similar", "runs/shop", "--item", 7, "-k", 0)
        self.refuse("file.unreadable", "nowhere", "score", "nowhere", "--user", "u1", "--items", 1)
        self.refuse_usage("similar", "runs/shop")
        self.refuse_usage("score", "runs/shop", "--user", "u1")


class InspectTest(AnswerTest):
    def test_a_bundle_names_what_is_in_it(self):
        answer = self.answer("inspect")
        self.assertEqual((answer["kind"], answer["items"], answer["users"], answer["events"]),
                         ("bundle", NUM_ITEMS, NUM_USERS, NUM_USERS * STEPS))
        self.assertEqual((answer["repeat"], answer["similarity"]), ("exclude", "cosine"))
        item = answer["towers"]["item"]
        self.assertEqual([(i["feature"], i["kind"], i["width"]) for i in item["inputs"]],
                         [("item", "id", 16), ("shelf", "category", 16), ("title", "text", 16)])
        self.assertEqual((item["hidden"], item["dim"]), ([16], 16))
        rows = {table["name"]: table["rows"] for table in answer["tables"]}
        self.assertEqual(sorted(rows.values()), sorted([NUM_ITEMS + 2, 2 + 3 + 6, 1 + 512, 2 + 2]))
        parts = {path.name: path.stat().st_size for path in self.bundle.iterdir()}
        del parts["manifest.json"]
        self.assertEqual(answer["files"], parts)

    def test_a_table_names_its_columns(self):
        result = self.run_program("inspect", "items.csv", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        answer = json.loads(result.stdout)
        self.assertEqual((answer["kind"], answer["format"], answer["rows"]), ("table", "csv", NUM_ITEMS))
        self.assertEqual([(c["name"], c["type"], c["distinct"], c["missing"]) for c in answer["columns"]],
                         [("item", "integer", NUM_ITEMS, 0), ("shelf", "text", 6, 0),
                          ("title", "text", NUM_ITEMS, 0)])

    def test_people_read_it_too(self):
        for what in ("runs/shop/latest", "log.csv"):
            result = self.run_program("inspect", what)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertGreater(len(result.stdout.splitlines()), 4)

    def test_refuses_what_is_not_there(self):
        self.refuse("file.unreadable", "nothing.csv", "inspect", "nothing.csv")
        (self.folder / "empty").mkdir()
        self.refuse("file.unreadable", "holds no file", "inspect", "empty")
        self.refuse_usage("inspect")


class ItemsAddTest(AnswerTest):
    def add(self, rows, *arguments, header=("item", "shelf", "title")):
        write_csv(self.folder / "new.csv", header, rows)
        return self.run_program("items", "add", "runs/shop/001/bundle", "new.csv", *arguments)

    def test_new_items_are_recommended_without_training(self):
        result = self.add([item_row(100), item_row(5, "red thing again"), [101, "", ""]], "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        added = json.loads(result.stdout)
        bundle = added["bundle"]
        self.assertEqual((added["added"], added["replaced"], added["items"]), (2, 1, NUM_ITEMS + 2))
        self.assertEqual(pathlib.Path(self.folder / bundle).parent, self.bundle.parent)
        old, new = self.answer("inspect", bundle=self.bundle), self.answer("inspect", bundle=bundle)
        self.assertEqual((old["generation"], old["items"]), (added["parent"], NUM_ITEMS))
        self.assertEqual((new["generation"], new["items"]), (added["generation"], NUM_ITEMS + 2))
        self.assertNotEqual(new["generation"], old["generation"])

        before = self.recommend("--user", "u1", "-k", 100, bundle=self.bundle)
        after = self.recommend("--user", "u1", "-k", 100, bundle=bundle)
        unchanged = [i for i in after["items"] if i["id"] not in (5, 100, 101)]
        score_of = dict(zip(ids(before), scores(before)))
        self.assertEqual({i["id"] for i in unchanged}, set(score_of) - {5})
        for item in unchanged:
            self.assertEqual(item["score"], score_of[item["id"]])
        shown = {i["id"]: i["show"]["title"] for i in after["items"]}
        self.assertEqual(shown[100], item_row(100)[2])
        self.assertIsNone(shown[101])
        similar = self.answer("similar", "--item", 100, "-k", 40, bundle=bundle)
        self.assertEqual(len(ids(similar)), NUM_ITEMS + 1)

    def test_says_which_new_items_the_model_cannot_tell_apart(self):
        rows = [item_row(100), [101, "", ""], [102, "", ""], [5, "", ""]]
        answer = json.loads(self.add(rows, "--json").stdout)
        self.assertEqual((answer["added"], answer["without_features"]), (3, 2))
        similar = self.answer("similar", "--item", 101, "-k", 1, bundle=answer["bundle"])
        self.assertEqual(ids(similar), [102])
        self.assertAlmostEqual(scores(similar)[0], 1.0, places=5)
        for language, pattern in (("en", "! 2 of the new items have no value of shelf, title"), ("zh", "! 2 个新物品")):
            self.assertIn(pattern, self.add(rows, "--lang", language).stdout)
        self.assertNotIn("!", self.add([item_row(100)]).stdout)

    def test_a_model_of_ids_alone_says_so(self):
        overrides = ["features.item={item: {kind: id, dim: 16}}", "train.epochs=1", "data.items.show=[]"]
        trained = self.run_program("train", "shop.yaml", "--json", "--runs", "ids", "--threads", 1,
                                   *[part for override in overrides for part in ("--set", override)])
        self.assertEqual(trained.returncode, 0, trained.stderr)
        write_csv(self.folder / "new.csv", ["item"], [[100], [101], [5]])
        for arguments in (("--json",), ()):
            result = self.run_program("items", "add", json.loads(trained.stdout)["run"] + "/bundle", "new.csv", *arguments)
            self.assertEqual(result.returncode, 0, result.stderr)
            if arguments:
                self.assertEqual(json.loads(result.stdout)["without_features"], 2)
            else:
                self.assertIn("! 2 new items", result.stdout)

    def test_a_history_of_new_items_alone_says_nothing(self):
        bundle = json.loads(self.add([item_row(100)], "--json").stdout)["bundle"]
        for history, knows in (("100", False), ("100,5", True)):
            answer = self.recommend("--history", history, "-k", 3, bundle=bundle)
            self.assertEqual("degraded" in answer, not knows, history)

    def test_the_same_words_give_the_same_vector(self):
        twin = json.loads(self.add([[200, "row 1/shelf 4", "blue thing"],
                                    [201, "row 1 / shelf 4/", "BLUE  Thing!"]], "--json").stdout)
        similar = self.answer("similar", "--item", 200, "-k", 1, bundle=twin["bundle"])
        self.assertEqual(ids(similar), [201])
        self.assertAlmostEqual(scores(similar)[0], 1.0, places=5)

    def test_generations_stand_beside_one_another_and_are_never_written_over(self):
        first = json.loads(self.add([item_row(300)], "--json").stdout)["bundle"]
        write_csv(self.folder / "more.csv", ["item", "shelf", "title"], [item_row(301)])
        second = self.run_program("items", "add", first, "more.csv", "--out", "own", "--json")
        self.assertEqual(second.returncode, 0, second.stderr)
        self.assertEqual(json.loads(second.stdout)["items"], NUM_ITEMS + 2)
        self.refuse("request.out_of_range", "own", "items", "add", first, "more.csv", "--out", "own")
        again = json.loads(self.add([item_row(300)], "--json").stdout)["bundle"]
        self.assertNotEqual(again, first)
        self.assertEqual(self.answer("inspect", bundle=first)["items"], NUM_ITEMS + 1)

    def test_refuses_tables_that_do_not_fit_and_leaves_nothing(self):
        before = sorted(path.name for path in self.bundle.parent.iterdir())
        add = ("items", "add", "runs/shop/001", "new.csv")
        self.add([[100, "a"]], "--out", "other", header=("shop_item", "shelf"))
        self.refuse("data.missing_column", "item", *add)
        self.add([item_row(100), item_row(100)])
        self.refuse("data.duplicate_id", "100", *add)
        self.add([["x", "a", "b"]])
        self.refuse("data.bad_row", "x", *add)
        self.add([])
        self.refuse("data.too_little", "new.csv", *add)
        self.refuse("file.unreadable", "none.csv", "items", "add", "runs/shop/001", "none.csv")
        self.refuse("file.unreadable", "nowhere", "items", "add", "nowhere", "new.csv")
        self.refuse_usage("items")
        self.refuse_usage("items", "add", "runs/shop/001")
        self.assertEqual(sorted(path.name for path in self.bundle.parent.iterdir()), before)


if __name__ == "__main__":
    unittest.main()
