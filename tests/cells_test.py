"""Cells as people and programs write them: the same in a training, in items add and in requests.

Usage: cells_test.py PROGRAM
"""
import json
import random
import unittest

from trained_folder import TrainedFolderTest

NUM_USERS, NUM_ITEMS, START = 120, 40, 1_700_006_400
COLORS = ["red", "blue", "green", "grey"]
# Three rows of the log have a quote that closes nothing, every seventh item has blanks around.
ODD_SONGS = {2: '"Heroes', 3: '"Heroes" (live)', 5: '12" mix'}


def song(item):
    return ODD_SONGS.get(item, f"song {item}")


def write_log(folder):
    draw = random.Random(5)
    lines = ["user\titem\ttime"]
    for step in range(20):
        for user in range(NUM_USERS):
            item = (user * 3 + step * draw.choice([1, 2])) % NUM_ITEMS
            padded = song(item) + "  " if (user + step) % 7 == 0 and item not in ODD_SONGS else song(item)
            lines.append(f"{user}.0\t{padded}\t {START + 600 * (step * NUM_USERS + user)}")
    (folder / "log.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def item_row(item):
    """As a dump of MySQL: quotes escaped by backslashes, decimal commas, lists as texts."""
    title = f'The \\"best\\"; no. {item} of all' if item % 5 == 0 else f"plain words {item} of all"
    name = song(item).replace('"', '\\"')
    tags = f"['{COLORS[item % 4]}', '{COLORS[item // 4 % 4]}']"
    vector = f"[0.{item % 9 + 1} -1.5]"
    return f'"{name}";"{title}";"{item + 1},{item % 100:02}";"{tags}";"{vector}";""'


def write_tables(folder):
    rows = ["item;title;price;tags;place;unused", *map(item_row, range(NUM_ITEMS))]
    (folder / "items.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = ["True", "False", "true", "FALSE"]
    rows = ["user,is_member,age", *(f"{u},{words[u % 4]},{20 + u % 30}" for u in range(NUM_USERS))]
    (folder / "users.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


class CellsTest(TrainedFolderTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        write_log(cls.folder)
        write_tables(cls.folder)
        cls.command("train", "log.tsv", "--items", "items.csv", "--users", "users.csv", "--runs", "runs",
                    "--set", "train.epochs=2", "--set", "train.trials=false", "--json")
        done = cls.run_program("train", "log.tsv", "--items", "items.csv", "--users", "users.csv", "--runs", "again",
                               "--set", "train.epochs=1", "--set", "train.trials=false")
        cls.said = done.stdout + done.stderr
        cls.bundle = "runs/log/latest"

    def answer(self, *arguments):
        done = self.run_program(*arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def test_no_row_is_lost(self):
        self.assertIn(f"{20 * NUM_USERS} interactions, {NUM_USERS} users", self.said)
        self.assertIn(f"{NUM_ITEMS} items", self.said)
        self.assertIn("read as a character; the first is line", self.said)
        self.assertIn("escaped by backslashes", self.said)
        self.assertIn("blanks around", self.said)

    def test_kinds_are_what_the_cells_mean(self):
        for kind in ("title text", "price number", "tags tags", "place vector", "is_member category"):
            self.assertIn(kind, self.said)
        self.assertIn("unused (no value)", self.said)

    def test_ids_are_found_as_they_are_written(self):
        plain = self.answer("recommend", self.bundle, "--user", "7", "-k", "5")
        for form in (" 7", "7 ", "7.0", "\u30007"):
            self.assertEqual(self.answer("recommend", self.bundle, "--user", form, "-k", "5")["items"], plain["items"])
        similar = self.answer("similar", self.bundle, "--item", song(9))
        self.assertEqual(self.answer("similar", self.bundle, "--item", f"  {song(9)} "), similar)
        self.answer("similar", self.bundle, "--item", song(2))

    def features(self, value):
        return self.answer("recommend", self.bundle, "--features", json.dumps(value), "-k", "5")

    def test_booleans_in_any_spelling(self):
        yes, no = self.features({"is_member": "True"}), self.features({"is_member": "False"})
        self.assertNotEqual([i["score"] for i in yes["items"]], [i["score"] for i in no["items"]])
        for value in (True, "true", "TRUE", 1, "1", "yes", "Y", "on", "是", " true "):
            self.assertEqual(self.features({"is_member": value}), yes, value)
        for value in (False, "false", 0, "no", "N", "off", "否"):
            self.assertEqual(self.features({"is_member": value}), no, value)
        self.assertIn("is_member", json.dumps(self.features({"is_member": "banana"})))

    def test_numbers_of_requests_are_read_as_those_of_files(self):
        plain = self.features({"age": 27.5})
        for value in ("27.5", "27,5", " 27.50 "):
            self.assertEqual(self.features({"age": value}), plain, value)

    def test_new_items_are_read_as_those_of_the_training(self):
        forms = [("101", '"5,29"', "['red', 'blue']"), ("102", "5.29", '"[""blue"", ""red""]"'),
                 ("103", "€5.29", "['blue' 'red']"), ("104", '" 5,29 €"', '"(\'red\', \'blue\')"')]
        rows = [f'{number},same words,{price},{tags if tags[0] == chr(34) else chr(34) + tags + chr(34)},"[0.5, 1]"'
                for number, price, tags in forms]
        (self.folder / "new.csv").write_text("item,title,price,tags,place\n" + "\n".join(rows) + "\n", encoding="utf-8")
        done = self.run_program("items", "add", self.bundle, "new.csv", "--out", "more")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        near = self.answer("similar", "more", "--item", "101", "-k", "3")["items"]
        self.assertEqual({item["id"] for item in near}, {"102", "103", "104"})
        for item in near:
            self.assertAlmostEqual(item["score"], 1.0, 5)

    def test_conditions_test_prices_and_tags(self):
        where = json.dumps({"price": {"max": 3}, "tags": {"any": ["red"]}})
        answer = self.answer("recommend", self.bundle, "--features", '{"age": 30}', "--where", where)
        self.assertEqual({item["id"] for item in answer["items"]}, {song(0), song(1)})


if __name__ == "__main__":
    unittest.main()
