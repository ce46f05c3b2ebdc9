"""Usual mistakes on the command line: the first fix that the message names works as it is printed.

Usage: first_fixes_test.py PROGRAM
"""
import csv
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
FAST = ("--set", "train.epochs=1", "--threads", "1")
BUNDLE = "runs/log/001"
WORD = r"(?:'(?:[^']|'\\'')*'|[^\s'?？；，（）;]+)"  # of a shell, as sentences end it
GENRES = ("Horror", "Comedy", "Drama")
CITIES = ("Oslo", "Bern", "Rome")
# What a film is called, no two alike.
WORDS = ("Amber", "Bridge", "Candle", "Desert", "Ember", "Forest", "Garden", "Harbour", "Island", "Jungle")


def title(item):
    return f"{WORDS[item // 10]} and {WORDS[item % 10]} ({1950 + item})"


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


class FirstFixesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        draw = random.Random(1)
        rows = [[f"u{user}", f"m{draw.randrange(40)}", 1_700_000_000 + 3600 * step + user, draw.randint(1, 5)]
                for user in range(60) for step in range(8)]
        write_csv(cls.folder / "log.csv", ("user_id", "movie_id", "timestamp", "rating"), rows)
        write_csv(cls.folder / "movies.csv", ("movie_id", "title", "genres", "price", "片名"),
                  [[f"m{i}", title(i), GENRES[i % 3], 5 + i, f"影片第{i}号"] for i in range(40)])
        write_csv(cls.folder / "users.csv", ("user_id", "age", "city", "年龄"),
                  [[f"u{i}", 18 + i, CITIES[i % 3], 18 + i] for i in range(60)])
        trained = cls.run_program("train", "log.csv", "--items", "movies.csv", "--users", "users.csv", *FAST)
        if trained.returncode != 0:
            raise AssertionError(trained.stderr)
        cls.training = trained.stdout + trained.stderr

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True,
                              check=False, timeout=120)

    def first_fix(self, flag, message):
        """The first place where a message writes this flag with a value, as words."""
        found = re.search(rf"(?<![\w-])({re.escape(flag)} (?!is |不是|的值是){WORD})", message)
        self.assertIsNotNone(found, f"{flag} in {message}")
        return shlex.split(found.group(1).rstrip(","))

    def mends(self, wrong, flag, *right, command=(), fails=True):
        """The command with `wrong` says the flag as it should be, in both languages; the command with what it
        says works, and has the words `right`."""
        for language in ("en", "zh"):
            with self.subTest(wrong=wrong, language=language):
                result = self.run_program(*command, *wrong, "--lang", language)
                self.assertEqual(result.returncode, 2 if fails else 0, result.stderr)
                message = result.stderr[result.stderr.rfind("\nerror[") + 1:] if fails else result.stdout
                fix = self.first_fix(flag, message)
                if right:
                    self.assertEqual(fix, [flag, *right])
                again = self.run_program(*command, *fix, "--lang", language)
                self.assertEqual(again.returncode, 0, f"{fix}: {again.stderr[-500:]}")

    def mends_answers(self, flag, values, fails=True, command=("recommend", BUNDLE, "--user", "u1")):
        for wrong, right in values.items():
            self.mends((flag, wrong), flag, *([] if right is None else [right]), command=command, fails=fails)


