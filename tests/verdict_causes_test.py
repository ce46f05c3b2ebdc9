"""Why a model is not better than item-kNN: causes of a run that was made bad, and what they say to try.

Usage: verdict_causes_test.py PROGRAM
"""
import json
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile
import unittest

from written_tables import write_csv

PROGRAM = sys.argv.pop(1)
NUM_USERS, NUM_ITEMS, STEPS = 120, 40, 5
DAY = 86_400
# Of the features nothing is kept: every item is the unknown one, and no table is read.
CONFIG = """name: shop
data:
  interactions: {path: log.csv, user: user, item: item, time: time}
  users: {path: users.csv, id: user}
  items: {path: items.csv, id: item}
split: {kind: time, test: 0.15, validation: 0.1}
features:
  user:
    history: {kind: sequence, length: 5, encoder: {kind: attention, blocks: 1, dropout: 0}}
  item:
    item: {kind: id, dim: 16, min_count: 1000}
  context: {}
towers: {dim: 16, similarity: cosine, temperature: 0.1}
train: {epochs: 1, batch_size: 64}
"""


def write_shop(folder):
    """Users come one after the other. In the last third of the time other items are in fashion."""
    draw = random.Random(3)
    rows = []
    for user in range(NUM_USERS):
        for step in range(STEPS):
            era = 20 if user >= 2 * NUM_USERS // 3 else 0
            rows.append([f"u{user}", era + draw.randrange(20), 1_700_000_000 + user * DAY + step * DAY])
    write_csv(folder / "log.csv", ["user", "item", "time"], rows)
    write_csv(folder / "users.csv", ["user", "age"], [[f"u{i}", 20 + i % 9] for i in range(NUM_USERS)])
    write_csv(folder / "items.csv", ["item", "color"], [[i, ["red", "blue"][i % 2]] for i in range(NUM_ITEMS)])
    (folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")


class VerdictCausesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        write_shop(cls.folder)
        cls.trained = cls.run_program("train", "shop.yaml", "--json", "--threads", 1)
        if cls.trained.returncode != 0:
            raise AssertionError(cls.trained.stderr)
        cls.document = json.loads(cls.trained.stdout)

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True,
                              check=False, timeout=120)

    @staticmethod
    def causes(document):
        return {cause["code"]: cause for cause in document["verdict"]["causes"]}

    def test_a_bad_run_is_a_message_and_not_an_error(self):
        self.assertFalse(self.document["verdict"]["better_than_item_knn"])
        self.assertEqual(self.document["verdict"]["code"], "train.not_better")
        found = [cause["code"] for cause in self.document["verdict"]["causes"]]
        for code in ("train.too_few_epochs", "model.unread_tables", "model.unknown_heavy",
                     "data.drift"):
            self.assertIn(code, found)
        self.assertEqual(found[0], "data.empty_histories")  # users come one after the other
        warned = [warning["code"] for warning in self.document["warnings"]]
        self.assertEqual(warned, ["train.too_few_epochs", "model.unknown_heavy"])

    def test_every_command_works(self):
        for cause in self.document["verdict"]["causes"]:
            program, *arguments = shlex.split(cause["try"])
            self.assertEqual(program, "twotower")
            result = self.run_program(*arguments)
            self.assertEqual(result.returncode, 0, (cause, result.stderr[-600:]))

    def test_what_other_causes_say_to_set_is_taken(self):
        overrides = ["loss.log_q=true", "towers.similarity=cosine", "towers.temperature=0.05", "towers.id_dropout=0.1",
                     "data.repeat=allow", "train.optimizer.learning_rate=0.0002", "towers.dim=8",
                     "train.table_optimizer.learning_rate=0.002", "split=time", "features.user.history.encoder=mean"]
        result = self.run_program("train", self.document["run"] + "/config.yaml",
                                  *[part for override in overrides for part in ("--set", override)])
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_what_was_fixed_is_no_cause_any_more(self):
        overrides = []
        for cause in self.document["verdict"]["causes"]:
            words = shlex.split(cause["try"])
            overrides += [word for i, word in enumerate(words) if words[i - 1] == "--set"
                          and not word.startswith("features.")]
        arguments = [part for override in overrides for part in ("--set", override)]
        fixed = self.run_program("train", "shop.yaml", "--json", *arguments)
        self.assertEqual(fixed.returncode, 0, fixed.stderr)
        run = json.loads(fixed.stdout)
        for code in ("model.unread_tables", "model.unknown_heavy", "data.drift"):
            self.assertNotIn(code, self.causes(run))

    def test_evaluate_says_the_same_but_for_the_training(self):
        result = self.run_program("evaluate", self.document["run"], "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        tested = self.causes(json.loads(result.stdout))
        expected = self.causes(self.document)
        del expected["train.too_few_epochs"]  # the epochs of a bundle are not known
        self.assertEqual(tested, expected)

    def test_people_and_the_report_have_them_too(self):
        result = self.run_program("evaluate", self.document["run"])
        self.assertEqual(result.returncode, 0, result.stderr)
        report = (self.folder / self.document["run"] / "report.html").read_text(encoding="utf-8")
        for cause in self.causes(self.document).values():
            if not cause["code"].startswith("train."):
                self.assertIn(f"try: {cause['try']}\n", result.stdout)
            self.assertIn(cause["code"], report)


if __name__ == "__main__":
    unittest.main()
