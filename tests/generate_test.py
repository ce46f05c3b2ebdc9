"""Generated worlds: files of every world, and the configs of examples/ that train on them.

Usage: generate_test.py PROGRAM EXAMPLES
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM, EXAMPLES = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
LEAST_GAIN = 1.5  # times the recall of random lists: of 800 rankings of 300 items, three deviations
SMALL = {
    "pizza": ["--customers", 400, "--orders", 8000],
    "shop": ["--customers", 400, "--products", 300, "--events", 9000],
    "video": ["--viewers", 200, "--videos", 300, "--views", 9000],
    "news": ["--readers", 400, "--articles", 700, "--clicks", 9000],
    "places": ["--users", 250, "--places", 300, "--checkins", 9000],
}


def run(folder, *arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          check=False, timeout=300)


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class GenerateTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        cls.folder = pathlib.Path(holder.name)
        for world, size in SMALL.items():
            done = run(cls.folder, "generate", world, "--out", world, *size)
            if done.returncode != 0:
                raise AssertionError(f"{world}: exit {done.returncode}: {done.stderr}")

    def train(self, *arguments):
        """The report of a run with two epochs, and the recall of a random list of ten."""
        done = run(self.folder, "train", *arguments, "--threads", 1, "--json", "--set", "train.epochs=2",
                   "--set", "train.batch_size=128")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads(done.stdout)
        return report, 10 / report["data"]["items"]

    def test_the_truth_belongs_to_the_log(self):
        for world in SMALL:
            truth, log = rows_of(self.folder / world / "truth.csv"), rows_of(self.folder / world / "interactions.csv")
            self.assertEqual(len(truth), len(log), world)
            for row in truth:
                self.assertLessEqual(float(row["probability"]), float(row["best_probability"]))
                if row["optimal_rank"] == "1":
                    self.assertEqual(row["probability"], row["best_probability"])

    def test_the_example_of_every_world_beats_random(self):
        for world in SMALL:
            with self.subTest(world):
                report, random = self.train(EXAMPLES / f"{world}.yaml")
                self.assertGreater(report["test"]["metrics"]["recall@10"]["value"], LEAST_GAIN * random)

    def test_every_encoder_and_similarity_of_the_pizza_shop_beats_random(self):
        configs = sorted((EXAMPLES / "pizza").glob("*.yaml"))
        self.assertEqual(len(configs), 6)
        for config in configs:
            with self.subTest(config.name):
                report, random = self.train(config)
                self.assertGreater(report["test"]["metrics"]["recall@10"]["value"], LEAST_GAIN * random)

    def test_zero_config_finds_its_way(self):
        for world in SMALL:
            with self.subTest(world):
                tables = [f"{world}/interactions.csv", "--users", f"{world}/users.csv", "--items",
                          f"{world}/items.csv"]
                chosen = run(self.folder, "init", *tables)
                self.assertEqual(chosen.returncode, 0, chosen.stderr)
                features = chosen.stdout[chosen.stdout.index("\nfeatures:"):]
                for outcome in ["watch_time", "quantity", "session_id"]:
                    self.assertNotIn(outcome, features)
        report, random = self.train(*tables)
        self.assertGreater(report["test"]["metrics"]["recall@10"]["value"], LEAST_GAIN * random)

    def test_the_same_seed_gives_the_same_bytes_in_both_formats(self):
        size = SMALL["video"]
        for folder, more in [("again", []), ("other", ["--seed", 2]), ("parquet", ["--format", "parquet"])]:
            done = run(self.folder, "generate", "video", "--out", folder, *size, *more)
            self.assertEqual(done.returncode, 0, done.stderr)
        for name in ["users", "items", "interactions", "truth", "world"]:
            first = (self.folder / "video" / f"{name}.csv").read_bytes()
            self.assertEqual(first, (self.folder / "again" / f"{name}.csv").read_bytes(), name)
            self.assertNotEqual(first, (self.folder / "other" / f"{name}.csv").read_bytes(), name)
            self.assertTrue((self.folder / "parquet" / f"{name}.parquet").exists(), name)
        inspected = run(self.folder, "inspect", "parquet/interactions.parquet")
        self.assertEqual(inspected.returncode, 0, inspected.stderr)

    def test_refuses_what_is_no_world(self):
        for arguments in [["moon", "--out", "x"], ["pizza"], ["shop", "--out", "x", "--events", "0"],
                          ["news", "--out", "x", "--articles", "10"], ["shop", "--out", "x", "--format", "xml"]]:
            self.assertEqual(run(self.folder, "generate", *arguments).returncode, 2, arguments)
        (self.folder / "file").write_text("x", encoding="utf-8")
        done = run(self.folder, "generate", "pizza", "--out", "file", *SMALL["pizza"])
        self.assertIn("error[file.unwritable]", done.stderr)


if __name__ == "__main__":
    unittest.main()
