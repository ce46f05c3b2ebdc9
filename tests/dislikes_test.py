"""What people voted against, and what of a table is known when a list is asked for, without a config.

Usage: dislikes_test.py PROGRAM
"""
import csv
import json
import random
import re
import unittest

from trained_folder import TrainedFolderTest

START = 1_700_000_000
TEAS = [f"tea{number}" for number in range(40)]
SHOPS = [f"The branch number {number} at the old station road" for number in range(12)]


def votes(num_users=60, length=20, against=-1):
    """(user, item, vote, time): users like teas of their own half, and vote against some of the others."""
    draw = random.Random(3)
    for user in range(num_users):
        half = user % 2 * 20
        for step in range(length):
            is_liked = draw.random() < 0.65
            item = (half if is_liked else 20 - half) + draw.randrange(20)
            yield f"u{user}", TEAS[item], 1 if is_liked else against, START + 3600 * step + user


class DislikesTest(TrainedFolderTest):
    def write(self, name, header, rows):
        with open(self.folder / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])

    def train(self, *arguments):
        """What training said that it chose, by key, with its flags."""
        done = self.run_program("train", *arguments, "--set", "train.epochs=2", "--set", "train.trials=false")
        self.assertEqual(done.returncode, 0, done.stderr)
        return dict(re.findall(r"^chosen +([^ :]+): (.*)$", done.stdout + done.stderr, re.MULTILINE))

    def lists(self, run):
        self.command("recommend", run, "--all", "-k", "10", "--out", "lists.csv", "--json")
        with open(self.folder / "lists.csv", encoding="utf-8", newline="") as file:
            return [(row["user"], row["item"]) for row in csv.DictReader(file)]

    def disliked(self, rows):
        """What each user's last word of is against it."""
        last = {}
        for user, item, vote, time in sorted(rows, key=lambda row: row[3]):
            last[user, item] = vote
        return {pair for pair, vote in last.items() if vote <= 0}

    def test_what_a_user_disliked_is_in_no_list(self):
        for against, rule in ((-1, "allow"), (0, "exclude")):
            with self.subTest(against=against, rule=rule):
                rows = list(votes(against=against))
                self.write("votes.csv", ["user_id", "item_id", "vote", "timestamp"], rows)
                chosen = self.train("votes.csv", "--set", f"data.repeat={rule}")
                self.assertIn("dislikes=none", chosen["data.interactions.dislikes"])
                self.assertNotIn("features.context", chosen)
                recommended = set(self.lists("runs/votes/latest"))
                self.assertEqual(len(recommended), 600)
                self.assertFalse(recommended & self.disliked(rows))

    def test_the_flag_counts_them_and_events_of_a_server_say_it_too(self):
        rows = list(votes())
        self.write("flag.csv", ["user_id", "item_id", "vote", "timestamp"], rows)
        chosen = self.train("flag.csv", "--set", "data.interactions.dislikes=none", "--set", "data.repeat=allow")
        self.assertNotIn("data.interactions.dislikes", chosen)
        self.assertTrue(set(self.lists("runs/flag/latest")) & self.disliked(rows))
        ids = [row["id"] for row in self.command("recommend", "runs/flag/latest", "--user", "u1", "-k", "5", "--json")["items"]]
        event = json.dumps([{"item_id": ids[0], "type": "dislike"}])
        after = self.command("recommend", "runs/flag/latest", "--user", "u1", "-k", "5", "--events", event, "--json")
        self.assertEqual([row["id"] for row in after["items"]][:4], ids[1:])

    def test_types_of_events_may_be_dislikes_and_flags_of_nothing_impressions(self):
        for header, form, words in (("reaction", {1: "like", -1: "dislike"}, "dislike"),
                                    ("feedback", {1: "喜欢", -1: "不喜欢"}, "不喜欢"),
                                    ("purchased", {1: "1", -1: "0"}, "0"),
                                    ("is_liked", {1: "true", -1: "false"}, "false")):
            with self.subTest(header):
                rows = [(user, item, form[vote], time) for user, item, vote, time in votes()]
                self.write("events.csv", ["user_id", "item_id", header, "timestamp"], rows)
                chosen = self.train("events.csv", "--set", "data.repeat=allow")
                flag = 'type.column=""' if header in ("purchased", "is_liked") else "--type COLUMN"
                self.assertIn(flag, chosen["data.interactions.type.column"])
                self.assertIn(words, chosen["data.interactions.type.weights"])
                self.assertNotIn("features.context", chosen)
                none = self.train("events.csv", "--set", 'data.interactions.type.column=""')
                self.assertNotIn("data.interactions.type.weights", none)

    def test_columns_of_a_shop(self):
        draw = random.Random(5)
        rows = [(user, item, START + 3600 * step + index, draw.choice(SHOPS), round(draw.uniform(9, 30), 1),
                 draw.choice(["hot", "iced"]), draw.choice(["none", "half", "full"]), "", "cash")
                for index, (user, item, step) in enumerate(
                    (f"u{user}", draw.choice(TEAS), step) for user in range(60) for step in range(20))]
        self.write("orders.csv", ["user_id", "item_id", "timestamp", "branch", "amount_paid", "temperature",
                                  "sweetness", "nothing", "currency"], rows)
        kinds = ["hot", "milk", "fruit", "strong", "sour"]
        self.write("teas.csv", ["item_id", "notes_of_taste"],
                   [(tea, "、".join(draw.sample(kinds, draw.randint(1, 3)))) for tea in TEAS])
        chosen = self.train("orders.csv", "--items", "teas.csv")
        context = chosen["features.context"]
        self.assertIn("branch category", context)
        for name in ("amount_paid", "temperature", "sweetness"):
            self.assertNotIn(name, context)
        left_out = chosen["features"]
        for name in ("amount_paid", "temperature", "sweetness", "nothing", "currency"):
            self.assertIn(name, left_out)
        self.assertIn("notes_of_taste tags", chosen["features.item"])
        off = self.train("orders.csv", "--items", "teas.csv", "--set", "features.context=off")
        self.assertNotIn("features.context", off)


if __name__ == "__main__":
    unittest.main()