class ConditionsTest(FirstFixesTest):
    def test_conditions_as_other_programs_write_them(self):
        self.mends_answers("--where", {
            '{"genres":"Horror"}': '{"genres": {"is": "Horror"}}',
            "genres=Horror": '{"genres": {"is": "Horror"}}',
            "{genres: Horror}": '{"genres": {"is": "Horror"}}',
            "genres is Horror": '{"genres": {"is": "Horror"}}',
            "{'genres': {'is': 'Horror'}}": '{"genres": {"is": "Horror"}}',
            '{"genres": ["Horror", "Drama"]}': '{"genres": {"any": ["Horror", "Drama"]}}',
            '{"genres": {"any": "Horror"}}': '{"genres": {"any": ["Horror"]}}',
            '{"genre": {"is": "Horror"}}': '{"genres": {"is": "Horror"}}',
            '{“genre”：“horror”}': '{"genres": {"is": "Horror"}}',
            "price＜10": '{"price": {"below": 10}}',
            "片名：影片第3号": '{"片名": {"is": "影片第3号"}}',
            "price<10": '{"price": {"below": 10}}',
            "price >= 10": '{"price": {"min": 10}}',
            '{"price": 10}': '{"price": {"is": 10}}',
            '{"price": {"$lt": 10}}': '{"price": {"below": 10}}',
            '{"movie_id": "m3"}': '{"item_id": {"is": "m3"}}',
        })

    def test_what_says_nothing_gets_an_example_of_the_bundle(self):
        self.mends_answers("--where", dict.fromkeys(('["genres", "Horror"]', "Horror", '{"age": 31}', "{", "[]"),
                                                    '{"genres": {"is": "Horror"}}'))

    def test_capitals_of_a_value(self):
        self.mends_answers("--where", {
            '{"genres": {"is": "horror"}}': '{"genres": {"is": "Horror"}}',
            '{"genres": {"any": ["COMEDY", "Drama"]}}': '{"genres": {"any": ["Comedy", "Drama"]}}',
            '{"genres": {"any": ["COMEDY", "drama"]}}': '{"genres": {"any": ["Comedy", "Drama"]}}',
            '{"genres": {"is": "Horor"}, "price": {"min": 9}}': '{"genres": {"is": "Horror"}, "price": {"min": 9}}',
        }, fails=False)

    def test_caps(self):
        self.mends_answers("--caps", {"genres=2": '{"genres": 2}', "{genre: 2}": '{"genres": 2}', "2": None, '{"genre": 2}': '{"genres": 2}',
                                        '{"genres": 0}': None})


class FeaturesTest(FirstFixesTest):
    def test_features_as_other_programs_write_them(self):
        self.mends_answers("--features", {
            **dict.fromkeys(("{age:31}", '"age"=31', "age=31", "age:31", "{'age': 31}", '{"age": 31', "{age：31}",
                             '{"Age": 31}'), '{"age": 31}'),
            "age:31,city:Bern": '{"age": 31, "city": "Bern"}',
            "age=31 city=Bern": '{"age": 31, "city": "Bern"}',
            "{'age': 31, 'city': 'Bern'}": '{"age": 31, "city": "Bern"}',
            "{年龄：30}": '{"年龄": 30}',
            "年龄＝30": '{"年龄": 30}',
        }, command=("recommend", BUNDLE))

    def test_features_that_say_nothing_get_an_example(self):
        self.mends_answers("--features", dict.fromkeys(("31", "age", "{hat: 3}", "[1]")), command=("recommend", BUNDLE))

    def test_capitals_of_a_value(self):
        self.mends_answers("--features", {
            '{"city": "oslo"}': '{"city": "Oslo"}',
            '{"age": 31, "city": "BERN"}': '{"age": 31, "city": "Bern"}',
            '{"city": "Romee"}': '{"city": "Rome"}',
        }, command=("recommend", BUNDLE), fails=False)


