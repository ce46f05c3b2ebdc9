"""Chinese on the surfaces that people read; what scripts read stays as it is.

Usage: chinese_test.py PROGRAM
"""
import csv
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
HAN = re.compile("[\u4e00-\u9fff]")
CHINESE = {"LANG": "zh_CN.UTF-8"}
ENGLISH = {"LANG": "C.UTF-8"}
CONFIG = """name: 店
data:
  interactions: {path: 记录.csv, user: 用户, item: 菜品, time: 时间}
  items: {path: 菜单.csv, id: 编号, show: [名称]}
split: leave_one_out
features:
  user:
    history: {kind: sequence, length: 10}
  item:
    菜品: {kind: id, dim: 8}
    菜系: category
towers: {dim: 8}
train: {epochs: 2, batch_size: 64}
"""


def run(folder, *arguments, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          encoding="utf-8", check=False, timeout=120, env={**clean, **environment})


def write_shop(folder):
    draw = random.Random(1)
    with open(folder / "记录.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["用户", "菜品", "时间"])
        for user in range(60):
            dish = draw.randrange(30)
            for step in range(12):
                dish = (dish + draw.choice([1, 1, 2])) % 30
                rows.writerow([f"顾客{user}", f"菜{dish}", 1_700_000_000 + 1000 * step + user])
    with open(folder / "菜单.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["编号", "名称", "菜系"])
        rows.writerows([[f"菜{i}", f"第{i}道菜", "川菜" if i % 2 else "粤菜"] for i in range(30)])
    (folder / "店.yaml").write_text(CONFIG, encoding="utf-8")


def labels_of(text):
    """First words of the lines that are not indented, without the bars of progress."""
    return {line.split()[0] for line in text.splitlines() if line and not line.startswith(" ")}


def page_of(folder, number, name="店"):
    html = (folder / f"runs/{name}/{number}/report.html").read_text(encoding="utf-8")
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1])


def without_clock(value):
    """A document without what differs between two runs of one config: times, memory, the folder."""
    if isinstance(value, dict):
        return {key: without_clock(child) for key, child in value.items()
                if key not in ("seconds", "examples_per_second", "peak_memory_bytes", "run", "bundle")}
    if isinstance(value, list):
        return [without_clock(child) for child in value]
    return re.sub(r"(runs/店/)\d+", r"\1N", value) if isinstance(value, str) else value


class ChineseTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = pathlib.Path(cls.temporary.name)
        write_shop(cls.folder)
        cls.chinese = run(cls.folder, "train", "店.yaml", **CHINESE)  # is run 001
        cls.english = run(cls.folder, "train", "店.yaml", **ENGLISH)  # is run 002

    def test_a_run_is_told_in_the_language_of_the_environment(self):
        self.assertEqual(self.chinese.returncode, 0, self.chinese.stderr)
        self.assertLessEqual({"读取", "列", "重复", "划分", "选择", "模型", "开销"}, labels_of(self.chinese.stderr))
        self.assertLessEqual({"测试", "结论", "下一步"}, labels_of(self.chinese.stdout))
        for name in ("热门排行", "item-kNN", "双塔"):
            self.assertIn(f"\n  {name} ", self.chinese.stdout)
        verdict = [line for line in self.chinese.stdout.splitlines() if line.startswith("结论")]
        self.assertRegex(verdict[0][2:], HAN)
        self.assertIn("recall@10", verdict[0])

    def test_english_has_no_chinese_but_the_names_of_the_data(self):
        self.assertEqual(self.english.returncode, 0, self.english.stderr)
        self.assertLessEqual({"read", "columns", "repeats", "split", "chosen", "model", "cost"},
                             labels_of(self.english.stderr))
        self.assertLessEqual({"test", "verdict", "next"}, labels_of(self.english.stdout))
        self.assertNotRegex(self.english.stdout.split("\nnext ")[0].replace("店", ""), HAN)

    def test_both_languages_have_the_same_figures(self):
        figures = [re.findall(r"\.\d{4}", done.stdout) for done in (self.chinese, self.english)]
        self.assertGreater(len(figures[0]), 20)
        self.assertEqual(*figures)

    def test_columns_of_the_table_stand_under_their_headings(self):
        def width(text):
            return sum(2 if HAN.match(character) else 1 for character in text)
        lines = self.chinese.stdout.splitlines()
        head = lines[1]
        rows = [line for line in lines if line.startswith(("  热门排行 ", "  item-kNN", "  双塔"))]
        self.assertEqual([width(row) for row in rows], [width(head)] * 3)

    def test_json_is_the_same_in_both(self):
        documents = [json.loads((self.folder / f"runs/店/{number}/report.json").read_text(encoding="utf-8"))
                     for number in ("001", "002")]
        self.assertEqual(*map(without_clock, documents))
        chinese, english = [run(self.folder, "evaluate", "店.yaml", "--json", **language).stdout
                            for language in (CHINESE, ENGLISH)]
        self.assertEqual(json.loads(chinese), json.loads(english))
        self.assertEqual(chinese, english)

    def test_the_flag_goes_before_the_environment(self):
        told = [run(self.folder, *arguments, **environment).stdout for arguments, environment in (
            (("evaluate", "店.yaml", "--lang", "zh"), ENGLISH), (("--lang", "zh", "evaluate", "店.yaml"), ENGLISH),
            (("evaluate", "店.yaml", "--lang", "en"), CHINESE))]
        self.assertLessEqual({"读取", "测试"}, labels_of(told[0]))
        self.assertLessEqual({"读取", "测试"}, labels_of(told[1]))
        self.assertLessEqual({"read", "test"}, labels_of(told[2]))

    def test_a_config_is_explained_in_chinese(self):
        done = run(self.folder, "init", "记录.csv", "--item", "菜品", "--lang", "zh")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, "(?m)^# 选择 ")

    def test_help_is_chinese(self):
        for arguments in ((), ("--help",), ("train", "--help"), ("items", "add", "--help"), ("help", "train.epochs"),
                          ("serve", "--options")):
            told = [run(self.folder, *arguments, **language) for language in (CHINESE, ENGLISH)]
            self.assertEqual([done.returncode for done in told], [0, 0], arguments)
            for line in told[0].stdout.splitlines():
                if line and not line.startswith("|---"):
                    self.assertRegex(line, HAN)
            self.assertNotRegex(told[1].stdout, HAN)
            self.assertEqual(run(self.folder, *arguments, "--lang", "zh", **ENGLISH).stdout, told[0].stdout)

    def test_the_report_is_in_the_language_of_the_run(self):
        chinese, english = page_of(self.folder, "001"), page_of(self.folder, "002")
        self.assertEqual((chinese["language"], english["language"]), ("zh", "en"))
        self.assertRegex(chinese["verdict"], HAN)
        self.assertNotRegex(english["verdict"], HAN)
        self.assertEqual(chinese["checks"][0]["label"], "读取")
        self.assertRegex(chinese["towers"]["user"]["inputs"][0]["feature"], "^history.*[\u4e00-\u9fff].*10")
        self.assertEqual(without_clock(chinese["run"]), without_clock(english["run"]))

    def test_an_error_keeps_its_code_and_what_it_is_about(self):
        chinese, english = [run(self.folder, "train", "无.csv", **language) for language in (CHINESE, ENGLISH)]
        self.assertEqual((chinese.returncode, english.returncode), (2, 2))
        self.assertTrue(english.stderr.startswith("error[file.unreadable]: "))
        self.assertRegex(chinese.stderr, r"^error\[file\.unreadable\]: .*无\.csv：没有这个文件")
        self.assertEqual(len(chinese.stderr.splitlines()), len(english.stderr.splitlines()))

    def test_the_flag_counts_where_the_command_line_is_wrong(self):
        for arguments, code in ((("--lang", "zh", "tain"), "usage.unknown_command"),
                                (("train", "--lang", "zh", "--epoch", "3", "记录.csv"), "usage.unknown_flag")):
            done = run(self.folder, *arguments, **ENGLISH)
            self.assertEqual(done.returncode, 2)
            self.assertTrue(done.stderr.startswith(f"error[{code}]: "), done.stderr)
            self.assertRegex(done.stderr, HAN)

    def test_chinese_names_and_ids_come_back_whole(self):
        done = run(self.folder, "recommend", "runs/店/001", "--user", "顾客7", "-k", "3", "--json", **CHINESE)
        self.assertEqual(done.returncode, 0, done.stderr)
        text = json.dumps(json.loads(done.stdout), ensure_ascii=False)
        self.assertRegex(text, '"菜[0-9]+"')
        self.assertRegex(text, '"第[0-9]+道菜"')
        config = json.loads((self.folder / "runs/店/001/config.yaml").read_text(encoding="utf-8"))
        self.assertEqual(config["data"]["interactions"]["user"], "用户")
        self.assertIn("菜系", config["features"]["item"])


# All that a sentence of English is told by: three words in a row.
SENTENCE = re.compile("[A-Za-z]+(?: [A-Za-z]+){2}")
# What may hold it: commands to try, and towers in a line (names and kinds of features).
MAY_BE_LATIN = re.compile(" *(可以试：|下一步 |模型 )")
BAD_CONFIG = """name: bad
data:
  interactions: {path: log.csv, user: user_id, item: item_id, time: timestamp}
  items: {path: items.csv, id: item_id, show: [title]}
  repeat: exclude
split: leave_one_out
features:
  user:
    history: {kind: sequence, length: 5}
  item:
    item_id: {kind: id, dim: 8, min_count: 1000}
  context: {hour: category}
towers: {dim: 8, similarity: cosine}
train: {epochs: 1, batch_size: 64}
"""


