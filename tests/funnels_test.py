"""Views, carts and orders of one visit are one event: in the data, in tests, in reasons and in what a server reads.

Usage: funnels_test.py PROGRAM
"""
import collections
import csv
import json
import random
import unittest

from trained_folder import TrainedFolderTest

DAY, MINUTE, START = 86_400, 60, 1_700_006_400
TYPES = ("--set", "train.epochs=3", "--set", "towers.dim=16", "--json")


def write_funnels(path, num_users=120, num_items=30, days=40):
    """Each visit looks at some items and orders the last of them, cart and all; re-orders among others. Gives the
    orders, the last day's apart."""
    draw = random.Random(4)
    rows, orders = [], []
    for user in range(num_users):
        own = draw.sample(range(num_items), 3)
        for day in sorted(draw.sample(range(days), 8)):
            time = START + day * DAY + draw.randrange(8 * 3600)
            seen = draw.sample(range(num_items), 2) + [draw.choice(own)]
            for item in seen:
                rows.append([f"u{user}", f"i{item}", time, "view"])
                time += 2 * MINUTE
            rows.append([f"u{user}", f"i{seen[-1]}", time + MINUTE, "cart"])
            rows.append([f"u{user}", f"i{seen[-1]}", time + 2 * MINUTE, "order"])
            orders.append((f"u{user}", f"i{seen[-1]}", time + 2 * MINUTE))
    rows.sort(key=lambda row: row[2])
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["user", "item", "time", "event"], *rows])
    return rows, sorted(orders, key=lambda order: order[2])