class ItemsTest(FirstFixesTest):
    def test_zero_config_shows_titles(self):
        self.assertRegex(self.training, r"data\.items\.show: title")
        self.assertIn(title(3), self.run_program("similar", BUNDLE, "--item", "m4", "-k", 39).stdout)

    def test_a_title_is_an_item(self):
        by_id = self.run_program("similar", BUNDLE, "--item", "m3").stdout
        self.assertEqual(self.run_program("similar", BUNDLE, "--item", title(3)).stdout, by_id)
        for arguments in (("--history", title(3)), ("--user", "u1", "--exclude", title(3)), ("--users-for", title(3))):
            result = self.run_program("recommend", BUNDLE, *arguments)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertNotIn("unknown", result.stdout)

    def test_a_title_that_is_nearly_one(self):
        near = {title(3).lower(): title(3), title(3)[:-7]: title(3), title(3).replace("Amber", "Ambre"): title(3)}
        self.mends_answers("--item", near, command=("similar", BUNDLE))
        self.mends_answers("--exclude", near)
        for flag in ("--history", "--users-for"):
            self.mends_answers(flag, near, command=("recommend", BUNDLE))

    def test_ids_in_other_forms(self):
        self.mends_answers("--history", {
            '{"item": "m3"}': '[{"item_id": "m3"}]',
            '{"item": 3}': '[{"item_id": 3}]',
            '{"item_id": "m3"}': '[{"item_id": "m3"}]',
            '[{"item": "m3"}, {"id": "m4"}]': '[{"item_id": "m3"}, {"item_id": "m4"}]',
            "[{item_id: m3}]": '[{"item_id": "m3"}]',
            "{“item”：“m3”}": '[{"item_id": "m3"}]',
            '{"m3": 1}': '["m3"]',
            "m3 m4 m5": "m3,m4,m5",
            "[m3, m4]": "m3,m4",
            '["m3" "m4"]': "m3,m4",
            "m3;m4": "m3,m4",
            "item=m3": "m3",
            '{"age": 31': None,
        }, command=("recommend", BUNDLE))


class OtherProgramsTest(FirstFixesTest):
    def test_flags_of_training(self):
        for wrong, flag, right in (
                (("--lr", ".1"), "--set", "train.optimizer.learning_rate=.1"),
                (("--lr=.1",), "--set", "train.optimizer.learning_rate=.1"),
                (("--epoch", "2"), "--set", "train.epochs=2"), (("--epochs", "2"), "--set", "train.epochs=2"),
                (("-e", "2"), "--set", "train.epochs=2"), (("--num_epochs=2",), "--set", "train.epochs=2"),
                (("--batch_size", "128"), "--set", "train.batch_size=128"),
                (("--embedding_dim", "32"), "--set", "towers.dim=32"), (("--dim", "32"), "--set", "towers.dim=32"),
                (("--seed", "7"), "--set", "train.seed=7"),
                (("--optimizer", "adagrad"), "--set", "train.optimizer.kind=adagrad"),
                (("--output", "mine"), "--runs", "mine"), (("-o", "mine"), "--runs", "mine"),
                (("--workers", "1"), "--threads", "1")):
            self.mends(wrong, flag, right, command=("train", "log.csv", "--set", "train.epochs=1"))

    def test_the_value_is_the_one_behind_the_flag(self):
        result = self.run_program("train", "--epochs", "2", "log.csv")
        self.assertEqual(self.first_fix("--set", result.stderr.split(" --help", 1)[1]), ["--set", "train.epochs=2"])

    def test_flags_of_lists(self):
        command = ("recommend", BUNDLE, "--user", "u1")
        for name in ("--topk", "--top-k", "--top_k", "--n", "-n", "--limit"):
            self.mends((name, "5"), "-k", "5", command=command)
        for name in ("-o", "--output"):
            self.mends((name, "l.csv"), "--out", "l.csv", command=("recommend", BUNDLE, "--all"))
        self.mends(("--user_id", "u1"), "--user", "u1", command=("recommend", BUNDLE))
        self.mends(("--filter", '{"price": {"min": 3}}'), "--where", '{"price": {"min": 3}}', command=command)

    def test_flags_of_devices_are_left_out(self):
        for command, wrong in ((("train", "log.csv", *FAST), ("--gpu",)),
                               (("train", "log.csv", *FAST), ("--device", "cuda")),
                               (("recommend", BUNDLE, "--user", "u1"), ("--cuda",))):
            for language in ("en", "zh"):
                result = self.run_program(*command, *wrong, "--lang", language)
                self.assertEqual(result.returncode, 2)
                self.assertIn("CPU", result.stderr)
            self.assertEqual(self.run_program(*command).returncode, 0)

    def test_a_port(self):
        for language in ("en", "zh"):
            for name in ("--port", "-p", "--port=8080"):
                words = (name,) if "=" in name else (name, "8080")
                result = self.run_program("serve", BUNDLE, *words, "--lang", language)
                self.assertIn("--listen 127.0.0.1:8080", result.stderr)

    def test_settings_by_other_names(self):
        for wrong, right in {"lr=.1": "train.optimizer.learning_rate=.1", "epochs=2": "train.epochs=2",
                             "train.lr=.1": "train.optimizer.learning_rate=.1", "epoch=2": "train.epochs=2",
                             "learning_rate=0.1": "train.optimizer.learning_rate=0.1", "dim=64": "towers.dim=64",
                             "batch_size=128": "train.batch_size=128",
                             "encoding=utf-8": "data.interactions.encoding=utf-8",
                             "data.encoding=utf-8": "data.interactions.encoding=utf-8",
                             "train.epochs:2": "train.epochs=2", "train.epochs 2": "train.epochs=2",
                             "split: random": "split=random"}.items():
            self.mends(("--set", wrong), "--set", right, command=("train", "log.csv", *FAST))