def write_english_shop(folder):
    """A log with columns of all kinds, a bot, rows that come twice, and users with equal histories."""
    draw = random.Random(5)
    rows = []
    for user in range(150):
        taken = [draw.randrange(40) for _ in range(12)] if user % 10 else list(range(12))
        for step, item in enumerate(taken):
            rows.append([f"user{user}", f"item{item}", 1_700_000_000 + 40_000 * user + 90_000 * step])
        rows.append(rows[-5])
    rows += [["bot", f"item{draw.randrange(40)}", 1_700_000_000 + 60 * step] for step in range(400)]
    with open(folder / "log.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["user_id", "item_id", "timestamp", "event", "session_id", "hour", "email", "phone", "page",
                        "request", "version", "rating", "seen_at"])
        for i, row in enumerate(rows):
            table.writerow([*row, draw.choice(["view", "view", "cart", "peek"]), f"s{i // 4}", draw.randrange(24),
                            f"{row[0]}@example.com", f"+1555010{i % 1000:04}", f"https://example.com/{i}",
                            f"r{draw.getrandbits(60)}", "one", draw.randrange(1, 6), row[2] + draw.randrange(9)])
    with open(folder / "items.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["item_id", "title", "color", "price"])
        table.writerows([[f"item{i}", f"thing-{i}", ["red", "blue"][i % 2], 1.5 * i] for i in range(2, 60)])
    (folder / "bad.yaml").write_text(BAD_CONFIG, encoding="utf-8")


class SurfacesTest(unittest.TestCase):
    """Every command in both languages, on a shop whose own names are English."""

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        write_english_shop(cls.folder)
        cls.chinese = run(cls.folder, "train", "bad.yaml", **CHINESE)  # is run 001
        cls.english = run(cls.folder, "train", "bad.yaml", "--set", "towers.dim=16", **ENGLISH)  # is run 002

    def check_chinese(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        text = done.stderr + done.stdout
        self.assertRegex(text, HAN)
        for line in re.split("[\r\n]", text):
            if not MAY_BE_LATIN.match(line):
                self.assertNotRegex(line, SENTENCE)
        return text

    def check_english(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        text = done.stderr + done.stdout
        self.assertNotRegex(text, HAN)
        return text

    def both(self, *arguments):
        chinese = self.check_chinese(run(self.folder, *arguments, **CHINESE))
        english = self.check_english(run(self.folder, *arguments, **ENGLISH))
        figures = [re.findall(r"\.\d{4}", text) for text in (chinese, english)]
        self.assertEqual(*figures)
        return chinese

    def test_a_bad_run_says_its_causes(self):
        text = self.check_chinese(self.chinese)
        self.assertIn("train.too_few_epochs：直到 1 轮中的最后一轮", text)
        self.assertIn("model.unknown_heavy：100 % 的测试行", text)
        self.assertIn("model.unread_tables：", text)
        self.check_english(self.english)

    def test_the_report_says_its_causes_too(self):
        pages = [page_of(self.folder, number, "bad") for number in ("001", "002")]
        codes = {cause["code"] for cause in pages[0]["run"]["verdict"]["causes"] + pages[0]["run"]["warnings"]}
        self.assertGreater(len(codes), 2)
        self.assertEqual(set(pages[0]["cause_texts"]), codes)
        self.assertNotRegex(" ".join(pages[0]["cause_texts"].values()), SENTENCE)
        self.assertNotRegex(" ".join(pages[0]["words"].values()), SENTENCE)
        self.assertNotRegex(" ".join(pages[1]["words"].values()), HAN)
        causes = pages[1]["run"]["verdict"]["causes"] + pages[1]["run"]["warnings"]
        self.assertEqual(pages[1]["cause_texts"], {cause["code"]: cause["text"] for cause in causes})

    def test_zero_config_says_what_it_found_and_chose(self):
        for arguments in (("--items", "items.csv"), ("--set", "split=random"), ("--keep-heavy", "--type", "event")):
            done = run(self.folder, "init", "log.csv", *arguments, **CHINESE)
            self.assertEqual(done.returncode, 0, done.stderr)
            comments = [line for line in done.stdout.splitlines() if line.startswith("# ")]
            self.assertGreater(len(comments), 12)
            for line in comments:
                self.assertRegex(line, HAN)
                self.assertNotRegex(line, SENTENCE)
        done = run(self.folder, "init", "log.csv", **CHINESE)
        for words in ("bot", "1 个用户占全部事件的", "user_id，按列名识别", "timestamp，按列名识别（单位 s）", "email（从列名看",
                      "request（几乎每行", "version（只有一个值", "rating（事件发生时或之后", "peek 1（未知类型）",
                      "的历史从头起与另一个的相同", "时间都相同：保留"):
            self.assertIn(words, done.stdout)
        self.check_english(run(self.folder, "init", "log.csv", "--items", "items.csv", **ENGLISH))

    def test_evaluate(self):
        self.both("evaluate", "runs/bad/001")
        self.both("evaluate", "log.csv", "--baselines")

    def test_a_run_within_minutes(self):
        text = self.check_chinese(run(self.folder, "train", "log.csv", "--minutes", "0.5", **CHINESE))
        self.assertIn("0.5 分钟之内", text)

    def test_answers(self):
        bundle = "runs/bad/001"
        for arguments in (("--user", "user1", "--why"), ("--user", "nobody", "--why"),
                          ("--history", "item3,item4,item99", "--why"), ("--user", "user1", "-k", "99")):
            self.both("recommend", bundle, *arguments)
        self.both("recommend", bundle, "--all", "--why", "--out", "all.csv")
        self.both("similar", bundle, "--item", "item3")
        self.both("score", bundle, "--user", "user1", "--items", "item3,item99")
        self.both("score", bundle, "--user", "nobody", "--items", "item3")

    def test_why(self):
        bundle = "runs/bad/001"
        self.assertIn("用户已交互过，不再推荐", self.both("why", bundle, "--user", "user10", "--item", "item3"))
        self.assertIn("item30", self.both("why", bundle, "--user", "user10", "--item", "item30"))
        self.assertIn("被请求排除", self.both("why", bundle, "--user", "user10", "--item", "item30", "--exclude", "item30"))
        refused = run(self.folder, "why", bundle, "--user", "user10", "--item", "itm30", **CHINESE)
        self.assertEqual(refused.returncode, 2)
        self.assertRegex(refused.stderr, r"^error\[request\.unknown_id\]: .*itm30.*[\u4e00-\u9fff]")
        self.both("why", bundle, "--user", "nobody", "--item", "item30")
        self.both("why", bundle, "--history", "item3,item3,item99", "--item", "item30", "--context", '{"hour": 7}')

    def test_compare_and_inspect(self):
        text = self.both("compare", "runs/bad/001", "runs/bad/002")
        self.assertIn("配置 towers.dim：8 -> 16", text)
        self.both("inspect", "runs/bad/001")
        self.assertIn("整数", self.both("inspect", "log.csv"))

    def test_what_writes_files(self):
        self.both("generate", "pizza", "--out", "pizza", "--customers", "100", "--orders", "2000")
        self.both("items", "add", "runs/bad/001", "items.csv")

    def test_json_is_the_same_to_the_byte(self):
        bundle = "runs/bad/001"
        for arguments in (("recommend", bundle, "--user", "user1", "--why"), ("similar", bundle, "--item", "item3"),
                          ("score", bundle, "--user", "user1", "--items", "item3,item99"),
                          ("why", bundle, "--user", "user10", "--item", "item3"), ("inspect", bundle),
                          ("inspect", "log.csv"), ("compare", "runs/bad/001", "runs/bad/002"),
                          ("evaluate", bundle)):
            chinese, english = [run(self.folder, *arguments, "--json", **language).stdout
                                for language in (CHINESE, ENGLISH)]
            self.assertTrue(json.loads(english))
            self.assertEqual(chinese, english)


class CodesTest(unittest.TestCase):
    """The codes that the documents list are those that there are, neither more nor fewer."""

    def check(self, document, sources, pattern, *others):
        root = pathlib.Path(__file__).parent.parent
        lines = (root / "docs" / document).read_text(encoding="utf-8").splitlines()
        places = [re.split("[|:]", line.lstrip("| "))[0] for line in lines
                  if re.match(r"(\| )?`(data|model|split|train)\.", line)]
        documented = set(re.findall(r"`([a-z]+\.[a-z_]+)`", " ".join(places))) | set(others)
        text = "".join(path.read_text(encoding="utf-8") for source in sources.split() for path in root.glob(source)
                       if "_test" not in path.name)
        self.assertGreater(len(documented), 9)
        self.assertEqual(documented, set(re.findall(pattern, text)))

    def test_every_check(self):
        self.check("checks.md", "src/checks/*.cc src/prepare/judge_order.cc",
                   r'(?:code = |leak\(|FindingKind::k\w+, |FindingKind::kNote,\s+)"((?:data|split)\.[a-z_]+)"')

    def test_every_cause(self):
        self.check("evaluation.md", "src/run/diagnosis.cc", r'Cause\{\s*"([a-z]+\.[a-z_]+)"', "split.leaks")


if __name__ == "__main__":
    unittest.main()
