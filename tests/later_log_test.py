"""Bundles on the log of the week after: evaluate --on, compare --on, train --fit all, judged beside by a script that
knows nothing of the program (judge_lists.py).

Usage: later_log_test.py PROGRAM
"""
import json
import random
import unittest

import judge_lists
from trained_folder import TrainedFolderTest

from written_tables import write_csv

DAY, START, WEEKS = 86_400, 1_700_006_400, 8
CONFIG = """name: shop
data:
  interactions: {path: "logs/*.csv", user: user, item: item, time: time}
  items: {path: items.csv, id: item}
  repeat: allow
split: {kind: time, test: 0.15, validation: 0.1}
features:
  user:
    history: {kind: sequence, length: 10, encoder: mean}
  item:
    item: {kind: id, dim: 16}
    color: category
towers: {dim: 16, item: {hidden: [16]}}
train: {epochs: 4, batch_size: 256}
"""


def write_log(folder, num_users=150, num_items=40):
    """A file a week: users return to what they had, and walk on. The last one is no part of logs/."""
    draw = random.Random(3)
    weeks = [[] for _ in range(WEEKS)]
    for user in range(num_users):
        item = draw.randrange(num_items)
        for week, rows in enumerate(weeks):
            for _ in range(draw.randrange(1, 5)):
                item = item if draw.random() < 0.4 else (item + draw.choice([1, 1, 2, 5])) % num_items
                time = START + 7 * DAY * week + draw.randrange(7 * DAY)
                rows.append([f"u{user}", f"i{item}", time])
    for week, rows in enumerate(weeks):
        rows.sort(key=lambda row: row[2])
        path = folder / ("logs" if week < WEEKS - 1 else "later") / f"{week:02}.csv"
        path.parent.mkdir(exist_ok=True)
        write_csv(path, ["user", "item", "time"], rows)
    write_csv(folder / "items.csv", ["item", "color"],
              [[f"i{i}", ["red", "blue", "green"][i % 3]] for i in range(num_items)])
    (folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")
    header = ["user", "item", "time"]
    return [[dict(zip(header, map(str, row))) for row in rows] for rows in weeks]


class LaterLogTest(TrainedFolderTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.weeks = write_log(cls.folder)
        cls.trained = cls.command("train", "shop.yaml", "--json")
        cls.command("train", "shop.yaml", "--fit", "all", "--json")

    def refused(self, *arguments):
        done = self.run_program(*arguments)
        self.assertEqual(done.returncode, 2, done.stdout)
        return done.stderr

    def evaluate(self, run, *arguments, on="later/*.csv"):
        return self.command("evaluate", f"runs/shop/{run}", "--on", on, "--json", *arguments)

    def recall(self, document):
        return document["test"]["metrics"]["recall@10"]["value"]

    def lists(self, run):
        path = self.folder / f"lists_{run}.csv"
        done = self.run_program("recommend", f"runs/shop/{run}", "--all", "-k", "10", "--out", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        return judge_lists.lists_of(path, 10)

    def test_its_figures_are_those_of_the_lists_that_users_get(self):
        taken = judge_lists.taken_of(self.weeks[-1])
        for run in ("001", "002"):
            document = self.evaluate(run)
            self.assertEqual(document["test"]["users"], len(taken))
            self.assertAlmostEqual(self.recall(document), judge_lists.recall(self.lists(run), taken), places=9)

    def test_baselines_know_the_rows_that_the_model_was_fitted_on(self):
        taken = judge_lists.taken_of(self.weeks[-1])
        before = [row for week in self.weeks[:-1] for row in week]
        fitted = {"001": before[:self.trained["split"]["train_rows"]], "002": before}
        for run, rows in fitted.items():
            document = self.evaluate(run)
            self.assertEqual(document["split"]["train_rows"], len(rows))
            most = judge_lists.most_taken(rows)[None]
            figure = document["test"]["baselines"]["popularity"]["recall@10"]["value"]
            # Ties are broken otherwise here: a few items at the tenth place.
            self.assertAlmostEqual(figure, judge_lists.recall({user: most for user in taken}, taken), delta=0.03)

    def test_only_later_rows_are_targets_wherever_they_stand(self):
        alone = self.evaluate("001")
        with_old = self.evaluate("001", on="l*/*.csv")  # the whole log, as it lies after a week
        self.assertEqual(with_old["test"], alone["test"])
        self.assertEqual(with_old["split"]["later"]["rows_not_later"], sum(map(len, self.weeks[:-1])))
        grown = self.evaluate("001", "--set", "data.interactions.path=l*/*.csv")
        self.assertEqual(grown["test"], alone["test"])

    def test_a_rule_of_the_test_can_be_another(self):
        allowed, excluded = self.evaluate("001"), self.evaluate("001", "--set", "data.repeat=exclude")
        self.assertEqual(allowed["test"]["known_targets"], 0)
        self.assertGreater(excluded["test"]["known_targets"], 0)
        self.assertLess(excluded["test"]["targets"], allowed["test"]["targets"])

    def test_compares_two_bundles_user_by_user(self):
        document = self.command("compare", "runs/shop/001", "runs/shop/002", "--on", "later/*.csv", "--json")[0]
        recall = document["metrics"]["recall@10"]
        for place, run in (("first", "001"), ("second", "002")):
            self.assertAlmostEqual(recall[place], self.recall(self.evaluate(run)), places=12)
        self.assertLess(recall["low"], recall["high"])
        self.assertEqual(document["on"]["users"], len(judge_lists.taken_of(self.weeks[-1])))
        self.assertEqual(document["config"], {"train.fit": '"tested" -> "all"'})

    def test_compares_bundles_of_different_weeks_on_what_is_later_than_both(self):
        self.command("train", "shop.yaml", "--set", "name=older", "--set", "data.interactions.path=logs/0[0-4].csv",
                     "--json")
        new, old = "runs/shop/001", "runs/older/001"
        later = self.command("compare", old, new, "--on", "later/*.csv", "--json")[0]
        known = self.command("compare", old, new, "--on", "l*/*.csv", "--json")[0]  # weeks 5 and 6 are history
        self.assertEqual(later["on"]["targets"], known["on"]["targets"])
        self.assertEqual(later["metrics"]["recall@10"]["second"], known["metrics"]["recall@10"]["second"])
        self.assertNotEqual(later["metrics"]["recall@10"]["first"], known["metrics"]["recall@10"]["first"])
        turned = self.command("compare", new, old, "--on", "l*/*.csv", "--json")[0]
        self.assertEqual(turned["metrics"]["recall@10"]["first"], known["metrics"]["recall@10"]["second"])

    def test_refuses_what_has_no_later_rows(self):
        for arguments, words in (
                (("logs/00.csv", "--on", "later/*.csv"), "neither a bundle nor a run"),
                (("runs/shop/001", "--on", "logs/*.csv"), "no row that is later"),
                (("runs/shop/001", "--on", "later/*.csv", "--set", "data.interactions.path=logs/0[0-3].csv"),
                 "fitted on"),
                (("runs/shop/001", "--on", "nosuch.csv"), "nosuch.csv")):
            with self.subTest(arguments=arguments):
                self.assertIn(words, self.refused("evaluate", *arguments))

    def test_refuses_to_compare_different_targets(self):
        self.command("train", "shop.yaml", "--set", "name=strict", "--set", "data.repeat=exclude", "--json")
        both = ("compare", "runs/shop/001", "runs/strict/001", "--on", "later/*.csv")
        self.assertIn("data.repeat", self.refused(*both))
        self.command(*both, "--set", "data.repeat=allow", "--json")

    def test_users_and_items_that_the_training_did_not_have_are_new(self):
        rows = [["stranger", "i1", START + 7 * DAY * WEEKS + 5], ["stranger", "i3", START + 7 * DAY * WEEKS + 9],
                ["u1", "i_new", START + 7 * DAY * WEEKS + 7]]
        write_csv(self.folder / "strangers.csv", ["user", "item", "time"], rows)
        document = self.evaluate("001", on="strangers.csv")
        self.assertEqual((document["test"]["users"], document["test"]["targets"]), (2, 3))
        self.assertEqual(document["test"]["slices"]["new_users"]["targets"], 2)
        self.assertEqual(document["test"]["slices"]["new_items"]["targets"], 1)


if __name__ == "__main__":
    unittest.main()
