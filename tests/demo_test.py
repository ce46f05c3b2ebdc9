"""The demo: both languages tell the same nine steps, and the figures are what the shop promises;
its chapters, each in one language, since figures are what is tested.

Usage: demo_test.py PROGRAM
"""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
LEAST_WAY, LEAST_WAY_OF_NEWCOMERS, LEAST_WAY_OF_NICHE = 80, 50, 60  # per cent


def tell(folder, *arguments, chapter=(), **environment):
    """Standard output of a demo in an empty folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    done = subprocess.run([PROGRAM, "demo", *chapter, "--runs", "runs", *arguments], cwd=folder, text=True,
                          capture_output=True, encoding="utf-8", env={**clean, **environment})
    if done.returncode != 0:
        raise AssertionError(f"exit {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def steps_of(text):
    """Step -> its lines; 0 is the opening, and what stands after the last step is part of it."""
    steps, step = {0: []}, 0
    for line in text.splitlines():
        if re.match(rf"{step + 1} ", line):
            step += 1
            steps[step] = []
        steps[step].append(line)
    return steps


def numbers(line):
    return [float(number) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", line.replace(",", ""))]


class DemoTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.text = tell(cls.folder.name)
        cls.steps = steps_of(cls.text)

    def test_tells_nine_steps(self):
        self.assertEqual(sorted(self.steps), list(range(10)))

    def test_training_is_better_than_guessing(self):
        epochs, _, guessing, loss = numbers(self.steps[3][0][16:])
        self.assertGreaterEqual(epochs, 1)
        self.assertAlmostEqual(guessing, 4.09, delta=0.005)
        self.assertLess(loss, guessing - 0.5)

    def test_stands_between_item_knn_and_the_optimum(self):
        chances = self.steps[4][0].split(":")[1]
        guessing, most_ordered, item_knn, towers, optimum = numbers(chances)
        self.assertAlmostEqual(guessing, 10 / 60, delta=0.005)
        self.assertLess(guessing, most_ordered)
        self.assertLess(most_ordered, item_knn)
        self.assertLess(item_knn, towers)
        self.assertLess(towers, optimum)
        way = numbers(self.steps[4][1])[0]
        self.assertAlmostEqual(way, 100 * (towers - most_ordered) / (optimum - most_ordered), delta=5)
        self.assertGreaterEqual(way, LEAST_WAY)

    def test_newcomers_and_niche_lovers_are_served(self):
        newcomers, niche = self.steps[6][2:4]
        self.assertGreaterEqual(numbers(newcomers)[-1], LEAST_WAY_OF_NEWCOMERS)
        self.assertGreaterEqual(numbers(niche)[-1], LEAST_WAY_OF_NICHE)
        self.assertNotEqual(self.steps[6][0].split(": ")[1], self.steps[6][1].split(": ")[1])

    def test_an_order_moves_the_ranking(self):
        before, after = map(int, re.search(r"(\d+) -> (\d+)$", self.steps[7][0]).groups())
        self.assertLess(after, before)

    def test_a_new_pizza_is_found_by_its_lovers(self):
        found, lovers, others_found, others = map(int, numbers(self.steps[7][1])[-4:])
        self.assertGreater(lovers, 50)
        self.assertGreater(found / lovers, 3 * others_found / others)

    def test_diversity_mixes_the_list_and_costs_little(self):
        before, after = re.search(r"(\d\.\d+) -> (\d\.\d+)$", self.steps[8][1]).groups()
        self.assertLess(float(after), float(before))
        self.assertGreater(float(after), 0.9 * float(before))
        kinds = [float(number) for number in re.findall(r"\d+\.\d\d(?!\d)", self.steps[8][1])]
        self.assertLess(kinds[0], kinds[1])

    def test_the_server_says_the_same(self):
        listed = [re.match(r"\d (.*?) \d\.\d", line[16:]).group(1) for line in self.steps[5][:3]]
        self.assertEqual(re.search(r"\}: (.*); ", self.steps[9][0]).group(1).split(", "), listed)
        self.assertLess(numbers(self.steps[9][0].split("; ")[1])[0], 1000)

    def test_an_event_changes_the_next_answer(self):
        before, after = re.search(r"no longer (.*), but (.*)", self.steps[9][1]).groups()
        self.assertNotEqual(before, after)
        self.assertEqual(len(after.split(", ")), 3)
        self.assertIn("Durian", after)  # of which the guest ordered one

    def test_an_item_comes_and_goes(self):
        place, after = re.search(r"number (\d+) of the guest's list; DELETE: (.*)", self.steps[9][2]).groups()
        self.assertIn(int(place), range(1, 11))  # the guest ordered durian, and it has some
        self.assertEqual(after, "gone from the next")

    def test_leaves_a_run(self):
        run = pathlib.Path(self.folder.name) / "runs/pizza/latest"
        for part in ["report.html", "report.json", "config.yaml", "bundle"]:
            self.assertTrue((run / part).exists(), part)

    @unittest.skipIf("TWOTOWER_SANITIZED" in os.environ, "the same work once more, for other words")
    def test_tells_the_same_in_chinese(self):
        with tempfile.TemporaryDirectory() as folder:
            chinese = tell(folder, "--lang", "zh")
            report = (pathlib.Path(folder) / "runs/pizza/latest/report.html").read_text(encoding="utf-8")
        self.assertIn("玛格丽特", report)
        self.assertNotIn("Margherita", report)
        steps = steps_of(chinese)
        self.assertEqual(sorted(steps), list(range(10)))
        for step in range(10):
            self.assertRegex("".join(steps[step]), "[\u4e00-\u9fff]")
        self.assertEqual(numbers(steps[4][0].split("：")[1]), numbers(self.steps[4][0].split(":")[1]))
        self.assert_is_chinese(chinese)

    def assert_is_chinese(self, story):
        """Names of the shop and commands, too; half-width punctuation and Latin words are of requests alone."""
        commands = re.findall(r"twotower (?:[^ {}]| (?! ))+", story)
        self.assertTrue(commands)
        for command in commands:
            self.assertIn("--lang zh", command)
        for line in story.splitlines()[:-1]:
            said = re.sub(r"(POST|PUT|DELETE|HTTP|item-kNN|/v1/\S+ [\[{].*[\]}])|iPhone|OPPO", "", line)
            self.assertNotRegex(said, "[A-Za-z]{2}")
            self.assertNotRegex(said, "[\u4e00-\u9fff][,;:!?(]")

    def test_the_environment_chooses_the_language(self):
        usage = subprocess.run([PROGRAM, "demo", "--lang", "fr"], capture_output=True, check=False)
        self.assertEqual(usage.returncode, 2)

    def test_refuses_a_seed_below_zero(self):
        usage = subprocess.run([PROGRAM, "demo", "--seed", "-1"], capture_output=True, check=False)
        self.assertEqual(usage.returncode, 2)

    def test_refuses_a_chapter_that_is_none(self):
        usage = subprocess.run([PROGRAM, "demo", "how"], capture_output=True, check=False)
        self.assertEqual(usage.returncode, 2)


class ChaptersTest(unittest.TestCase):
    def tell(self, *arguments, chapter):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        text = tell(self.folder, *arguments, chapter=[chapter])
        return steps_of(text), text

    def test_why_two_towers(self):
        steps, text = self.tell(chapter="why")
        self.assertEqual(sorted(steps), list(range(6)))
        _, most_ordered, towers, one, optimum = numbers(steps[2][0][1:])[:5]
        for chance in [towers, one]:  # neither is a straw man
            self.assertGreater(chance, most_ordered + 0.6 * (optimum - most_ordered))
            self.assertLess(chance, optimum)
        two_small, one_small = re.findall(r"(\d+\.\d+) ms", steps[3][0])
        self.assertGreater(float(one_small), 0)
        self.assertLess(float(two_small), 5)
        two_many = float(re.search(r"([\d.]+) ms", steps[4][0]).group(1))
        one_many, pair = (float(x) for x in re.search(r"(\d+) ms.* ([\d.]+) us", steps[4][1]).groups())
        self.assertAlmostEqual(one_many, pair * 1000, delta=0.01 * pair * 1000 + 6)
        self.assertGreater(one_many, 3 * two_many)
        by, direction = re.search(r"(\d\.\d+) (higher|lower)", text.splitlines()[-1]).groups()
        self.assertAlmostEqual(float(by) * (1 if direction == "higher" else -1), one - towers, delta=0.0011)

    def test_sparse_tastes_in_chinese_of_another_shop(self):
        steps, text = self.tell("--lang", "zh", "--seed", "2", chapter="sparse")
        runs = pathlib.Path(self.folder) / "runs"
        with (runs / "pizza-sparse-world-2/world.csv").open(encoding="utf-8") as file:
            world = next(csv.DictReader(file))
        self.assertEqual(world["seed"], "2")
        config = json.loads((runs / "pizza-sparse-ids/latest/config.yaml").read_text("utf-8"))
        self.assertEqual(config["train"]["seed"], 2)
        self.assertEqual(sorted(steps), list(range(5)))
        self.assertRegex(text, "[\u4e00-\u9fff]")
        lines = [numbers(steps[step][0][1:]) for step in range(1, 5)]
        for niche, everybody, lovers, found, others, others_found in lines:
            self.assertGreater(niche, 0.35)
            self.assertGreater(everybody, 0.6)
            self.assertEqual((lovers + others), 5000)
        first, last = lines[0], lines[-1]
        # A pizza that nobody has ordered: ids know nothing of it, what it is like says enough.
        self.assertGreater(last[3] / last[2], 0.2)
        self.assertGreater(last[3] / last[2], 3 * last[5] / last[4])
        self.assertGreater(last[3], 2 * first[3])


if __name__ == "__main__":
    unittest.main()