class SettingsTest(FirstFixesTest):
    """Fixes that are settings stand as --set takes them."""

    def test_a_split_that_the_data_does_not_allow(self):
        write_csv(self.folder / "untimed.csv", ("user_id", "item_id"),
                  [[user, (user * 7 + step * step) % 30] for user in range(40) for step in range(6)])
        self.mends(("--set", "split.kind=time"), "--set", "split.kind=random", command=("train", "untimed.csv", *FAST))
        self.mends(("--set", "split.kind=time"), "--set", "split.kind=random",
                   command=("train", "log.csv", "--time", "", *FAST))

    def test_an_encoding_that_is_not_clear(self):
        for name, word, encoding in (("both.csv", b"a\xd5\xc5z", "gb18030"), ("one.csv", b"z\xd5\xc5", "gb18030"),
                                     ("neither.csv", b"\xcf\xf0\xe8\xe2\xe5\xf2", "windows-1251")):
            rows = [f"u{user},m{(user * 7 + step) % 30},{1_700_000_000 + 50 * step + user}".encode() + b"," + word
                    for user in range(60) for step in range(8)]
            (self.folder / name).write_bytes(b"\n".join([b"user_id,item_id,timestamp,word", *rows]) + b"\n")
            self.mends((), "--set", f"data.interactions.encoding={encoding}", command=("train", name, *FAST))

    def test_a_history_that_the_data_does_not_have(self):
        for option in ("event_type", "time_gap"):
            command = ("train", "untimed2.csv" if option == "time_gap" else "log.csv", *FAST)
            write_csv(self.folder / "untimed2.csv", ("user_id", "item_id"),
                      [[user, (user * 7 + step * step) % 30] for user in range(40) for step in range(6)])
            key = f"features.user.history.{option}"
            self.mends(("--set", f"{key}=true"), "--set", f"{key}=false", command=command)

    def test_a_column_of_no_times(self):
        self.mends(("--time", "rating"), "--time", "timestamp", command=("train", "log.csv", *FAST))
        self.mends(("--time", "user_id"), "--time", "timestamp", command=("train", "log.csv", *FAST))
        self.mends(("--time", "movie_id"), "--time", "timestamp", command=("train", "log.csv", *FAST))


class NearFilesTest(FirstFixesTest):
    def test_names_of_files_that_are_nearly_there(self):
        for language in ("en", "zh"):
            for command, wrong, right in ((("train",), "log.cvs", "log.csv"), (("train",), "Log.csv", "log.csv"),
                                          (("inspect",), "movie.csv", "movies.csv"),
                                          (("evaluate",), "runs/log/latst", "runs/log/latest")):
                result = self.run_program(*command, wrong, "--lang", language)
                self.assertEqual(result.returncode, 2)
                self.assertIn(right, result.stderr)
                self.assertEqual(self.run_program(*command, right).returncode, 0)

    def test_a_file_of_ids(self):
        (self.folder / "left_out.txt").write_text("m3\nm4\n", encoding="utf-8")
        for wrong in ("@left_out.tx", "@leftout.txt", "@Left_Out.txt"):
            self.mends(("--exclude", wrong), "--exclude", "@left_out.txt",
                       command=("recommend", BUNDLE, "--user", "u1"))


if __name__ == "__main__":
    unittest.main()
