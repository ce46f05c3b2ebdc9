"""What was shown beside a taken item and not taken, as its negatives: a shop of many items and short pages.

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
NUM_USERS, NUM_ITEMS, NUM_PAGES, NUM_TEST_PAGES, SHOWN = 500, 10_000, 20, 4, 8
CONFIG = """name: pages
data:
  interactions: {path: log.csv, user: user, item: item, time: time, type: {column: event}}
  repeat: allow
split: leave_one_out
features:
  user: {user: {kind: id, dim: 16}}
  item: {item: {kind: id, dim: 16}}
towers: {dim: 16, similarity: cosine, temperature: 0.2, id_dropout: 0}
negatives: {in_batch: true, uniform: 64}
train: {epochs: 16, batch_size: 128, seed: 1, early_stopping: {patience: 16},
        table_optimizer: {learning_rate: 0.01}}
"""


def draw_pages(draw):
    """For each user: pages of items, those that suit among 200, and the place of the one that is taken."""
    users, items = draw.normal(size=(NUM_USERS, 4)), draw.normal(size=(NUM_ITEMS, 4))
    pages = []
    for user in range(NUM_USERS):
        utility = items @ users[user]
        for number in range(NUM_PAGES + NUM_TEST_PAGES):
            found = draw.choice(NUM_ITEMS, 200, replace=False)
            page = found[numpy.argsort(-(utility[found] + 2 * draw.normal(size=200)))[:SHOWN]]
            draw.shuffle(page)
            taken = int(numpy.argmax(utility[page] + draw.gumbel(size=SHOWN) / 2))
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
            rows += [[user, item, time, "shown"] for item in page] + [[user, page[taken], time + 20, "click"]]
        cls.tested = [(user, page, taken) for user, number, page, taken in pages if number >= NUM_PAGES]
        with open(cls.folder / "log.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["user", "item", "time", "event"], *rows])
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
            known = [item for item in page if item in slots and item != page[taken]]
            if page[taken] not in slots or not known:
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
        gain = self.share_in_order(with_shown) - self.share_in_order(without)
        print(f"taken above not taken: {self.share_in_order(without):.3f} without, "
              f"{self.share_in_order(with_shown):.3f} with what was shown", file=sys.stderr)
        self.assertGreater(gain, 0.02)

    def test_what_cannot_be_is_refused(self):
        for settings, expected in [
                (["negatives={all: true, shown: 4}"], "negatives.shown says nothing new"),
                (["negatives.shown=9"], "0 to 8"),
                (["negatives.shown=4", "data.interactions.keep={event: {is: click}}"], "there is none"),
                (["negatives.shown=4", "data.interactions.request=pages"], "pages")]:
            refused = self.train(*settings)
            self.assertEqual(refused.returncode, 2, refused.stderr)
            self.assertIn(expected, refused.stderr)


if __name__ == "__main__":
    unittest.main()
