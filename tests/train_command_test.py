"""The built program, from interactions to recommendations: runs, resumes, refuses.

Usage: train_command_test.py PROGRAM
"""
import collections
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from written_tables import write_csv

PROGRAM = sys.argv.pop(1)
CONFIG = """name: shop
data:
  interactions: {path: log.csv, user: user, item: item, time: time}
  items: {path: items.csv, id: item, show: [name]}
split: leave_one_out
features:
  user:
    history: {kind: sequence, length: 10, encoder: {kind: attention, blocks: 1, dropout: 0.2}}
  item:
    item: {kind: id, dim: 16}
    color: category
    price: number
towers: {dim: 16, item: {hidden: [16]}}
train: {epochs: 6, batch_size: 64, average: ema, checkpoint_steps: 7}
"""


def write_shop(folder, num_users=60, num_items=30):
    """Users walk through neighbouring items; half of the items have no row in the items table."""
    draw = random.Random(1)
    rows = []
    for user in range(num_users):
        item = draw.randrange(num_items)
        for step in range(12):
            item = (item + draw.choice([1, 1, 2])) % num_items
            rows.append([f"u{user}", item, 1_700_000_000 + 1000 * step + user])
    write_csv(folder / "log.csv", ["user", "item", "time"], rows)
    write_csv(folder / "items.csv", ["item", "name", "color", "price"],
              [[i, f"thing {i}", draw.choice(["red", "blue", ""]), i * 1.5] for i in range(0, num_items, 2)])
    (folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")


def write_reorders(path, num_users=300, num_items=30):
    """A log of users who mostly take one of three items of their own again."""
    draw = random.Random(2)
    rows = []
    for user in range(num_users):
        own = draw.sample(range(num_items), 3)
        for place in range(16):
            item = draw.choice(own) if draw.random() < 0.8 else min(draw.randrange(num_items), draw.randrange(num_items))
            rows.append({"user": f"u{user}", "item": item, "place": place})
    write_csv(path, ["user", "item", "time"],
              [[row["user"], row["item"], 1_700_000_000 + 1000 * row["place"]] for row in rows])
    return rows


def by_user(rows):
    """The items of each user, in order."""
    taken = collections.defaultdict(list)
    for row in rows:
        taken[row["user"]].append(row["item"])
    return taken


def run(folder, *arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          check=False, timeout=120)


class ShopTest(unittest.TestCase):
    """A folder with a shop's files for each test."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        write_shop(self.folder)

    def train(self, *arguments):
        result = run(self.folder, "train", "shop.yaml", "--json", *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def model_bytes(self, number="001"):
        path = self.folder / "runs" / "shop" / number / "bundle" / "model.safetensors"
        return path.read_bytes()

    def page_data(self):
        """What report.html of the first run shows."""
        html = (self.folder / "runs" / "shop" / "001" / "report.html").read_text(encoding="utf-8")
        return json.loads(html.split('<script type="application/json" id="data">')[1].split("</script>")[0])

    def assert_refused(self, result, code, part):
        self.assertEqual(result.returncode, 2, result.stderr)
        last = result.stderr.strip().splitlines()[-1]
        self.assertTrue(last.startswith(f"error[{code}]: "), last)
        self.assertIn(part, last)


class TrainTest(ShopTest):
    def test_reports_what_scripts_read(self):
        document = self.train()
        self.assertEqual(document["data"]["items"], 30)
        self.assertEqual(document["test"]["users"], 60)
        recall = document["test"]["metrics"]["recall@10"]
        self.assertTrue(0.0 <= recall["low"] <= recall["value"] <= recall["high"] <= 1.0)
        # A walk of one or two steps: ten guesses of thirty hit a third, the model knows better.
        self.assertGreater(recall["value"], 0.6)
        self.assertEqual(set(document["test"]["baselines"]), {"popularity", "item_knn"})
        self.assertIsInstance(document["verdict"]["better_than_item_knn"], bool)
        self.assertGreater(document["examples_per_second"], 0)
        self.assertLessEqual({"read", "encode", "train", "evaluate"}, set(document["seconds"]))

    def test_where_users_return_what_they_took_most_is_the_rival(self):
        # Everybody has an item of their own: what comes after another item says nothing.
        rows = [[f"u{user}", user % 30, 1_700_000_000 + 1000 * step + user] for user in range(60) for step in range(6)]
        write_csv(self.folder / "log.csv", ["user", "item", "time"], rows)
        document = self.train("--set", "train.epochs=1")
        self.assertEqual(document["data"]["repeat"]["rule"], "allow")
        baselines = document["test"]["baselines"]
        self.assertEqual(list(baselines), ["popularity", "user_popularity", "item_knn", "two_towers_alone"])
        self.assertEqual(baselines["user_popularity"]["recall@10"]["value"], 1.0)
        self.assertEqual(document["test"]["metrics"]["recall@10"]["value"], 1.0)
        self.assertLess(baselines["two_towers_alone"]["recall@10"]["value"], 1.0)
        verdict = document["verdict"]
        self.assertEqual((verdict["compared_with"], verdict["metric"]), ("user_popularity", "recall@10"))
        self.assertIn("than user popularity in recall@10", verdict["text"])
        table = run(self.folder, "evaluate", "shop.yaml", "--baselines", "--lang", "zh").stdout
        self.assertIn("个人热门", table)
        self.assertIn("个人热门排行（含验证集）", table)
        page = (self.folder / "runs" / "shop" / "001" / "report.html").read_text(encoding="utf-8")
        self.assertIn('"user_popularity"', page)

    def test_where_known_items_are_left_out_a_return_is_no_target(self):
        rows = write_reorders(self.folder / "log.csv")
        document = self.train("--set", "data.repeat=exclude", "--set", "train.epochs=2")
        asked, known, hits = 0, 0, []
        counts = collections.Counter(row["item"] for row in rows if row["place"] < 14)
        for user, taken in by_user(rows).items():
            history, target = taken[:-1], taken[-1]
            if target in history:
                known += 1
                continue
            asked += 1
            # Ties count against the target.
            rivals = [item for item in range(30) if item not in history and item != target]
            hits.append(sum(counts[item] >= counts[target] for item in rivals) < 10)
        self.assertGreater(known, 100)
        self.assertGreater(asked, 30)
        test = document["test"]
        self.assertEqual((test["targets"], test["known_targets"]), (asked, known))
        self.assertEqual(test["users"], asked)
        self.assertAlmostEqual(test["baselines"]["popularity"]["recall@10"]["value"], sum(hits) / asked)
        said = run(self.folder, "evaluate", "runs/shop/001").stdout
        self.assertIn(f"{known} of {asked + known} test targets are left out", said)
        self.assertEqual(self.page_data()["run"]["test"]["known_targets"], known)
        allowed = self.train("--set", "data.repeat=allow", "--set", "train.epochs=2")["test"]
        self.assertEqual((allowed["targets"], allowed["known_targets"]), (asked + known, 0))

    def test_a_test_of_returns_alone_is_refused_before_training(self):
        write_csv(self.folder / "log.csv", ["user", "item", "time"],
                  [[f"u{user}", user % 30, 1_700_000_000 + 1000 * step] for user in range(60) for step in range(6)])
        refused = run(self.folder, "train", "shop.yaml", "--set", "data.repeat=exclude")
        self.assert_refused(refused, "data.too_little", "data.repeat=allow")
        self.assertFalse((self.folder / "runs" / "shop" / "001").exists())

    def test_never_writes_over_an_old_run_and_its_config_gives_the_run_again(self):
        self.train()
        first = self.model_bytes()
        again = run(self.folder, "train", "runs/shop/001/config.yaml")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(first, self.model_bytes("002"))
        self.assertEqual(os.readlink(self.folder / "runs" / "shop" / "latest"), "002")

    def test_a_run_that_fails_on_its_data_leaves_nothing(self):
        self.train()
        failed = run(self.folder, "train", "shop.yaml", "--set", "data.interactions.item=nothing")
        self.assertNotEqual(failed.returncode, 0)
        runs = self.folder / "runs" / "shop"
        self.assertEqual(os.readlink(runs / "latest"), "001")
        self.assertFalse((runs / "002").exists())

    def test_a_name_stays_among_the_runs(self):
        for name in ("../elsewhere", "a/b", ".hidden"):
            refused = run(self.folder, "train", "shop.yaml", "--set", f"name={name}")
            self.assertEqual(refused.returncode, 2)
            self.assertIn("error[config.out_of_range]: name is", refused.stderr)
        self.assertFalse((self.folder / "elsewhere").exists())

    def test_gives_the_same_bits_on_one_and_two_threads(self):
        self.train("--threads", 1)
        self.train("--threads", 2)
        self.assertEqual(self.model_bytes("001"), self.model_bytes("002"))

    def test_goes_on_after_a_kill_to_the_same_bits(self):
        long = ("--set", "train.epochs=60", "--set", "train.early_stopping.patience=60")
        self.train(*long)
        for kill in (signal.SIGKILL, signal.SIGINT):
            process = subprocess.Popen([PROGRAM, "train", "shop.yaml", *long], cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            latest = self.folder / "runs" / "shop" / "latest"
            number = "002" if kill == signal.SIGKILL else "003"
            state = self.folder / "runs" / "shop" / number / "checkpoint" / "state.safetensors"
            while process.poll() is None and not state.exists():
                time.sleep(0.001)
            process.send_signal(kill)
            self.assertEqual(process.wait(), -kill if kill == signal.SIGKILL else 130)
            self.assertNotEqual(os.readlink(latest), number)  # what is not finished answers nobody
            asked = run(self.folder, "recommend", "runs/shop/latest", "--user", "u1")
            self.assertEqual(asked.returncode, 0, asked.stderr)
            resumed = run(self.folder, "train", "shop.yaml", "--resume")
            self.assertEqual(resumed.returncode, 0, resumed.stderr)
            self.assertEqual(self.model_bytes("001"), self.model_bytes(number))
            self.assertEqual(os.readlink(latest), number)

    def test_goes_on_with_a_refit(self):
        long = ("--set", "train.epochs=60", "--set", "train.early_stopping.patience=60",
                "--set", "train.refit=true")
        whole = self.train(*long)
        for number in range(2, 12):  # until one is stopped in its refit, which is short
            folder = self.folder / "runs" / "shop" / f"{number:03}"
            if self.stop_in_refit(folder, long) == 130:
                break
        self.assertFalse((folder / "bundle").exists())
        resumed = run(self.folder, "train", "shop.yaml", "--resume", "--json")
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        document = json.loads(resumed.stdout)
        self.assertEqual((document["run"], document["epochs"]), (f"runs/shop/{folder.name}", whole["epochs"]))
        self.assertEqual(self.model_bytes("001"), self.model_bytes(folder.name))

    def test_goes_on_with_the_fit_on_all_rows(self):
        long = ("--set", "train.epochs=60", "--set", "train.early_stopping.patience=60", "--fit", "all")
        whole = self.train(*long)
        for number in range(2, 12):
            folder = self.folder / "runs" / "shop" / f"{number:03}"
            if self.stop_in_refit(folder, long, "all rows") == 130:
                break
        self.assertFalse((folder / "bundle").exists())
        resumed = run(self.folder, "train", "shop.yaml", "--resume", "--json")
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        document = json.loads(resumed.stdout)
        self.assertEqual(document["test"], whole["test"])  # the weights of before are tested again
        self.assertEqual((document["fit"], document["epochs"]), ("all", whole["epochs"]))
        self.assertEqual(self.model_bytes("001"), self.model_bytes(folder.name))
        curve = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        self.assertEqual(curve["epochs"], whole["epochs"])

    def test_all_rows_are_fitted_for_as_many_epochs_and_not_tested(self):
        document = self.train("--fit", "all")
        tested = self.train()
        self.assertEqual(document["test"], tested["test"])
        self.assertNotEqual(self.model_bytes("001"), self.model_bytes("002"))
        inspected = json.loads(run(self.folder, "inspect", "runs/shop/001", "--json").stdout)
        self.assertEqual(inspected["fit"], "all")
        self.assertEqual(inspected["metrics"]["users"], tested["test"]["users"])
        refused = run(self.folder, "evaluate", "runs/shop/001")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("--on NEW_LOG", refused.stderr)
        self.assertIn("fitted on every row", (self.folder / "runs/shop/001/report.html").read_text(encoding="utf-8"))

    def test_a_resumed_run_says_what_is_not_as_it_began(self):
        self.stop_in_refit(self.folder, ("--set", "train.epochs=60", "--set", "train.refit=true"), "epoch 1")
        for flag, text in (("train.seed=2", "train.seed: 1 -> 2"), ("towers.dim=8", "towers.dim: 16 -> 8"),
                           ("loss=softmax", None)):
            resumed = run(self.folder, "train", "shop.yaml", "--resume", "--set", flag, "--set", "train.epochs=2")
            if text is None:  # what the run has anyway
                self.assertEqual(resumed.returncode, 0, resumed.stderr)
                self.assertRegex(resumed.stderr, r"resumed +train.epochs is 2 from now on, it was 60")
                continue
            self.assertEqual(resumed.returncode, 2, resumed.stderr)
            self.assertIn(text, resumed.stderr)

    def test_a_resumed_run_goes_on_as_it_began_whatever_its_file_says_now(self):
        self.stop_in_refit(self.folder, ("--set", "train.refit=true"), "epoch 1")
        text = (self.folder / "shop.yaml").read_text(encoding="utf-8").replace("dim: 16, item: {h", "dim: 8, item: {h")
        (self.folder / "shop.yaml").write_text(text, encoding="utf-8")
        resumed = run(self.folder, "train", "shop.yaml", "--resume")
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        self.assertRegex(resumed.stderr, r"resumed +towers.dim stays 16, with which the run began; the file says 8")

    def stop_in_refit(self, folder, arguments, line_start="refit"):
        """Trains, and asks to stop in the first epoch told after that line; the exit status."""
        process = subprocess.Popen([PROGRAM, "train", "shop.yaml", *arguments], cwd=self.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        is_told = False
        for line in process.stderr:
            is_told = is_told or line.startswith(line_start)
            if is_told and line.startswith("epoch"):
                process.send_signal(signal.SIGINT)
                break
        process.communicate()
        return process.returncode

    def test_a_signal_ends_it_at_once_where_nothing_can_be_saved(self):
        with open(self.folder / "long.csv", "w", encoding="utf-8") as log:
            log.write("user,item,time\n")
            log.writelines(f"u{i % 5000},i{i * i % 997},{1700000000 + i}\n" for i in range(400_000))
        begun = self.folder / "runs/long/001"
        for asked in (signal.SIGTERM, signal.SIGINT):
            process = subprocess.Popen([PROGRAM, "train", "long.csv"], cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while process.poll() is None and not begun.exists():
                time.sleep(0.001)
            time.sleep(0.1)  # of about two seconds of reading
            process.send_signal(asked)
            self.assertEqual(process.wait(timeout=30), -asked)
            self.assertFalse(begun.exists())  # nothing of it is left

    def test_latest_is_the_newest_finished_run(self):
        latest = self.folder / "runs" / "shop" / "latest"
        long = ("--set", "train.epochs=60", "--set", "train.early_stopping.patience=60")
        older = subprocess.Popen([PROGRAM, "train", "shop.yaml", *long], cwd=self.folder,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while older.poll() is None and not (self.folder / "runs/shop/001/checkpoint").exists():
            time.sleep(0.001)
        older.send_signal(signal.SIGSTOP)
        self.assertFalse(latest.is_symlink())
        self.train()
        self.assertEqual(os.readlink(latest), "002")
        older.send_signal(signal.SIGCONT)
        self.assertEqual(older.wait(), 0)
        self.assertTrue((self.folder / "runs/shop/001/bundle").exists())
        self.assertEqual(os.readlink(latest), "002")  # though 001 was finished after it

    def test_goes_on_with_the_newest_run_that_began(self):
        self.train()
        (self.folder / "runs/shop/002").mkdir()  # killed before it began
        resumed = run(self.folder, "train", "shop.yaml", "--resume", "--json")
        self.assertEqual(resumed.returncode, 2)
        self.assertIn("--resume: runs/shop/001 is finished", resumed.stderr)

    def test_writes_a_report_to_look_at(self):
        document = self.train()
        page = self.page_data()
        self.assertEqual(page["run"]["test"], document["test"])
        inspected = json.loads(run(self.folder, "inspect", "runs/shop/001", "--json").stdout)
        self.assertEqual(page["towers"], {**inspected["towers"], "similarity": inspected["similarity"],
                                          "temperature": inspected["temperature"]})
        self.assertEqual(len(page["epochs"]), 6)
        self.assertEqual(len(page["map"]["items"]), 30)
        self.assertEqual(len(page["people"]), 10)
        self.assertEqual([len(person["two_towers"]) for person in page["people"]], [10] * 10)
        self.assertTrue(any(entry["hit"] for person in page["people"] for entry in person["two_towers"]))
        labels = {point["label"] for point in page["map"]["items"]}
        self.assertLessEqual({"thing 0", "thing 28"}, labels)  # shown names where there are any
        self.assertAlmostEqual(sum(page["exposure"]["two_towers"]), 1)
        self.assertEqual(page["checks"][0]["label"], "read")
        self.assertIn("--set data.repeat=", " ".join(check["aside"] for check in page["checks"]))

    def test_measures_users_without_history_beside_chance_and_popularity(self):
        self.train()
        result = run(self.folder, "evaluate", "runs/shop/001", "--without-history", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        test = json.loads(result.stdout)["test"]
        self.assertEqual(set(test["baselines"]), {"random", "popularity"})
        # The model has histories alone: it falls back to its popular items, which are the baseline's.
        self.assertEqual(test["metrics"]["recall@10"],
                         test["baselines"]["popularity"]["recall@10"])
        self.assertLess(test["metrics"]["recall@10"]["value"], 0.6)
        refused = run(self.folder, "evaluate", "shop.yaml", "--without-history")
        self.assert_refused(refused, "config.conflict", "is not a bundle")

    def test_measures_held_out_items_beside_chance_and_popularity(self):
        document = self.train("--set", "split.cold_items=0.2")
        self.assertEqual(set(document["cold_items"]["baselines"]), {"random", "popularity"})
        among_all = document["cold_items"]["baselines"]["random"]["recall@10"]["value"]
        alone = document["cold_items_alone"]["baselines"]["random"]["recall@10"]["value"]
        self.assertLess(among_all, alone)
        self.assertEqual(document["cold_items_alone"]["metrics"]["recall@10"]["value"], 1.0)  # 6 items

    def test_takes_what_is_normal(self):
        self.train("--set", "train.batch_size=100000")  # above the data; items without a row are there
        bundle = "runs/shop/001"
        unknown = run(self.folder, "recommend", bundle, "--user", "nobody", "-k", 5, "--json")
        self.assertEqual(unknown.returncode, 0, unknown.stderr)
        document = json.loads(unknown.stdout)
        self.assertEqual(document["degraded"], {"reasons": ["unknown_user"]})
        self.assertEqual(len(document["items"]), 5)
        many = run(self.folder, "recommend", bundle, "--user", "u1", "-k", 1000, "--json")
        self.assertEqual(many.returncode, 0, many.stderr)
        items = json.loads(many.stdout)["items"]
        self.assertTrue(0 < len(items) <= 30)
        self.assertEqual([i["score"] for i in items], sorted((i["score"] for i in items), reverse=True))

    def test_compares_runs_of_one_split_only(self):
        self.train()
        self.train("--set", "towers.dim=8", "--set", "features.item.item.dim=8")
        compared = run(self.folder, "compare", "runs/shop/001", "runs/shop/002", "--json")
        self.assertEqual(compared.returncode, 0, compared.stderr)
        self.assertIn("towers.dim", json.loads(compared.stdout)[0]["config"])
        self.train("--set", "split={kind: random, test: 0.3}")
        refused = run(self.folder, "compare", "runs/shop/001", "runs/shop/003")
        self.assert_refused(refused, "bundle.mismatch", "runs/shop/003")

    def test_evaluates_a_bundle_to_the_same_figures(self):
        trained = self.train()
        evaluated = run(self.folder, "evaluate", "runs/shop/001", "--json")
        self.assertEqual(evaluated.returncode, 0, evaluated.stderr)
        self.assertEqual(json.loads(evaluated.stdout)["test"]["metrics"], trained["test"]["metrics"])
        with open(self.folder / "log.csv", "a", encoding="utf-8") as log:
            log.write("u1,2,1700900000\n")
        changed = run(self.folder, "evaluate", "runs/shop/001")
        self.assert_refused(changed, "bundle.mismatch", "runs/shop/001")


class RefusalTest(ShopTest):
    def refuse(self, code, part, *arguments):
        self.assert_refused(run(self.folder, "train", "shop.yaml", *arguments), code, part)

    def test_wrong_configs(self):
        (self.folder / "shop.yaml").write_text(CONFIG.replace("batch_size", "batchsize"),
                                               encoding="utf-8")
        self.refuse("config.unknown_key", "shop.yaml:14")
        write_shop(self.folder)
        self.refuse("config.out_of_range", "train.epochs", "--set", "train.epochs=0")
        self.refuse("config.unknown_name", "ndcg", "--set", "evaluation.metrics=[ndgc@10]")
        self.refuse("config.conflict", "negatives", "--set", "negatives={in_batch: false}")
        self.refuse("config.conflict", "manhattan", "--set", "towers.similarity=manhattan")
        self.refuse("config.conflict", "heads",
                    "--set", "features.user.history.encoder.heads=3")

    def test_wrong_files(self):
        self.refuse("file.unreadable", "nothing.csv", "--set", "data.interactions.path=nothing.csv")
        self.refuse("data.missing_column", "buyer", "--set", "data.interactions.user=buyer")
        self.refuse("data.missing_column", "size", "--set", "features.item.size=category")
        write_csv(self.folder / "log.csv", ["user", "item", "time"], [])
        self.refuse("data.too_little", "log.csv")
        write_csv(self.folder / "log.csv", ["user", "item", "time"], [["u1", 2, 1_700_000_000]] * 5)
        self.refuse("data.too_little", "interactions")

    def test_wrong_values(self):
        with open(self.folder / "log.csv", "a", encoding="utf-8") as log:
            log.write("u1,3,yesterday\n")
        self.refuse("data.bad_row", "721")
        write_shop(self.folder)
        with open(self.folder / "log.csv", "a", encoding="utf-8") as log:
            log.write("u1,3,99999999999\n")
        self.refuse("data.time_unit", "99999999999")
        write_shop(self.folder)
        write_csv(self.folder / "items.csv", ["item", "name", "color", "price"],
                  [[f"x{i}", "", "", 1] for i in range(30)])
        self.refuse("data.unjoinable", "items")
        write_csv(self.folder / "items.csv", ["item", "name", "color", "price"],
                  [[i, "", "", "inf" if i == 7 else 1.5] for i in range(30)])
        result = run(self.folder, "train", "shop.yaml")
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn("price", result.stderr.splitlines()[-1])

    def test_missing_times_and_nan_are_counted(self):
        with open(self.folder / "log.csv", "a", encoding="utf-8") as log:
            log.write("u1,3,0\n")
        result = run(self.folder, "train", "shop.yaml")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("1 row has no time", result.stderr)

    def test_unwritable_output(self):
        (self.folder / "file").write_text("", encoding="utf-8")
        result = run(self.folder, "train", "shop.yaml", "--runs", "file/runs")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertTrue(result.stderr.startswith("error[file.unwritable]: "), result.stderr)


if __name__ == "__main__":
    unittest.main()
