"""What was shown beside a taken item and not taken, as its negatives: a shop that shows some items far more often
than others, whatever anybody likes.

Usage: impressions_test.py PROGRAM
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import numpy
    import safetensors.numpy
except ImportError:
    numpy = None

PROGRAM = sys.argv.pop(1)
NUM_USERS, NUM_ITEMS, NUM_PAGES, NUM_TEST_PAGES, SHOWN = 500, 2000, 40, 4, 8
CONFIG = """name: pages
data:
  interactions: {path: log.csv, user: user, item: item, time: time, type: {column: event}}
  repeat: allow
split: leave_one_out
features:
  user: {user: {kind: id, dim: 16}}
  item: {item: {kind: id, dim: 16}}
towers: {dim: 16, similarity: dot, temperature: 1}
negatives: {in_batch: true, uniform: 64}
train: {epochs: 5, batch_size: 128, seed: 1, early_stopping: {patience: 5}, table_optimizer: {learning_rate: 0.01}}
"""


def draw_pages(draw):
    """For each user: pages of items, drawn by how much each is promoted, and the place of the one that is taken."""
    users, items = draw.normal(size=(NUM_USERS, 4)), draw.normal(size=(NUM_ITEMS, 4))
    promotion = draw.permutation(1 / numpy.arange(1, NUM_ITEMS + 1) ** 0.8)
    pages = []
    for user in range(NUM_USERS):
        for number in range(NUM_PAGES + NUM_TEST_PAGES):
            page = draw.choice(NUM_ITEMS, SHOWN, replace=False, p=promotion / promotion.sum())
            taken = int(numpy.argmax(items[page] @ users[user] + draw.gumbel(size=SHOWN) / 2))
            pages.append((user, number, page.tolist(), taken))
    return pages


@unittest.skipIf(numpy is None, "numpy and safetensors are not there, `make deps-test` brings them")
class ImpressionsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        pages = draw_pages(numpy.random.default_rng(1))
        rows = []
        for user, number, page, taken in pages:
            if number >= NUM_PAGES:
                continue
            time = 1_700_000_000 + 86_400 * number + user
            rows += [[user, item, time, "shown", number] for item in page]
            rows.append([user, page[taken], time + 20, "click", number])
        cls.tested = [(user, page, taken) for user, number, page, taken in pages if number >= NUM_PAGES]
        with open(cls.folder / "log.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["user", "item", "time", "event", "page"], *rows])
        (cls.folder / "pages.yaml").write_text(CONFIG, encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def train(self, *settings):
        arguments = [value for setting in settings for value in ("--set", setting)]
        return subprocess.run([PROGRAM, "train", "pages.yaml", "--json", *arguments], cwd=self.folder,
                              capture_output=True, text=True, check=False)

    def trained(self, *settings):
        done = self.train(*settings)
        self.assertEqual(done.returncode, 0, done.stderr)
        bundle = self.folder / json.loads(done.stdout)["bundle"]
        return {part: safetensors.numpy.load_file(bundle / f"{part}.safetensors")
                for part in ("model", "catalog", "index", "users")}

    def share_in_order(self, parts):
        """Of the pages that nobody trained on: how often the taken item is above one that was not."""
        model, catalog, users = parts["model"], parts["catalog"], parts["users"]
        slots = {item: slot for slot, item in enumerate(catalog["ids/integers"].tolist())}
        user_slots = {user: slot for slot, user in enumerate(users["ids/integers"].tolist())}
        shares = []
        for user, page, taken in self.tested:
            trained = [item for item in page if item in slots and catalog["counts"][slots[item]] > 0]
            known = [item for item in trained if item != page[taken]]
            if page[taken] not in trained or not known:
                continue
            vector = model["tables/user.user"][users["encoded/user/rows"][user_slots[user]]]
            scores = {item: parts["index"]["vectors"][slots[item]] @ vector for item in [*known, page[taken]]}
            shares.append(numpy.mean([scores[page[taken]] > scores[item] for item in known]))
        return numpy.mean(shares)

    def test_they_order_what_is_shown_and_are_neither_history_nor_popularity(self):
        without, with_shown = self.trained(), self.trained("negatives.shown=8")
        for part, tensor in (("catalog", "counts"), ("users", "history/items")):
            numpy.testing.assert_array_equal(without[part][tensor], with_shown[part][tensor])
        self.assertEqual(len(without["users"]["history/items"]), NUM_USERS * NUM_PAGES)
        shares = [self.share_in_order(parts) for parts in (without, with_shown)]
        print("taken above not taken: {:.3f} without, {:.3f} with what was shown".format(*shares), file=sys.stderr)
        self.assertGreater(shares[1], shares[0] + 0.02)

    def test_a_request_joins_what_the_half_hour_joins(self):
        by_time = self.trained("negatives.shown=4", "train.epochs=1")
        by_page = self.trained("negatives.shown=4", "train.epochs=1", "data.interactions.request=page")
        for name, weights in by_time["model"].items():
            numpy.testing.assert_array_equal(weights, by_page["model"][name])

    def test_what_cannot_be_is_refused(self):
        for settings, code, field in [
                (["negatives={all: true, shown: 4}"], "config.conflict", "negatives.shown"),
                (["negatives.shown=9"], "config.out_of_range", "negatives.shown"),
                (["negatives.shown=4", "data.interactions.keep={event: {is: click}}"], "config.conflict",
                 "negatives.shown"),
                (["negatives.shown=4", "data.interactions.request=pge"], "data.missing_column",
                 "data.interactions.request")]:
            refused = self.train(*settings)
            self.assertEqual(refused.returncode, 2, refused.stderr)
            self.assertIn(f"error[{code}]: {field}", refused.stderr)


if __name__ == "__main__":
    unittest.main()
