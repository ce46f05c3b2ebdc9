"""The repeat term of scores: fitted, tested, written into bundles, and served as it was tested.

Usage: repeats_test.py PROGRAM
"""
import csv
import json
import pathlib
import subprocess
import tempfile
import unittest

import judge_lists
import repeat_worlds
from http_shop import PROGRAM, Server

LAST_WEEKS = 14 * repeat_worlds.DAY
CONFIG = """name: shop
data:
  interactions: {path: log.csv, user: user_id, item: item_id, time: timestamp}
split: {kind: time, test: 0.15, validation: 0.15}
features:
  user: {history: {kind: sequence, length: 10, encoder: mean}}
  item: {item: {kind: id, dim: 16}}
towers: {dim: 16}
train: {epochs: 4, batch_size: 256}
"""


def write_shop(folder):
    """log.csv, and what came in the last weeks in later.csv; gives the rows of that."""
    repeat_worlds.write("reorders", 1, folder / "all.csv", num_users=400, num_items=120)
    with open(folder / "all.csv", encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
    cut = int(rows[-1]["timestamp"]) - LAST_WEEKS
    parts = {"log": [row for row in rows if int(row["timestamp"]) < cut],
             "later": [row for row in rows if int(row["timestamp"]) >= cut]}
    for name, part in parts.items():
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(part[0]))
            table.writeheader()
            table.writerows(part)
    (folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")
    return parts["later"]


class RepeatsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.later = write_shop(cls.folder)
        cls.trained, cls.told = cls.train("auto")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def run_program(cls, *arguments):
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True,
                              check=False, timeout=240)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return done

    @classmethod
    def train(cls, name, *arguments):
        """What it says to scripts, and to people."""
        done = cls.run_program("train", "shop.yaml", "--json", "--set", f"name={name}", *arguments)
        return json.loads(done.stdout), done.stderr

    def manifest(self, name):
        return json.loads((self.folder / f"runs/{name}/latest/bundle/manifest.json").read_text(encoding="utf-8"))

    def recall(self, document, line=None):
        test = document["test"]
        return (test["baselines"][line] if line else test["metrics"])["recall@10"]["value"]

    def test_the_term_is_found_told_and_kept(self):
        repeats = self.trained["repeats"]
        self.assertGreater(repeats["weight"], 0)
        self.assertEqual(repeats["metric"], "ndcg@10")
        self.assertGreater(repeats["with"], repeats["without"])
        self.assertEqual(self.manifest("auto")["repeats"],
                         {"weight": repeats["weight"], "half_life": repeats["half_life"]})
        self.assertIn(f"ndcg@10 {repeats['with']:.4f} on validation, {repeats['without']:.4f} without", self.told)
        page = (self.folder / "runs/auto/latest/report.html").read_text(encoding="utf-8")
        self.assertIn("two towers, no repeats", page)
        self.assertIn(f"{repeats['without']:.4f} without", page)

    def test_two_towers_with_it_are_better_than_without_and_than_what_the_user_took_most(self):
        self.assertGreater(self.recall(self.trained), self.recall(self.trained, "two_towers_alone"))
        self.assertGreater(self.recall(self.trained), self.recall(self.trained, "user_popularity"))

    def test_evaluate_finds_what_the_training_found(self):
        document = json.loads(self.run_program("evaluate", "runs/auto/latest", "--json").stdout)
        self.assertEqual(document["test"]["metrics"], self.trained["test"]["metrics"])
        self.assertEqual(self.recall(document, "two_towers_alone"), self.recall(self.trained, "two_towers_alone"))

    def test_its_figures_are_those_of_the_lists_that_users_get(self):
        document = json.loads(self.run_program("evaluate", "runs/auto/latest", "--on", "later.csv", "--json").stdout)
        self.run_program("recommend", "runs/auto/latest", "--all", "-k", 10, "--out", "lists.csv")
        lists = judge_lists.lists_of(self.folder / "lists.csv", 10)
        taken = judge_lists.taken_of(self.later, "user_id", "item_id")
        self.assertAlmostEqual(self.recall(document), judge_lists.recall(lists, taken), places=9)
        self.assertNotEqual(self.recall(document), self.recall(document, "two_towers_alone"))

    def test_a_server_answers_as_the_command_line_does(self):
        server = Server(self.folder, "runs/auto/latest")
        self.addCleanup(server.stop)
        for user in range(0, 400, 40):
            request = ["--user", user, "--events", "7,11,7"]
            line = json.loads(self.run_program("recommend", "runs/auto/latest", *request, "--json").stdout)
            status, answer = server.post("/v1/recommend", {"user_id": user, "events": [7, 11, 7], "k": 10})
            self.assertEqual(status, 200)
            self.assertEqual(answer["items"], line["items"])
            self.assertTrue({7, 11} & {item["id"] for item in answer["items"]})

    def test_why_says_its_part_in_the_score(self):
        first = json.loads(self.run_program("recommend", "runs/auto/latest", "--user", 3, "--json").stdout)["items"]
        answers = [json.loads(self.run_program("why", "runs/auto/latest", "--user", 3, "--item", item["id"],
                                               "--json").stdout) for item in first]
        for place, (item, answer) in enumerate(zip(first, answers)):
            self.assertEqual((answer["rank"], answer["score"]), (place + 1, item["score"]))
        parts = [effect for answer in answers for effect in answer["effects"] if effect["side"] == "repeats"]
        self.assertGreater(len(parts), 0)
        self.assertTrue(all(part["score"] > 0 for part in parts))
        text = self.run_program("why", "runs/auto/latest", "--user", 3, "--item", first[0]["id"]).stdout
        self.assertIn("taken before", text)

    def test_threads_change_no_bit(self):
        one, _ = self.train("one", "--threads", 1)
        two, _ = self.train("two", "--threads", 2)
        self.assertEqual(one["repeats"], two["repeats"])
        self.assertEqual(one["test"], two["test"])
        self.assertEqual(self.manifest("one")["generation"], self.manifest("two")["generation"])

    def test_it_can_be_none_or_given(self):
        none, told = self.train("none", "--set", "train.repeats=none")
        self.assertNotIn("repeats", none)
        self.assertNotIn("how often the user took", told)
        self.assertNotIn("two_towers_alone", none["test"]["baselines"])
        self.assertNotIn("repeats", self.manifest("none"))
        self.assertEqual(self.recall(none), self.recall(self.trained, "two_towers_alone"))
        term = {"weight": 0.5, "half_life": 4.0}
        given, told = self.train("given", "--set", "train.repeats={kind: fixed, weight: 0.5, half_life: 4}")
        self.assertEqual(given["repeats"], term)
        self.assertEqual(self.manifest("given")["repeats"], term)
        said = "scores gain 0.5000 log(1 + how often the user took the item), a row counts half after 4.0 others"
        self.assertIn(said, told)
        self.assertIn(said, self.run_program("inspect", "runs/given/latest").stdout)
        shown = json.loads(self.run_program("inspect", "runs/given/latest", "--json").stdout)
        self.assertEqual(shown["repeats"], term)
        self.assertNotEqual(self.manifest("given")["generation"], self.manifest("none")["generation"])
        self.assertEqual(self.manifest("given")["model"], self.manifest("none")["model"])

    def test_later_fits_keep_what_validation_found(self):
        for name, arguments in (("again", ["--set", "train.refit=true"]), ("all", ["--fit", "all"])):
            document, _ = self.train(name, *arguments)
            self.assertEqual(document["repeats"], self.trained["repeats"], name)
            self.assertEqual(self.manifest(name)["repeats"], self.manifest("auto")["repeats"], name)

    def test_nothing_gains_where_known_items_are_left_out(self):
        document, told = self.train("exclude", "--set", "data.repeat=exclude")
        self.assertNotIn("repeats", document)
        self.assertNotIn("repeats", self.manifest("exclude"))
        self.assertNotIn("how often the user took", told)


if __name__ == "__main__":
    unittest.main()
