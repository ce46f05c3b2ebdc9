"""`twotower size` beside what trainings take.

Usage: size_test.py PROGRAM
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
MEBIBYTE = 1 << 20


def bytes_in(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class SizeTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        (self.folder / "tmp").mkdir()

    def run_program(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
                              check=False, timeout=300, env=os.environ | {"TMPDIR": str(self.folder / "tmp")})

    def json_of(self, *arguments):
        done = self.run_program(*arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def write_log(self):
        draw = random.Random(2)
        with open(self.folder / "log.csv", "w", encoding="utf-8") as log:
            log.write("user,item,time\n")
            for user in range(2000):
                for step in range(20):
                    log.write(f"u{user},i{(user * 7 + draw.randrange(60)) % 900},{1_700_000_000 + 900 * step + user}\n")

    def test_measures_what_a_training_takes(self):
        self.write_log()
        flags = ("log.csv", "--set", "train.epochs=3", "--set", "train.trials=false", "--threads", 2)
        size = self.json_of("size", *flags, "--qps", 10)
        self.assertEqual(list(self.folder.glob("tmp/*")), [])
        self.assertFalse((self.folder / "runs").exists())
        trained = self.json_of("train", *flags)
        self.assertEqual(size["epochs"], 3)
        self.assertEqual(size["machines"], 1)
        bundle = bytes_in(self.folder / "runs/log/001/bundle")
        self.assertAlmostEqual(size["bundle_bytes"] / bundle, 1.0, delta=0.02)
        self.assertGreater(size["serving_bytes"], bundle + 48 * MEBIBYTE)
        ratio = size["training_bytes"] / trained["peak_memory_bytes"]
        self.assertTrue(0.7 < ratio < 1.3, ratio)
        self.assertGreater(size["training_seconds"], 0)
        self.assertGreater(size["requests"], 1)
        text = self.run_program("size", *flags, "--qps", 10)
        self.assertEqual(text.returncode, 0, text.stderr)
        self.assertEqual([line.split()[0] for line in text.stdout.splitlines()],
                         ["training", "bundle", "serving", "machines"])

    def test_plans_without_data(self):
        small = self.json_of("size", "--users", "10,000", "--items", "20000", "--qps", 1)
        large = self.json_of("size", "--users", "1e5", "--items", "200000", "--dim", 64, "--qps", 1e6)
        for key in ("bundle_bytes", "training_bytes", "serving_bytes"):
            self.assertGreater(large[key], small[key])
        self.assertAlmostEqual(large["bundle_bytes"] / small["bundle_bytes"], 10, delta=0.1)
        self.assertLess(large["requests"], small["requests"])
        self.assertGreater(large["machines"], 1)
        self.assertNotIn("training_seconds", large)

    def test_the_plan_is_near_what_ids_alone_take(self):
        self.write_log()
        measured = self.json_of("size", "log.csv", "--set", "train.epochs=1", "--set", "train.trials=false")
        planned = self.json_of("size", "--users", 800, "--items", 900)  # 50 events each: as many rows
        self.assertTrue(0.5 < planned["bundle_bytes"] / measured["bundle_bytes"] < 2.0,
                        (planned, measured))
        self.assertTrue(0.5 < planned["training_bytes"] / measured["training_bytes"] < 2.0,
                        (planned, measured))

    def test_wrong_calls_name_the_flag(self):
        self.write_log()
        for arguments, text in ((("--users", "many", "--items", 3), "--users is many"),
                                (("--users", 3), "--items is missing"),
                                (("--users", "1.5", "--items", 3), "--users is 1.5"),
                                (("--users", 0, "--items", 3), "--users is 0"),
                                (("log.csv", "--dim", 3), "--dim"),
                                (("none.csv",), "none.csv")):
            done = self.run_program("size", *arguments)
            self.assertEqual(done.returncode, 2, (arguments, done.stderr))
            self.assertIn(text, done.stderr)


if __name__ == "__main__":
    unittest.main()
