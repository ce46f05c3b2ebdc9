"""Several sequences of one user: a shop whose orders follow another taste than its views.

Usage: sequences_test.py PROGRAM
"""
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
NUM_USERS, NUM_ITEMS, NUM_TASTES, DAYS, VIEWS_A_DAY = 1500, 200, 10, 12, 6
# Views are part of histories and nothing to recommend.
CONFIG = """name: shop
data:
  interactions:
    {path: log.csv, user: user, item: item, time: time, type: {column: event, weights: {view: 0, buy: 1}}}
  repeat: allow
split: leave_one_out
features:
  user:
    %s
  item:
    item: {kind: id, dim: 32}
towers: {dim: 32, user: {hidden: [64]}, similarity: cosine, temperature: 0.1}
negatives: {all: true}
train: {epochs: 12, batch_size: 512, examples: every, seed: 1, early_stopping: {patience: 12},
        optimizer: {learning_rate: 0.005}, table_optimizer: {learning_rate: 0.005}}
"""
MEAN = "history: {kind: sequence, rule: before, length: 60, encoder: mean}"
ATTENTION = ("history: {kind: sequence, rule: before, length: 60, event_type: %s, "
             "encoder: {kind: attention, blocks: 1, dropout: 0.1}}")
SLOWLY = ["train.epochs=30", "train.optimizer.learning_rate=0.001", "train.table_optimizer.learning_rate=0.001"]
APART = """orders: {kind: sequence, rule: before, where: {event: {is: buy}}, length: 10, encoder: mean}
    views: {kind: sequence, rule: before, where: {event: {is: view}}, length: 50, encoder: mean}"""


def write_shop(folder):
    """Who orders of one taste looks at another: the same items tell nothing of orders when viewed."""
    draw = random.Random(11)
    of_taste = [range(taste, NUM_ITEMS, NUM_TASTES) for taste in range(NUM_TASTES)]
    rows = []
    for user in range(NUM_USERS):
        orders, views = draw.sample(range(NUM_TASTES), 2)
        for day in range(DAYS):
            time = 1_700_000_000 + 86_400 * day + 20 * user
            for minute in range(VIEWS_A_DAY):
                rows.append([f"u{user}", draw.choice(of_taste[views]), time + minute, "view"])
            rows.append([f"u{user}", draw.choice(of_taste[orders]), time + VIEWS_A_DAY, "buy"])
    with open(folder / "log.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["user", "item", "time", "event"], *rows])


class SequencesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        write_shop(cls.folder)
        cls.apart = cls.trained("apart", APART)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True,
                              text=True, check=False)

    @classmethod
    def trained(cls, name, sequences, settings=()):
        (cls.folder / f"{name}.yaml").write_text(CONFIG % sequences, encoding="utf-8")
        done = cls.run_program("train", f"{name}.yaml", "--runs", f"runs_{name}", "--threads", 2, "--json",
                               *(word for setting in settings for word in ("--set", setting)))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def recall(self, run):
        return run["test"]["metrics"]["recall@10"]["value"]

    def answer(self, command, *arguments):
        done = self.run_program(command, "runs_apart/shop/latest", *arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def tastes_of(self, events, flag="--history"):
        answer = self.answer("recommend", flag, json.dumps(events), "-k", 10)
        return [item["id"] % NUM_TASTES for item in answer["items"]]

    def test_orders_apart_from_views_beat_one_mixed_history(self):
        apart = self.recall(self.apart)
        mean = self.recall(self.trained("mean", MEAN))
        attention = self.recall(self.trained("attention", ATTENTION % "false", SLOWLY))
        print(f"recall@10: apart {apart:.3f}, mixed by mean {mean:.3f}, by attention {attention:.3f}")
        self.assertGreaterEqual(apart, 1.1 * max(mean, attention))

    def test_types_tell_a_mixed_history_which_steps_are_orders(self):
        typed = self.recall(self.trained("typed", ATTENTION % "true", SLOWLY))
        untyped = self.recall(self.trained("untyped", ATTENTION % "false", SLOWLY))
        print(f"recall@10: with types {typed:.3f}, without {untyped:.3f}")
        self.assertGreaterEqual(typed, 1.1 * untyped)

    def test_a_request_is_read_by_types(self):
        orders = [{"item_id": 3 + NUM_TASTES * i, "type": "buy"} for i in range(5)]
        views = [{"item_id": 7 + NUM_TASTES * i, "type": "view", "time": 1_700_000_000 + i} for i in range(5)]
        tastes = self.tastes_of(views + orders)
        self.assertGreaterEqual(tastes.count(3), 8, tastes)
        swapped = [{**event, "type": {"buy": "view", "view": "buy"}[event["type"]]} for event in views + orders]
        self.assertGreaterEqual(self.tastes_of(swapped).count(7), 8)

    def test_events_after_a_stored_history(self):
        stored = [item["id"] for item in self.answer("recommend", "--user", "u5", "-k", 10)["items"]]
        taste = max(range(NUM_TASTES), key=[item % NUM_TASTES for item in stored].count)
        other = [{"item_id": (taste + 1) % NUM_TASTES + NUM_TASTES * i, "type": "buy"} for i in range(12)]
        after = self.answer("recommend", "--user", "u5", "--events", json.dumps(other), "-k", 10)["items"]
        tastes = [item["id"] % NUM_TASTES for item in after]
        self.assertGreaterEqual(tastes.count((taste + 1) % NUM_TASTES), 8, tastes)

    def test_an_event_needs_the_type_that_sequences_read(self):
        done = self.run_program("recommend", "runs_apart/shop/latest", "--history", "3,13")
        self.assertEqual(done.returncode, 2)
        self.assertIn("history[0].type", done.stderr)

    def test_why_names_each_sequence(self):
        why = self.answer("why", "--user", "u5", "--item", 3)
        named = {effect["name"] for effect in why["effects"] if effect["side"] == "history"}
        self.assertEqual(named, {"orders", "views"})

    def test_evaluate_reads_the_bundle_as_training_did(self):
        done = self.run_program("evaluate", "runs_apart/shop/latest", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        again = json.loads(done.stdout)["test"]["metrics"]["recall@10"]["value"]
        self.assertAlmostEqual(again, self.recall(self.apart), places=9)

    def test_what_cannot_be_read_is_refused(self):
        for sequences, field in [
                (APART.replace("is: buy", "is: byu"), "features.user.orders.where"),
                (APART.replace("{event: {is: buy}}", "{evnt: {is: buy}}"), "evnt"),
                (APART.replace("rule: before", "rule: others", 1), "features.user.views.rule"),
                (APART.replace("{event: {is: buy}}", "{time: {within: 1d}}"), "features.user.orders.where"),
                (APART.replace("{event: {is: buy}}", "{item: {min: 3}}"), "features.user.orders.where"),
                ("history: {kind: sequence, of: user}", "features.user.history.of")]:
            (self.folder / "bad.yaml").write_text(CONFIG % sequences, encoding="utf-8")
            done = self.run_program("train", "bad.yaml", "--runs", "runs_bad")
            self.assertEqual(done.returncode, 2, sequences)
            self.assertIn(field, done.stderr)


if __name__ == "__main__":
    unittest.main()
