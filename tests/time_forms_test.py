"""Times as people's exports write them, without a config: read in one order, asked about, or refused; never a text.

Usage: time_forms_test.py PROGRAM
"""
import datetime
import json
import random
import unittest

import pyarrow
import pyarrow.parquet

from trained_folder import TrainedFolderTest

UTC = datetime.timezone.utc
START = datetime.datetime(2023, 3, 1, 8, 5, 9, 250_000, UTC)
SHEET_DAY_0 = datetime.datetime(1899, 12, 30, tzinfo=UTC)


def walks(num_users=40, num_items=30, length=15, days_apart=4):
    """(user, item, time): users walk through neighbouring items."""
    draw = random.Random(7)
    for user in range(num_users):
        item = draw.randrange(num_items)
        for step in range(length):
            item = (item + draw.choice([1, 1, 2])) % num_items
            minutes = 1440 * days_apart * step + 17 * user
            yield f"u{user}", f"i{item}", START + datetime.timedelta(minutes=minutes)


def chinese(time):
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}"


def sheet(time):
    return f"{(time - SHEET_DAY_0) / datetime.timedelta(days=1):.6f}"


class TimeFormsTest(TrainedFolderTest):
    def write(self, name, form, column="bought", rows=None):
        lines = [f"customer;sku;{column}", *(f"{u};{i};{form(t)}" for u, i, t in rows or walks())]
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def chosen(self, *arguments):
        """What `init` chooses, as `config` reads it back."""
        done = self.run_program("init", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        (self.folder / "my.yaml").write_text(done.stdout, encoding="utf-8")
        return self.command("config", "my.yaml")

    def refused(self, words, *arguments):
        done = self.run_program(*arguments)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        return done

    def test_each_form_gives_a_split_by_time(self):
        forms = {
            "day.month.year": lambda t: f"{t:%d.%m.%Y %H:%M:%S}",
            "day/month/year": lambda t: f"{t.day}/{t.month}/{t:%Y}",
            "month/day/year AM/PM": lambda t: f"{t:%m/%d/%Y %I:%M %p}",
            "year/month/day": lambda t: f"{t:%Y/%m/%d %H:%M}",
            "digits": lambda t: f"{t:%Y%m%d}",
            "RFC 2822": lambda t: f"{t:%a, %d %b %Y %H:%M:%S} +0100",
            "UTC": lambda t: f"{t:%Y-%m-%d %H:%M:%S.%f} UTC",
            "zone before the year": lambda t: f"{t:%a %b %d %H:%M:%S} +0000 {t:%Y}",
            "Chinese": chinese}
        for name, form in forms.items():
            with self.subTest(name):
                self.write("log.csv", form)
                config = self.chosen("log.csv")
                self.assertEqual(config["data"]["interactions"]["time"], "bought")
                self.assertEqual(config["split"]["kind"], "time")

    def test_one_day_beyond_twelve_decides_and_is_said(self):
        self.write("log.csv", lambda t: f"{t:%d/%m/%Y %H:%M}")
        config = self.chosen("log.csv")
        self.assertEqual(config["data"]["interactions"]["date_order"], "day_first")
        done = self.run_program("train", "log.csv", "--set", "train.epochs=1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("bought, the only column that can be read as times (DD/MM/YYYY hh:mm)", done.stderr + done.stdout)
        self.assertRegex(done.stderr + done.stdout, r"day_first, as (1[3-9]|2\d|3[01])/\d\d/2023 \d\d:\d\d tells")

    def test_an_order_that_no_row_decides_is_asked_for_and_obeyed(self):
        rows = [(u, i, t) for u, i, t in walks(days_apart=1) if t.day <= 12]
        self.write("log.csv", lambda t: f"{t:%d/%m/%Y %H:%M}", rows=rows)
        flags = {f"--set data.interactions.date_order={order}": newest
                 for order, newest in (("day_first", "2023-03-12"), ("month_first", "2023-12-03"))}
        self.refused(["data.time_unit", "bought", *flags], "train", "log.csv")
        for flag, newest in flags.items():
            self.assertEqual(self.chosen("log.csv", *flag.split())["split"]["kind"], "time")
            done = self.run_program("train", "log.csv", *flag.split(), "--set", "train.epochs=1")
            self.assertIn(newest, done.stdout + done.stderr)

    def test_a_later_log_has_the_order_of_the_training(self):
        def form(time):
            return f"{time:%d/%m/%Y %H:%M}"
        self.write("log.csv", form)
        self.command("train", "log.csv", "--set", "train.epochs=1", "--set", "name=ordered", "--set",
                     "data.repeat=allow", "--json")
        later = [(u, i, t + datetime.timedelta(days=62)) for u, i, t in walks(days_apart=1)]  # from May 2 on
        rows = [(u, i, t) for u, i, t in later if t.day <= 12]
        self.write("later.csv", form, rows=rows)
        done = self.run_program("evaluate", "runs/ordered/latest", "--on", "later.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2023-05-12", done.stdout + done.stderr)

    def test_spreadsheet_numbers_and_other_times_that_cannot_be_read_are_refused(self):
        for column, form in (("date", sheet), ("bought", sheet), ("bought", lambda t: sheet(t).replace(".", ",")),
                             ("date", lambda t: sheet(t).partition(".")[0])):
            self.write("log.csv", form, column)
            done = self.refused(["data.time_unit", "spreadsheet", "2023-03-01", "25569"], "train", "log.csv")
            self.assertNotIn("on_bad_row", done.stderr)  # it would leave nothing
        for form in (lambda t: f"{t:%d/%m/%y}", lambda t: f"{t:%d.%m.%Y %H:%M} CEST",
                     lambda t: f"{t:%d/%m/}{t.year + 40}"):
            self.write("log.csv", form)
            self.refused(["bought", "row 1"], "train", "log.csv")
        self.write("log.csv", lambda t: f"week {t:%W}", column="date")
        self.refused(["data.bad_row", "date", "row 1"], "train", "log.csv")

    def test_partitions_parquet_and_json_lines(self):
        days = {}
        for user, item, time in walks():
            days.setdefault(f"{time:%Y%m%d}", []).append((user, item))
        for day, rows in days.items():
            folder = self.folder / "logs" / f"dt={day}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "part.csv").write_text("user,item\n" + "".join(f"{u},{i}\n" for u, i in rows), encoding="utf-8")
        config = self.chosen("logs")
        self.assertEqual((config["data"]["interactions"]["time"], config["split"]["kind"]), ("dt", "time"))
        users, items, times = zip(*walks())
        for name, form in (("text", lambda t: f"{t:%Y%m%d}"), ("integer", lambda t: int(f"{t:%Y%m%d}")),
                           ("slashes", lambda t: f"{t:%Y/%m/%d %H:%M:%S}")):
            table = {"user": users, "item": items, "date": [form(t) for t in times]}
            pyarrow.parquet.write_table(pyarrow.table(table), self.folder / "log.parquet")
            rows = [dict(zip(table, row)) for row in zip(*table.values())]
            (self.folder / "log.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
            for path in ("log.parquet", "log.jsonl"):
                with self.subTest(name, path=path):
                    config = self.chosen(path)
                    self.assertEqual(config["data"]["interactions"]["time"], "date")
                    self.assertEqual(config["split"]["kind"], "time")


if __name__ == "__main__":
    unittest.main()
