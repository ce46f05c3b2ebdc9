"""Reads a bundle by docs/bundle.md, with numpy and safetensors alone, and computes what the program answers.

Usage: bundle_format_test.py PROGRAM
"""
import bisect
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from written_tables import write_csv

try:
    import numpy
    import safetensors.numpy
except ImportError:
    numpy = None

PROGRAM = sys.argv.pop(1)
NUM_USERS, NUM_ITEMS, LENGTH = 60, 40, 4
CONFIG = """name: shop
data:
  interactions: {path: log.csv, user: user, item: item, time: time, type: {column: event, weights: {view: 0, buy: 5}}}
  items: {path: items.jsonl, id: item, show: [title]}
  repeat: allow
split: leave_one_out
features:
  user:
    history: {kind: sequence, length: %d, encoder: mean}
    orders: {kind: sequence, where: {event: {is: buy}}, event_type: true, length: 3, encoder: mean}
  item:
    item: {kind: id, dim: 8}
    color: {kind: category, dim: 8}
towers: {dim: 16, similarity: cosine}
train: {epochs: 2, batch_size: 64, repeats: {kind: fixed, weight: 0.25, half_life: 2}}
""" % LENGTH


def unit(vectors):
    return vectors / numpy.linalg.norm(vectors, axis=-1, keepdims=True)


class Bundle:
    """What docs/bundle.md says, and nothing else."""

    def __init__(self, folder):
        self.manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.part = {name: safetensors.numpy.load_file(folder / f"{name}.safetensors")
                     for name in ("model", "features", "catalog", "index", "users")}

    def column(self, part, name):
        tensors = self.part[part]
        for values in ("integers", "numbers"):
            if f"{name}/{values}" in tensors:
                return tensors[f"{name}/{values}"].tolist()
        offsets, text = tensors[f"{name}/offsets"], tensors[f"{name}/bytes"].tobytes()
        return [text[a:b].decode() for a, b in zip(offsets[:-1], offsets[1:])]

    def items_where(self, name, low, high):
        """Slots of items with a value from low to below high, by binary search."""
        catalog, values = self.part["catalog"], self.column("catalog", f"raw/{name}")
        order = catalog[f"raw/{name}/sorted"].tolist()
        first, end = (bisect.bisect_left(order, bound, key=lambda place: values[place]) for bound in (low, high))
        rows = catalog.get(f"raw/{name}/sorted_rows")
        return set(order[first:end] if rows is None else rows[first:end].tolist())

    def events_of(self, user):
        users = self.part["users"]
        first, end = users["history/newest"][user], users["history/offsets"][user + 1]
        return range(int(first), int(end))