class FunnelsTest(TrainedFolderTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows, cls.orders = write_funnels(cls.folder / "log.csv")
        cls.trained = cls.command("train", "log.csv", *TYPES, "--set", "name=shop")

    def recommend(self, *arguments):
        return self.command("recommend", "runs/shop/latest", "--user", "u1", "-k", "10", "--json", *arguments)["items"]

    def test_a_visit_of_an_item_is_its_strongest_event(self):
        data = self.trained["data"]
        self.assertEqual(data["collapse"], "30m")
        visits = {(user, item, time // DAY) for user, item, time, _ in self.rows}
        self.assertEqual(data["interactions"], len(visits))
        self.assertEqual(data["collapsed_rows"], len(self.rows) - len(visits))
        config = (self.folder / "runs/shop/001/config.yaml").read_text(encoding="utf-8")
        self.assertIn('"collapse": "30m"', config)

    def test_none_leaves_every_row(self):
        data = self.command("train", "log.csv", *TYPES, "--set", "name=rows", "--set",
                            "data.interactions.collapse=none")["data"]
        self.assertEqual((data["collapse"], data["interactions"]), ("none", len(self.rows)))

    def test_orders_alone_can_be_tested(self):
        document = self.command("evaluate", "log.csv", "--set", "split.targets_of=order", "--json")
        cut = document["split"]["train_rows"] + document["split"]["validation_rows"]
        kept = sorted({(user, item, time // DAY): time for user, item, time, _ in self.rows}.values())
        late = [order for order in self.orders if order[2] >= kept[cut]]
        self.assertEqual(document["test"]["targets"], len({(user, item) for user, item, _ in late}))
        refused = self.run_program("evaluate", "log.csv", "--set", "split.targets_of=buy")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("There are: view, cart, order", refused.stderr)

    def test_what_was_only_looked_at_stays_where_orders_are_left_out(self):
        document = self.command("train", "log.csv", *TYPES, "--set", "name=once", "--set", "split.targets_of=order",
                                "--set", "data.repeat=exclude")
        ordered = collections.defaultdict(set)
        for user, item, _ in self.orders:
            ordered[user].add(item)
        done = self.run_program("recommend", "runs/once/latest", "--all", "-k", "10", "--out", "once.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.folder / "once.csv", encoding="utf-8", newline="") as file:
            lists = [(row["user"], row["item"]) for row in csv.DictReader(file)]
        looks = {(user, item) for user, item, *_ in self.rows}
        self.assertFalse([pair for pair in lists if pair[1] in ordered[pair[0]]])
        self.assertTrue([pair for pair in lists if pair in looks])
        late = document["test"]["targets"] + document["test"]["known_targets"]
        self.assertEqual(late, self.command("evaluate", "log.csv", "--set", "split.targets_of=order", "--set",
                                            "data.repeat=allow", "--json")["test"]["targets"])
        why = self.command("why", "runs/once/latest", "--user", "u1", "--item", sorted(ordered["u1"])[0], "--json")
        self.assertEqual(why["why_not"]["cause"], "seen")

    def test_a_reason_counts_visits(self):
        item = next(item for user, item, _ in reversed(self.orders) if user == "u1")
        visits = {time // DAY for user, what, time, _ in self.rows if (user, what) == ("u1", item)}
        why = self.command("why", "runs/shop/latest", "--user", "u1", "--item", item, "--json")
        had = next(near for near in why["nearest"] if near["id"] == item)
        self.assertEqual(had["count"], len(visits))

    def test_a_reason_counts_orders_and_not_looks(self):
        orders = collections.Counter(item for user, item, _ in self.orders if user == "u1")
        seen = {item for user, item, *_ in self.rows if user == "u1"}
        found = 0
        for item in self.recommend("--why"):
            if item["because"]["kind"] != "had":
                self.assertNotIn(item["id"], seen)
                continue
            because = item["because"]["arguments"]
            looks = len({time // DAY for user, what, time, _ in self.rows if (user, what) == ("u1", item["id"])})
            self.assertEqual((because["type"], because["times"]),
                             ("order", orders[item["id"]]) if orders[item["id"]] else ("view", looks))
            found += orders[item["id"]] > 1
        self.assertGreater(found, 0)

    def test_a_look_does_not_take_the_place_of_an_order(self):
        user, item, time = self.orders[-1]
        self.assertGreater(time, self.rows[-1][2] - 30 * MINUTE)
        look = json.dumps([{"item_id": item, "type": "view", "time": time + 5 * MINUTE}])
        lists = [self.command("recommend", "runs/shop/latest", "--user", user, "-k", "10", "--json", "--why",
                              *arguments)["items"] for arguments in ((), ("--events", look))]
        self.assertEqual(*lists)

    def test_the_server_reads_a_visit_as_training_did(self):
        now = START + 60 * DAY

        def events(*steps):
            return json.dumps([{"item_id": item, "type": kind, "time": now + minute * MINUTE}
                               for item, kind, minute in steps])
        order = self.recommend("--events", events(("i3", "view", 1), ("i7", "order", 9)))
        funnel = self.recommend("--events", events(("i7", "view", 0), ("i3", "view", 1), ("i7", "cart", 8),
                                                   ("i7", "order", 9), ("i7", "view", 12)))
        self.assertEqual(funnel, order)
        apart = self.recommend("--events", events(("i7", "view", -40), ("i3", "view", 1), ("i7", "order", 9)))
        self.assertNotEqual(apart, order)

    def test_a_visit_that_began_before_the_training_ended_goes_on(self):
        user, item, time, _ = next(row for row in reversed(self.rows) if row[3] == "view")
        kept = max(time for who, what, time, _ in self.rows if (who, what) == (user, item))
        again = json.dumps([{"item_id": item, "type": "order", "time": kept + 10 * MINUTE}])
        why = self.command("why", "runs/shop/latest", "--user", user, "--item", item, "--events", again, "--json")
        before = self.command("why", "runs/shop/latest", "--user", user, "--item", item, "--json")
        count = [next(near["count"] for near in answer["nearest"] if near["id"] == item) for answer in (before, why)]
        self.assertEqual(count[0], count[1])


if __name__ == "__main__":
    unittest.main()
