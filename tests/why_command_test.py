"""`twotower why` and `recommend --why` on a shop of three tastes.

Usage: why_command_test.py PROGRAM
"""
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from written_tables import write_csv

PROGRAM = sys.argv.pop(1)
NUM_USERS, NUM_ITEMS, STEPS = 180, 30, 6
CONFIG = """name: shop
data:
  interactions: {path: log.csv, user: user, item: item, time: time}
  users: {path: users.csv, id: user}
  items: {path: items.csv, id: item, show: [title]}
  repeat: exclude
split: leave_one_out
features:
  user:
    history: {kind: sequence, length: 5, encoder: {kind: mean}}
    taste: category
    shoe_size: number
  item:
    item: {kind: id, dim: 16}
    color: category
towers: {dim: 16, similarity: cosine, temperature: 0.1, history_dropout: 0.3}
train: {epochs: 30, batch_size: 64, optimizer: {learning_rate: 0.01}, table_optimizer: {learning_rate: 0.01},
        early_stopping: {patience: 30}}
"""
COLORS = ["red", "blue", "green"]


def write_shop(folder):
    """Every user has items of one color alone, and every other says so; shoes tell nothing."""
    draw = random.Random(4)
    had, rows = {}, []
    for user in range(NUM_USERS):
        for step, place in enumerate(draw.sample(range(NUM_ITEMS // 3), STEPS)):
            item = 3 * place + user % 3
            had.setdefault(f"u{user}", []).append(item)
            rows.append([f"u{user}", item, 1_700_000_000 + 1000 * step + user])
    write_csv(folder / "log.csv", ["user", "item", "time"], rows)
    write_csv(folder / "users.csv", ["user", "taste", "shoe_size"],
              [[user, COLORS[i % 3] if i % 2 else "", draw.randrange(36, 46)] for i, user in enumerate(had)])
    write_csv(folder / "items.csv", ["item", "color", "title"],
              [[i, COLORS[i % 3], f"{COLORS[i % 3]} thing {i}"] for i in range(NUM_ITEMS)])
    (folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")
    return had


class WhyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        cls.had = write_shop(cls.folder)
        cls.trained = cls.run_program("train", "shop.yaml", "--threads", 1)
        if cls.trained.returncode != 0:
            raise AssertionError(cls.trained.stderr)

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True,
                              check=False, timeout=120)

    def answer(self, command, *arguments):
        result = self.run_program(command, "runs/shop", *arguments, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def why(self, *arguments):
        return self.answer("why", *arguments)

    def test_the_place_is_that_of_the_list(self):
        listed = self.answer("recommend", "--user", "u1", "-k", 100)["items"]
        for place, item in enumerate(listed, 1):
            answer = self.why("--user", "u1", "--item", item["id"])
            self.assertEqual((answer["place"], answer["score"], answer["match"], answer["show"]),
                             (place, item["score"], item["match"], item["show"]))
            self.assertEqual((answer["items"], answer["allowed"]), (NUM_ITEMS, len(listed)))
            self.assertGreaterEqual(answer["rank"], place)
            self.assertNotIn("why_not", answer)

    def test_what_is_nearest_is_of_the_planted_taste(self):
        for taste in range(3):
            mixed = [taste, (taste + 1) % 3, (taste + 2) % 3]  # one of each color
            answer = self.why("--history", ",".join(map(str, mixed)), "--item", 15 + taste)
            self.assertEqual(answer["nearest"][0]["id"], taste)
            cosines = [near["cosine"] for near in answer["nearest"]]
            self.assertEqual(cosines, sorted(cosines, reverse=True))
            items = [effect for effect in answer["effects"] if effect["side"] == "history_item"]
            own = next(effect for effect in items if effect["item"] == taste)
            self.assertEqual(own["score"], max(effect["score"] for effect in items))
            self.assertGreater(own["score"], 0)

    def test_a_stored_history_says_when(self):
        answer = self.why("--user", "u1", "--item", 0)
        first = self.had["u1"]
        self.assertTrue({near["id"] for near in answer["nearest"]} <= set(first))
        for near in answer["nearest"]:
            self.assertEqual(near["count"], 1)
            self.assertTrue(near["last"].startswith("2023-11-14T"), near["last"])

    def test_what_the_taste_depends_on_moves_it_and_the_rest_does_not(self):
        features = {"taste": "red", "shoe_size": 40}
        moved = {effect["name"]: effect for effect in self.why(
            "--features", json.dumps(features), "--item", 3)["effects"] if effect["side"] == "user"}
        self.assertGreater(moved["taste"]["score"], 3 * abs(moved["shoe_size"]["score"]))
        self.assertGreater(moved["taste"]["places"], 0)
        other = self.why("--features", json.dumps(features), "--item", 4)["effects"]
        self.assertLess(next(effect["score"] for effect in other if effect["name"] == "taste"), 0)
        without = self.answer("score", "--user", "nobody", "--items", "3")
        self.assertIn("degraded", without)

    def test_events_and_exclude_are_read(self):
        plain = self.why("--history", "0", "--item", 6)
        with_event = self.why("--history", "0", "--events", "3,nothing", "--item", 6)
        self.assertEqual(with_event["unknown_values"], {"events": 1})
        self.assertEqual({near["id"] for near in with_event["nearest"]}, {0, 3})
        self.assertEqual(with_event["score"], self.why("--history", "0,3", "--item", 6)["score"])
        self.assertNotEqual(plain["score"], with_event["score"])

    def test_says_why_not(self):
        seen = self.why("--user", "u1", "--item", self.had["u1"][0])
        self.assertEqual(seen["why_not"]["cause"], "seen")
        self.assertNotIn("place", seen)
        self.assertIn("rank", seen)
        excluded = self.why("--user", "u1", "--item", 0, "--exclude", "0")
        self.assertEqual(excluded["why_not"]["cause"], "excluded")

    def test_refuses_an_item_that_is_not_in_the_catalog(self):
        for arguments in (("why", "runs/shop", "--user", "u1", "--item", 300), ("similar", "runs/shop", "--item", 300)):
            refused = self.run_program(*arguments)
            self.assertEqual((refused.returncode, refused.stdout), (2, ""))
            self.assertTrue(refused.stderr.startswith("error[request.unknown_id]: "), refused.stderr)

    def test_of_nobody_popularity(self):
        answer = self.why("--user", "nobody", "--item", 3)
        self.assertIn("degraded", answer)
        self.assertEqual((answer["effects"], answer["nearest"]), ([], []))
        listed = self.answer("recommend", "--user", "nobody", "-k", 3, "--why")["items"]
        self.assertEqual({item["because"]["kind"] for item in listed}, {"popular"})

    def test_every_item_of_a_list_has_a_reason(self):
        listed = self.answer("recommend", "--user", "u2", "-k", 4, "--why")["items"]
        for item in listed:  # of the taste nothing is known
            self.assertEqual(item["because"]["kind"], "near")
            full = self.why("--user", "u2", "--item", item["id"])
            self.assertEqual(item["because"]["item"], full["nearest"][0]["id"])
            self.assertIn(full["nearest"][0]["show"]["title"], item["reason"])
        by_taste = self.answer("recommend", "--features", '{"taste": "red"}', "-k", 3, "--why")["items"]
        self.assertEqual({item["because"].get("feature") for item in by_taste}, {"taste"})
        plain = self.answer("recommend", "--user", "u2", "-k", 4)["items"]
        self.assertEqual([item["id"] for item in listed], [item["id"] for item in plain])
        self.assertNotIn("reason", plain[0])

    def test_reasons_for_all_users_are_a_column(self):
        result = self.run_program("recommend", "runs/shop", "--all", "--out", "all.csv", "-k", 2, "--why")
        self.assertEqual(result.returncode, 0, result.stderr)
        with open(self.folder / "all.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 2 * NUM_USERS)
        self.assertTrue(all(row["reason"] for row in rows))

    def test_people_read_labels(self):
        result = self.run_program("why", "runs/shop", "--user", "u1", "--item", 4)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("blue thing 4", result.stdout)
        self.assertIn("taste", result.stdout)

    def test_what_train_says_next_works(self):
        line = next(line for line in self.trained.stdout.splitlines() if line.startswith("next "))
        command = line.split(" ", 1)[1].strip().split(" | ")[0].split()
        self.assertEqual(command[:2], ["twotower", "recommend"])
        result = self.run_program(*command[1:])
        self.assertEqual(result.returncode, 0, result.stderr)
        report = line.split(" | ")[1]
        self.assertTrue((self.folder / report).is_file(), report)

    def test_refuses_wrong_usage(self):
        for arguments in (["--user", "u1"], ["--item", 3], ["--user", "u1", "--item", 3, "--features", "{"],
                          ["--item", 3, "--features", '{"tast": "red"}']):
            result = self.run_program("why", "runs/shop", *arguments)
            self.assertEqual(result.returncode, 2, result.stderr)


if __name__ == "__main__":
    unittest.main()
