"""Which columns mean what: names and tables of several trades, and what errors advise works.

Usage: roles_test.py PROGRAM
"""
import json
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
DAY = 86_400


def rows_of(num_rows, cells):
    """Lines of cells(draw, row)."""
    draw = random.Random(5)
    return [cells(draw, row) for row in range(num_rows)]


def sessions(user_of, when, num_sessions=300):
    """Sessions of six events, one after another: session;user;item;time."""
    draw, lines = random.Random(7), []
    for session in range(num_sessions):
        first = draw.randrange(40)
        for step in range(6):
            lines.append(f"{session};{user_of(session)};{(first + 3 * step) % 60};{when(session, step)}")
    return lines


class RolesTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def write(self, name, header, lines):
        (self.folder / name).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")

    def init(self, *arguments):
        return subprocess.run([PROGRAM, "init", *arguments], cwd=self.folder, capture_output=True, text=True,
                              check=False)

    def config(self, *arguments):
        """The config that is chosen, as `config` shows it in JSON-like YAML: a line a key."""
        shown = self.init(*arguments)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        return shown.stdout

    def value(self, config, key):
        found = re.search(rf"^ +{key}: (.*)$", config, re.MULTILINE)
        self.assertIsNotNone(found, key)
        return json.loads(found[1]) if found[1].startswith('"') else found[1]

    def fix(self, *arguments):
        """Runs again with what the error advises last."""
        failed = self.init(*arguments)
        self.assertEqual(failed.returncode, 2, failed.stdout)
        advice = re.findall(r"(?:--(?:user|item|session|set) (?:'[^']*'|\S+) ?)+", failed.stderr.splitlines()[0])
        self.assertTrue(advice, failed.stderr)
        return self.config(*arguments, *shlex.split(advice[-1]))

    def test_two_unknown_columns(self):
        for header in ("who,what,mark", "编码一,编码二,值", "left col,right col,x y"):
            self.write("log.csv", header, rows_of(900, lambda draw, row:
                       f"{draw.randrange(200)},{draw.randrange(60)},{draw.random():.3f}"))
            config = self.fix("log.csv")
            self.assertEqual(self.value(config, "user").strip("'"), header.split(",")[0])
            self.assertEqual(self.value(config, "item").strip("'"), header.split(",")[1])

    def test_rows_without_a_user(self):
        # Most: the session is named, and the test asks inside it.
        at = lambda session, step: f"2026-05-{1 + session // 12:02}"
        for header in ("sessionId;userId;itemId;eventdate", "会话;用户;商品;日期", "order_no;member;sku;date"):
            self.write("log.csv", header, sessions(lambda s: "NA" if s % 4 else 1000 + s % 40, at))
            config = self.fix("log.csv")
            self.assertEqual(self.value(config, "session"), header.split(";")[0])
            self.assertEqual(self.value(config, "targets"), "event")
            self.assertEqual(self.value(config, "min_history"), "1")
        # Some, and more than are left out without a word.
        self.write("log.csv", "user,item,ts", rows_of(9000, lambda draw, row: (
            f"{'' if row % 7 == 0 else draw.randrange(200)},{draw.randrange(60)},{1_700_000_000 + 60 * row}")))
        self.assertEqual(self.value(self.fix("log.csv"), "user"), "user")

    def test_no_user(self):
        at = lambda session, step: 1_700_000_000 + DAY * session // 10 + 30 * step
        self.write("log.csv", "session;user;item;ts", sessions(lambda s: s % 50, at))
        config = self.config("log.csv", "--user", "", "--session", "session")
        self.assertEqual(self.value(config, "user"), "")
        self.assertEqual(self.value(config, "targets"), "event")
        # A user's sequence crosses the cut.
        self.assertEqual(self.value(self.config("log.csv"), "targets"), "user")
        self.assertEqual(self.value(self.config("log.csv", "--time", ""), "time"), "")

    def test_tables_and_their_ids(self):
        self.write("log.csv", "会员号,饮品,下单时间", rows_of(2000, lambda draw, row: (
            f"V{draw.randrange(100)},茶{draw.randrange(40)},2026/07/{1 + row // 80:02} 10:{row % 60:02}")))
        self.write("drinks.csv", "编号,名称,旧名,系列",
                   [f"{i},茶{i},茶{39 - i},s{i % 4}" for i in range(40)])
        self.write("members.csv", "id,卡,年龄", [f"{i},V{i},{20 + i % 30}" for i in range(100)])
        config = self.config("log.csv", "--items", "drinks.csv", "--users", "members.csv")
        self.assertIn("--items-id COLUMN", config)
        self.assertRegex(config, r'id: "?名称')
        self.assertRegex(config, r'id: "?卡')
        config = self.config("log.csv", "--items", "drinks.csv", "--items-id", "旧名", "--users", "members.csv",
                             "--users-id", "卡")
        self.assertRegex(config, r'id: "?旧名')

    def test_types_behind_names(self):
        self.write("shop.inter", "user_id:token\titem_id:token\trating:float\ttimestamp:float", rows_of(
            900, lambda draw, row: f"u{row % 90}\ti{draw.randrange(40)}\t{1 + row % 5}.0\t{1_640_000_000 + row}.0"))
        self.write("shop.item", "item_id:token\tcategories:token_seq\tweight:float",
                   [f"i{i}\ttea c{i % 7} home\t{i % 9}" for i in range(40)])
        config = self.config("shop.inter", "--items", "shop.item")
        self.assertRegex(config, r'item: "?item_id:token')
        self.assertIn("categories:token_seq tags", config)
        self.assertIn("weight:float number", config)

    def test_cells_with_several_ids(self):
        cells = {"blanks": "N{}-1 N{}-0", "bars": "{}|{}", "commas": '"{},{}"', "list": "\"['{}', '{}']\""}
        for name, form in cells.items():
            self.write("log.csv", "user_id,shown", rows_of(900, lambda draw, row: (
                f"u{row % 90}," + form.format(draw.randrange(40), draw.randrange(40)))))
            for flags in ([], ["--item", "shown"]):
                refused = self.init("log.csv", *flags)
                self.assertEqual(refused.returncode, 2, name)
                self.assertIn("shown", refused.stderr)
                self.assertIn("one row", refused.stderr)
        refused = self.init("log.csv", "--item", "shown", "--lang", "zh")
        self.assertIn("JSON", refused.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