@unittest.skipIf(numpy is None, "numpy and safetensors are not there, `make deps-test` brings them")
class BundleFormatTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        draw = random.Random(3)
        rows = [[f"u{user}", 100 + (user + step * (1 + user % 3)) % NUM_ITEMS, 1_700_000_000 + 1000 * step + user,
                 draw.choice(["view", "view", "buy"])]
                for user in range(NUM_USERS) for step in range(5 + user % 5)]
        write_csv(cls.folder / "log.csv", ["user", "item", "time", "event"], rows)
        cls.items = [{"item": 100 + i, "color": ["red", "blue"][i % 2], "title": f"Thing {i}",
                      "price": None if i % 9 == 4 else draw.choice([5, 7.5, 20]),
                      "place": ["asia/japan", "asia/china", "asian", "europe"][draw.randrange(4)],
                      "sizes": draw.sample(["s", "m", "l"], draw.randrange(3)),
                      "email": f"maker{i}@example.org"} for i in range(NUM_ITEMS)]
        (cls.folder / "items.jsonl").write_text("".join(json.dumps(item) + "\n" for item in cls.items),
                                                encoding="utf-8")
        (cls.folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")
        cls.rows = rows
        trained = cls.run_program("train", "shop.yaml")
        assert trained.returncode == 0, trained.stderr
        cls.bundle = Bundle(cls.folder / "runs/shop/001/bundle")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run([PROGRAM, *arguments], cwd=cls.folder, capture_output=True, text=True, check=False)

    def answer(self, *arguments):
        done = self.run_program("recommend", "runs/shop/001/bundle", *arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_the_manifest(self):
        manifest = self.bundle.manifest
        self.assertEqual(manifest["format_version"], 2)
        self.assertEqual(manifest["id_types"], {"user": "string", "item": "int64"})
        self.assertEqual(manifest["history_until"], 1_000_000 * max(row[2] for row in self.rows))
        self.assertEqual(self.answer("--user", "u1")["generation"], manifest["generation"])
        self.assertRegex(manifest["model"], "^[0-9a-f]{16}$")

    def test_ids_and_their_index(self):
        for part, expected in [("catalog", range(100, 100 + NUM_ITEMS)), ("users", None)]:
            ids = self.bundle.column(part, "ids")
            if expected is not None:
                self.assertEqual(ids, list(expected))
            else:
                self.assertEqual(set(ids), {row[0] for row in self.rows})
            index = self.bundle.part[part]["ids/index"]
            self.assertEqual(len(index) & (len(index) - 1), 0)
            self.assertEqual(sorted(index[index > 0].tolist()), list(range(1, len(ids) + 1)))

    def test_columns_of_the_items_table(self):
        self.assertEqual(self.bundle.column("catalog", "raw/title")[7], "Thing 7")
        self.assertNotIn("email", {name.split("/")[1] for name in self.bundle.part["catalog"] if "/" in name})

        def slots(passes):
            return {slot for slot, item in enumerate(self.items) if passes(item)}
        where = self.bundle.items_where
        self.assertEqual(where("price", 7, 20), slots(lambda item: item["price"] == 7.5))
        self.assertEqual(where("price", 7, 99), slots(lambda item: (item["price"] or 0) >= 7))
        self.assertEqual(where("place", "asia/", "asia0"), slots(lambda item: item["place"].startswith("asia/")))
        self.assertEqual(where("sizes", "m", "m\0"), slots(lambda item: "m" in item["sizes"]))

    def test_histories(self):
        users, items = self.bundle.column("users", "ids"), self.bundle.column("catalog", "ids")
        history = self.bundle.part["users"]
        types = self.bundle.column("features", "event_types")
        for slot, user in enumerate(users):
            expected = [row for row in self.rows if row[0] == user]
            events = self.bundle.events_of(slot)
            self.assertEqual([items[history["history/items"][e]] for e in events], [row[1] for row in expected])
            self.assertEqual([history["history/times"][e] for e in events], [row[2] * 1_000_000 for row in expected])
            self.assertEqual([types[history["history/event_types"][e] - 2] for e in events],
                             [row[3] for row in expected])
            self.assertEqual([history["history/steps"][e] for e in events],
                             [3 if row[3] == "buy" else 1 for row in expected])
            self.assertEqual([history["history/taken"][e] for e in events], [int(row[3] == "buy") for row in expected])
            self.assertEqual([history["history/weights"][e] for e in events], [5 * (row[3] == "buy") for row in expected])

    def item_vectors(self):
        model, catalog = self.bundle.part["model"], self.bundle.part["catalog"]
        return unit(numpy.hstack([model["tables/item.item"][catalog["encoded/item/rows"]],
                                  model["tables/item.color"][catalog["encoded/color/rows"]]]))

    def test_item_vectors_follow_from_weights(self):
        numpy.testing.assert_allclose(self.item_vectors(), self.bundle.part["index"]["vectors"], atol=1e-6)
        self.assertEqual(self.bundle.part["index"]["present"].tolist(), [2**NUM_ITEMS - 1])

    def user_vector(self, user):
        model, catalog, users = (self.bundle.part[name] for name in ("model", "catalog", "users"))
        rows = catalog["encoded/item/rows"]

        def mean(sequence, bit, length):
            events = [e for e in self.bundle.events_of(user) if users["history/steps"][e] >> bit & 1][-length:]
            if not events:
                return numpy.zeros(8, dtype=numpy.float32)
            steps = model["tables/item.item"][rows[users["history/items"][events]]]
            if f"user.{sequence}.event_type" in model:
                steps = steps + model[f"user.{sequence}.event_type"][users["history/event_types"][events]]
            return steps.mean(axis=0)

        return unit(numpy.concatenate([mean("history", 0, LENGTH), mean("orders", 1, 3)]))

    def gains(self, user):
        """What the score of each item gains: of what the user took, the newest has age 0."""
        term, users = self.bundle.manifest["repeats"], self.bundle.part["users"]
        first, end = users["history/offsets"][user], users["history/offsets"][user + 1]
        taken = [users["history/items"][e] for e in range(first, end) if users["history/taken"][e]]
        counts = numpy.zeros(NUM_ITEMS)
        for age, item in enumerate(reversed(taken)):
            counts[item] += 2 ** (-age / term["half_life"])
        return term["weight"] * numpy.log1p(counts)

    def test_answers_follow_from_weights_and_histories(self):
        users, items = self.bundle.column("users", "ids"), self.bundle.column("catalog", "ids")
        vectors = self.bundle.part["index"]["vectors"]
        for slot in (0, 7, 23):
            scores = dict(zip(items, vectors @ self.user_vector(slot) + self.gains(slot)))
            answer = self.answer("--user", users[slot], "-k", str(NUM_ITEMS))["items"]
            self.assertEqual(len(answer), NUM_ITEMS)
            for item in answer:
                self.assertAlmostEqual(item["score"], float(scores[item["id"]]), places=5)


if __name__ == "__main__":
    unittest.main()
