"""The built program on tables that it has never seen: roles, kinds, repeat rule and split.

Usage: zero_config_test.py PROGRAM
"""
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
START = 1_700_000_000


def run(folder, *arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          check=False, timeout=300)


def walks(num_users=40, num_items=30, length=15):
    """(user, item, step, seconds): users walk through neighbouring items."""
    draw = random.Random(7)
    for user in range(num_users):
        item = draw.randrange(num_items)
        for step in range(length):
            item = (item + draw.choice([1, 1, 2])) % num_items
            yield user, item, step, START + 5000 * step + 7 * user


class ZeroConfigTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def write(self, name, header, rows, separator=","):
        lines = [separator.join(map(str, row)) for row in [header, *rows]]
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def chosen(self, *arguments):
        """What `init` chooses, as `config` reads it back."""
        done = run(self.folder, "init", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        (self.folder / "my.yaml").write_text(done.stdout, encoding="utf-8")
        read = run(self.folder, "config", "my.yaml")
        self.assertEqual(read.returncode, 0, read.stderr)
        return json.loads(read.stdout)

    def refuses(self, words, *arguments):
        done = run(self.folder, *arguments)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def roles(self, config):
        interactions = config["data"]["interactions"]
        roles = {role: interactions.get(role) for role in ("user", "item", "time", "order", "session")}
        roles["type"] = (interactions.get("type") or {}).get("column")
        return {role: column for role, column in roles.items() if column}

    def kinds(self, config):
        return {side: {name: options["kind"] for name, options in (config["features"][side] or {}).items()}
                for side in ("user", "item", "context")}

    def test_chinese_headers_event_types_and_semicolons(self):
        events = ["浏览", "浏览", "浏览", "加购", "购买", "分享"]
        self.write("日志.csv", ["用户编号", "商品编号", "行为", "时间", "城市", "品类"],
                   ([f"用户{u}", f"商品{i}", events[(u + s) % 6], t, f"城{u % 4}", f"类{i % 5}"]
                    for u, i, s, t in walks()), ";")
        config = self.chosen("日志.csv")
        self.assertEqual(self.roles(config),
                         {"user": "用户编号", "item": "商品编号", "time": "时间", "type": "行为"})
        self.assertEqual(config["data"]["interactions"]["type"]["weights"],
                         {"浏览": 1, "加购": 3, "购买": 5, "分享": 1})
        self.assertEqual(self.kinds(config), {"user": {"history": "sequence", "城市": "category"},
                                              "item": {"item_id": "id", "品类": "category"}, "context": {}})
        self.assertEqual(config["split"]["kind"], "time")

    def test_milliseconds(self):
        self.write("log.csv", ["uid", "sku", "ts"], ([u, i, t * 1000 + 5] for u, i, _, t in walks()))
        config = self.chosen("log.csv")
        self.assertEqual(self.roles(config), {"user": "uid", "item": "sku", "time": "ts"})
        self.assertEqual(config["split"]["kind"], "time")
        self.assertEqual(config["features"]["user"]["history"]["encoder"]["kind"], "attention")

    def test_iso_times_with_zones(self):
        zone = datetime.timezone(datetime.timedelta(hours=8))
        self.write("log.csv", ["member_id", "article_id", "when"],
                   ([u, i, datetime.datetime.fromtimestamp(t, zone).isoformat()] for u, i, _, t in walks()))
        config = self.chosen("log.csv")
        self.assertEqual(self.roles(config), {"user": "member_id", "item": "article_id", "time": "when"})
        self.assertEqual(config["split"]["kind"], "time")

    def test_ids_with_leading_zeros_and_half_of_the_items_without_a_row(self):
        self.write("log.csv", ["user_id", "item_id", "time"],
                   ([f"00{u}", f"00{i}", t] for u, i, _, t in walks()))
        self.write("items.csv", ["item_id", "name", "price", "tags", "path"],
                   ([f"00{i}", f"Garden chair {i}", i * 1.5, "wood|red" if i % 4 else "red", f"home/s{i % 3}/x{i}"]
                    for i in range(0, 30, 2)))
        config = self.chosen("log.csv", "--items", "items.csv")
        self.assertEqual(self.kinds(config)["item"], {"item_id": "id", "name": "text", "price": "number",
                                                      "tags": "tags", "path": "category"})
        done = run(self.folder, "evaluate", "log.csv", "--items", "items.csv", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["data"]["items"], 30)
        self.write("items.csv", ["item_id", "price"], ([i, 1] for i in range(30)))
        self.refuses(["data.unjoinable"], "init", "log.csv", "--items", "items.csv")

    def test_sessions_alone(self):
        self.write("clicks.csv", ["session_id", "product_id", "timestamp"],
                   ([u, i, t] for u, i, _, t in walks()))
        config = self.chosen("clicks.csv")
        self.assertEqual(self.roles(config),
                         {"item": "product_id", "time": "timestamp", "session": "session_id"})
        self.assertEqual(config["features"]["user"]["history"]["group"], "session")

    def test_without_a_time_there_is_no_order(self):
        self.write("likes.csv", ["user", "movie_id"], ([u, i] for u, i, _, _ in walks()))
        config = self.chosen("likes.csv")
        self.assertEqual(self.roles(config), {"user": "user", "item": "movie_id"})
        self.assertEqual(config["split"]["kind"], "random")
        self.assertEqual(self.kinds(config)["user"], {"history": "sequence"})
        self.assertEqual(config["features"]["user"]["history"]["rule"], "others")

    def test_an_order_without_a_time_leaves_one_out(self):
        self.write("log.csv", ["user", "item", "seq"], ([u, i, s] for u, i, s, _ in walks()))
        config = self.chosen("log.csv")
        self.assertEqual(self.roles(config), {"user": "user", "item": "item", "order": "seq"})
        self.assertEqual(config["split"]["kind"], "leave_one_out")

    def test_lists_in_a_random_order_have_none_and_their_runs_measure_it_once(self):
        draw = random.Random(5)
        lists = {}
        for user, item, _, _ in walks(600, 200):
            lists.setdefault(user, []).append(item)
        for name, change in (("walks", list), ("sets", lambda items: draw.sample(items, len(items)))):
            text = "".join(f"{user} {' '.join(map(str, change(items)))}\n" for user, items in lists.items())
            (self.folder / f"{name}.txt").write_text(text, encoding="utf-8")
        self.assertEqual(self.chosen("walks.txt")["split"]["kind"], "leave_one_out")
        stated = run(self.folder, "init", "sets.txt", "--set", "split=leave_one_out")
        self.assertIn("--set split=random", stated.stdout)  # what a warning says
        self.assertEqual(self.chosen("walks.txt", "--set", 'data.interactions.order=""')["split"]["kind"], "random")

        first = run(self.folder, "train", "sets.txt", "--set", "train.epochs=1")
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertIn("data.interactions.order", first.stderr)
        runs = self.folder / "runs/sets"
        second = run(self.folder, "train", runs / "001/config.yaml")
        self.assertEqual(second.returncode, 0, second.stderr)
        self.assertNotIn("data.interactions.order", second.stderr)
        self.assertEqual((runs / "001/config.yaml").read_bytes(), (runs / "002/config.yaml").read_bytes())
        self.assertEqual(self.bundle_bytes(runs / "001"), self.bundle_bytes(runs / "002"))
        keys = [json.loads((runs / number / "bundle/manifest.json").read_text(encoding="utf-8"))["data_key"]
                for number in ("001", "002")]
        self.assertEqual(keys[0], keys[1])

    def test_every_flag_that_is_printed_is_one(self):
        self.write("log.csv", ["user", "item", "seq", "time", "event"],
                   ([u, i, s, t, ["view", "buy"][s % 2]] for u, i, s, t in walks()))
        flags = set(re.findall(r" (--[a-z]+)", run(self.folder, "init", "log.csv").stdout))
        self.assertLessEqual({"--set", "--user", "--item", "--time", "--type"}, flags)
        usage = run(self.folder, "train", "--help").stdout
        for flag in flags:
            self.assertIn(flag, usage)

    def test_repeats_decide_whether_known_items_stay(self):
        self.write("log.csv", ["user", "item", "time"], ([u, i % 3, t] for u, i, _, t in walks()))
        self.assertEqual(self.chosen("log.csv")["data"]["repeat"], "allow")
        self.write("log.csv", ["user", "item", "time"],
                   ([u, (u + s) % 60, t] for u, _, s, t in walks()))
        self.assertEqual(self.chosen("log.csv")["data"]["repeat"], "exclude")

    def test_two_equal_candidates_are_refused_until_one_is_named(self):
        self.write("log.csv", ["user_id", "customer_id", "item", "time"],
                   ([u, u // 2, i, t] for u, i, _, t in walks()))
        self.refuses(["data.ambiguous_column", "user_id", "customer_id", "--user"], "train", "log.csv")
        config = self.chosen("log.csv", "--user", "customer_id")
        self.assertEqual(self.roles(config)["user"], "customer_id")
        self.write("bare.csv", ["a", "b", "c"], ([u, i, t] for u, i, _, t in walks()))
        self.refuses(["data.ambiguous_column", "a, b", "--item"], "train", "bare.csv")
        config = self.chosen("bare.csv", "--item", "b")
        self.assertEqual(self.roles(config), {"user": "a", "item": "b", "time": "c"})
        self.write("times.csv", ["user", "item", "sent", "seen"],
                   ([u, i, t, t + 60] for u, i, _, t in walks()))
        self.refuses(["data.ambiguous_column", "sent", "seen", "--time"], "evaluate", "times.csv")

    def test_what_gives_the_answer_away_or_tells_who_is_left_out_and_named(self):
        self.write("log.csv", ["user", "item", "time", "rating", "price", "mail", "device"],
                   ([u, i, t, s % 5, i * 10 + (s % 9 == 0), f"u{u}@example.com", "ab"[(u + s) % 2]]
                    for u, i, s, t in walks()))
        done = run(self.folder, "init", "log.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        left_out = next(line for line in done.stdout.splitlines() if "left out" in line)
        for name in ("rating", "price", "mail"):
            self.assertIn(name, left_out)
        self.assertEqual(self.kinds(self.chosen("log.csv"))["context"], {"device": "category"})

    def bundle_bytes(self, run_folder):
        files = sorted((run_folder / "bundle").glob("*.safetensors"))
        self.assertTrue(files)
        return {file.name: file.read_bytes() for file in files}

    def test_the_written_config_gives_the_model_again(self):
        self.write("log.csv", ["user", "item", "time", "event", "city", "brand", "device"],
                   ([u, i, t, ["view", "buy"][s % 2], f"c{u % 4}", f"b{i % 5}", "ab"[(u * s) % 2]]
                    for u, i, s, t in walks()))
        first = run(self.folder, "train", "log.csv", "--set", "train.epochs=2")
        self.assertEqual(first.returncode, 0, first.stderr)
        config = self.folder / "runs/log/001/config.yaml"
        second = run(self.folder, "train", config)
        self.assertEqual(second.returncode, 0, second.stderr)
        self.assertNotIn("chosen", second.stderr)
        self.assertEqual(config.read_bytes(), (self.folder / "runs/log/002/config.yaml").read_bytes())
        self.assertEqual(self.bundle_bytes(self.folder / "runs/log/001"),
                         self.bundle_bytes(self.folder / "runs/log/002"))
        (self.folder / "my.yaml").write_text(
            run(self.folder, "init", "log.csv", "--set", "train.epochs=2").stdout, encoding="utf-8")
        third = run(self.folder, "train", "my.yaml")
        self.assertEqual(third.returncode, 0, third.stderr)
        self.assertEqual(config.read_bytes(), (self.folder / "runs/log/003/config.yaml").read_bytes())

    def test_minutes_fix_the_epochs_before_training(self):
        self.write("log.csv", ["user", "item", "time"], ([u, i, t] for u, i, _, t in walks()))
        refused = run(self.folder, "train", "log.csv", "--minutes", "0.0001")
        self.assertEqual(refused.returncode, 2, refused.stderr)
        self.assertFalse((self.folder / "runs/log/001").exists())
        least = float(re.search(r"--minutes ([\d.]+) or more", refused.stderr).group(1))
        done = run(self.folder, "train", "log.csv", "--minutes", str(2 * least))
        self.assertEqual(done.returncode, 0, done.stderr)
        config = json.loads((self.folder / "runs/log/001/config.yaml").read_text(encoding="utf-8"))
        told = list(re.finditer(r"train.epochs: (\d+)(?: of (\d+) steps)?", done.stderr))[-1]
        self.assertEqual(str(config["train"]["epochs"]), told.group(1))
        self.assertEqual(str(config["train"].get("epoch_steps", "None")), str(told.group(2)))
        self.assertEqual(run(self.folder, "train", "log.csv", "--minutes", "-1").returncode, 2)


if __name__ == "__main__":
    unittest.main()
