"""In a language that nobody speaks (see pseudo_language.py) every command, help page, report and error is told in its
letters alone: what is in any other is an id, a path, a key, a code or a unit.

Usage: pseudo_language_test.py PROGRAM, which speaks that language under --lang zh
"""
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from written_tables import write_csv

PROGRAM = sys.argv.pop(1)
FOREIGN = re.compile("[\u4e00-\u9fff]")  # of the language that it stands in for
WORD = re.compile(r"[A-Za-z]{2,}")
# Paths, keys, codes, flags, times, names of files, code: anything that is not words and their punctuation alone.
CODE = re.compile(r"[\w\-]*[/._=@{}\[\]<>:%\d*+|~\\\"`$-]+[^\s，：；。、（）]*")
# What libraries and the system say is quoted as it is.
QUOTED = set("end of sequence flow not found syntax error incomplete Cannot assign requested address".split())
# Words that are the same in every language.
NAMES = set("""twotower JSON YAML CSV HTTP URL id ids null true false nan inf KNN UTF TSV Parquet Excel Qdrant NUL MB
    GB MiB en zh scalar localhost""".split())
PROVOKED = set()  # codes of errors that were read
NEED_A_FAULT = {
    "cursor.expired", "data.not_finite", "generation.refused", "http.bad_request", "http.timeout", "http.too_large",
    "serve.busy", "serve.deadline", "serve.memory", "serve.single_state", "split.leaks", "store.corrupt", "store.failed",
    "store.full", "store.lost_writes", "store.newer", "train.interrupted", "train.too_large"}
FIELDS = "model filter search cursor exclude history events features context diversity caps why".split()
DATA = set("nowhere another kept exported copy again sparse uid more ready errors user item time city age title price shelf thing log items users km beer wine".split())


def write_data(folder):
    draw = random.Random(3)
    rows = []
    for user in range(60):
        item = draw.randrange(30)
        for step in range(9):
            item = (item + draw.choice([1, 1, 2])) % 30
            rows.append([f"u{user}", item, 1_700_000_000 + 1000 * step + user, draw.randrange(3)])
    write_csv(folder / "log.csv", ["user", "item", "time", "shelf"], rows)
    write_csv(folder / "items.csv", ["item", "title", "price"], [[i, f"thing {i}", 3 * i] for i in range(30)])
    write_csv(folder / "more.csv", ["item", "title", "price"], [[i, f"thing {i}", 3 * i] for i in range(25, 40)])
    write_csv(folder / "users.csv", ["user", "city", "age"], [[f"u{i}", f"c{i % 4}", 20 + i % 30] for i in range(60)])
    (folder / "vectors.jsonl").write_text("".join(
        json.dumps({"item": i, "v": [draw.random() for _ in range(8)]}) + "\n" for i in range(30)), encoding="utf-8")


class PseudoLanguageTest(unittest.TestCase):
    def setUp(self):
        self.servers = []

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        write_data(cls.folder)
        cls.keys = cls.words_of_config()
        cls.train = cls.run_program("train", "log.csv", "--items", "items.csv", "--users", "users.csv", "--set",
                                    "train.epochs=2", "--set", "name=shop", "--threads", "1")
        if cls.train.returncode != 0:
            raise AssertionError(cls.train.stderr)

    @classmethod
    def run_program(cls, *arguments, **environment):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True,
                              check=False, timeout=300, env={**os.environ, "LC_ALL": "zh_CN.UTF-8", **environment})

    @classmethod
    def words_of_config(cls):
        """Keys and values of a config, commands and flags: their names are the same in every language."""
        schema = cls.run_program("config", "--schema").stdout
        words = set(re.findall(r'"(\w+)"', cls.run_program("config").stdout))
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"(?=\s*[:,\]}])', schema):
            if re.fullmatch(r"\w+", text):
                words.add(text)
        for page in [(), *((name,) for name in re.findall(r"^  (\w+(?:-\w+)?) ", cls.run_program("--help").stdout, re.M))]:
            for line in cls.run_program(*page, "--help").stdout.splitlines():
                words |= set(WORD.findall(" ".join(re.findall(r"^  (\S+)", line))))
        return words

    def assert_told(self, text, allowed=()):
        self.assertIsNone(FOREIGN.search(text), text[max(0, (FOREIGN.search(text) or re.match("", "")).start() - 80):][:200])
        known = NAMES | QUOTED | DATA | self.keys | set(allowed)
        for line in text.splitlines():
            odd = [word for word in WORD.findall(CODE.sub(" ", line)) if word not in known and not word.isupper()]
            self.assertEqual(odd, [], line)

    def works(self, *arguments, allowed=()):
        done = self.run_program(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("\u0436", done.stdout + done.stderr)
        self.assert_told(done.stdout + done.stderr, allowed)

    def test_help(self):
        pages = re.findall(r"^  (\w+(?:-\w+)?) ", self.run_program("--help").stdout, re.M)
        self.assertGreater(len(pages), 12)
        for page in [(), *((name,) for name in pages), ("items", "add"), ("index", "build"), ("generate", "pizza")]:
            self.works(*page, "--help")
        for key in ("", "features", "train.batch_size", "split", "data"):
            self.works("help", *([key] if key else []))
        self.works("serve", "--options")

    def test_runs(self):
        self.assert_told(self.train.stdout + self.train.stderr)
        self.works("train", "log.csv", "--items", "items.csv", "--users", "users.csv", "--minutes", "0.5", "--set",
                   "name=short", "--set", "towers.dim=8")
        self.works("evaluate", "runs/shop/001")
        self.works("evaluate", "log.csv", "--baselines")
        self.works("compare", "runs/shop/001", "runs/short/001")
        self.works("inspect", "runs/shop/001")
        self.works("inspect", "log.csv")
        self.works("init", "log.csv", "--items", "items.csv")
        self.works("size", "log.csv", "--items", "items.csv")
        self.works("size", "--users", "1000000", "--items", "20000", "--dim", "64", "--qps", "500")

    def test_the_demo(self):
        self.works("demo", "--runs", "demo", allowed=["runs", "district", "phone"])

    def test_answers(self):
        run = "runs/shop/001"
        self.works("recommend", run, "--user", "u1", "--why")
        self.works("recommend", run, "--user", "nobody", "-k", "99")
        self.works("recommend", run, "--all", "--out", "all.csv")
        self.works("recommend", run, "--users", "users.csv", "--out", "some.csv")
        self.works("recommend", run, "--users-for", "3", "-k", "5", "--out", "offers.csv")
        self.works("similar", run, "--item", "3")
        self.works("score", run, "--user", "u1", "--items", "3,99")
        self.works("why", run, "--user", "u1", "--item", "3")
        self.works("why", run, "--history", "3,4", "--item", "9", "--exclude", "9")
        self.works("items", "add", run, "more.csv", "--out", "more")
        self.works("index", "build", "--vectors", "vectors.jsonl", "--items", "items.csv", "--to", "ready")
        self.works("generate", "pizza", "--out", "pizza", "--customers", "60", "--orders", "900")

    def test_a_state_folder(self):
        connection = self.serve("--state", "kept")
        connection.request("POST", "/v1/events", json.dumps([
            {"user_id": "u1", "item_id": 3}, {"user_id": "u1", "item_id": 4, "time": "1990-01-01"}]),
            {"Content-Type": "application/json"})
        self.assertEqual(connection.getresponse().read()[:1], b"{")
        self.servers[-1].terminate()
        self.servers[-1].wait()
        self.works("export-log", "kept", "--to", "exported")
        self.works("backup", "kept", "--to", "copy")
        self.works("restore", "copy", "--to", "again")

    def test_the_report(self):
        html = (self.folder / "runs/shop/001/report.html").read_text(encoding="utf-8")
        data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1])
        for name, text in data["words"].items():
            self.assert_told(text)
            self.assertTrue(name and text)
        for line in data["checks"]:
            self.assert_told(" ".join([line["label"], line["text"], *line["notes"]]))
        self.assert_told(data["verdict"] + " ".join(data["cause_texts"].values()))
        self.assertIsNone(FOREIGN.search(html))
        self.assert_told(re.search("<noscript>(.*?)</noscript>", html, re.S)[1].replace("<p>", "").replace("</p>", ""))

    def refused(self, code, *arguments, **environment):
        done = self.run_program(*arguments, **environment)
        self.assertNotEqual(done.returncode, 0, arguments)
        message = done.stderr[done.stderr.index("error["):]
        self.assertTrue(message.startswith(f"error[{code}]: "), message)
        self.assertIn("\u0436", message)
        self.assert_told(message.partition(": ")[2], allowed=[str(word) for word in arguments])
        PROVOKED.add(code)

    def damaged(self, name, file, change):
        """A bundle in which a file is another one."""
        shutil.copytree(self.folder / "runs/shop/001/bundle", self.folder / name)
        path = self.folder / name / file
        path.write_bytes(change(path.read_bytes()))
        return name

    def write_bad_tables(self):
        def write(name, text):
            (self.folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        write("wrong.yaml", "name: a\nname: b\n")
        write("open.yaml", "name: [\n")
        write("cut.csv", "user,item,time\nu1,2,3\nu1,2\n")
        write("dates.csv", "user,item,time\n" + "u1,2,soon\n" * 30)
        write("early.csv", "user,item,time\n" + "u1,2,5\n" * 30)
        write("bytes.csv", b"user,item,time\n" + b"u\xc4\xe3,2,1700000000\n" * 30)
        write_csv(self.folder / "twice.csv", ["item", "title", "price"], [[1, "a", 2], [1, "b", 3]])
        write_csv(self.folder / "others.csv", ["item", "price"], [[f"x{i}", i] for i in range(30)])
        write_csv(self.folder / "endless.csv", ["item", "price"], [[i, "inf" if i == 3 else i / 2] for i in range(30)])
        write_csv(self.folder / "few.csv", ["user", "item", "time"], [["u1", 2, 1_700_000_000]])
        write_csv(self.folder / "untimed.csv", ["user", "item"], [[i % 40, i % 30] for i in range(400)])
        write_csv(self.folder / "two.csv", ["user_id", "uid", "item", "time"], [[1, 2, 3, 1_700_000_000]] * 40)

    def test_errors(self):
        self.write_bad_tables()
        run, fast = "runs/shop/001", ("--set", "train.epochs=1", "--set", "name=x")
        corrupt = self.damaged("damaged", "model.safetensors", lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]))
        newer = self.damaged("newer", "manifest.json", lambda text: re.sub(rb'("format_version": *)\d+', rb"\g<1>9", text))
        older = self.damaged("older", "manifest.json", lambda text: re.sub(rb'("format_version": *)\d+', rb"\g<1>1", text))
        for code, arguments in (
                ("usage.unknown_command", ("frobnicate",)), ("usage.unknown_flag", ("train", "log.csv", "--frob")),
                ("usage.wrong", ("similar", run)), ("usage.wrong", ("train", "log.csv", "--threads", "many")),
                ("config.unknown_key", ("train", "log.csv", "--set", "train.epoch=3")),
                ("config.out_of_range", ("train", "log.csv", "--set", "train.epochs=-3")),
                ("config.wrong_type", ("train", "log.csv", "--set", "train.epochs=many")),
                ("config.unknown_name", ("train", "log.csv", "--set", "split=tyme")),
                ("config.duplicate_key", ("train", "wrong.yaml")), ("config.syntax", ("train", "open.yaml")),
                ("config.conflict", ("train", "log.csv", *fast, "--set", "towers.similarity=manhattan")),
                ("data.missing_column", ("train", "log.csv", "--item", "product")),
                ("data.ambiguous_column", ("train", "two.csv")), ("data.ambiguous_encoding", ("train", "bytes.csv")),
                ("data.bad_row", ("train", "cut.csv")), ("data.bad_row", ("train", "dates.csv")),
                ("data.time_unit", ("train", "early.csv")), ("data.too_little", ("train", "few.csv")),
                ("data.duplicate_id", ("train", "log.csv", "--items", "twice.csv")),
                ("data.unjoinable", ("train", "log.csv", "--items", "others.csv")),
                ("data.wrong_format", ("train", run)), ("file.unreadable", ("train", "nowhere.csv")),
                ("file.unwritable", ("recommend", run, "--all", "--out", "nowhere/lists.csv")),
                ("split.time_missing", ("train", "untimed.csv", "--set", "split=time")),
                ("train.diverged", ("train", "log.csv", *fast, "--set", "train.optimizer.learning_rate=1e30")),
                ("bundle.corrupt", ("inspect", corrupt)), ("bundle.newer", ("inspect", newer)),
                ("bundle.older", ("inspect", older)),
                ("request.unknown_id", ("why", run, "--user", "u1", "--item", "999")),
                ("request.out_of_range", ("recommend", run, "--user", "u1", "-k", "0")),
                ("request.wrong_feature", ("recommend", run, "--features", '{"age": "old"}')),
                ("json.syntax", ("recommend", run, "--features", "age")),
                ("config.unknown_name", ("recommend", run, "--user", "u1", "--where", '{"colour": {"is": 1}}')),
                ("serve.address", ("serve", run, "--listen", "192.0.2.1:8080", "--insecure")),
                ("file.unreadable", ("backup", "runs", "--to", "another"))):
            with self.subTest(code=code, arguments=arguments):
                self.refused(code, *arguments)
        self.refused("machine.no_isa", "train", "log.csv", TWOTOWER_ISA="avx9")

    def serve(self, *arguments):
        """A connection to a server."""
        server = subprocess.Popen(
            [PROGRAM, "serve", "runs/shop/001", "--listen", "127.0.0.1:0", *arguments], cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        self.servers.append(server)
        address = re.search(r"127\.0\.0\.1:\d+", server.stdout.readline())[0]
        connection = http.client.HTTPConnection(address, timeout=30)
        self.addCleanup(connection.close)
        return connection

    def refused_over_http(self, connection, code, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        fields = {"Accept-Language": "zh", "Content-Type": "application/json", **headers}
        connection.request(method, path, body=body, headers=fields)
        answer = connection.getresponse()
        error = json.loads(answer.read())["error"]
        self.assertEqual(error["code"], code, error)
        self.assertIn("\u0436", error["message"])
        self.assert_told(error["message"], allowed=WORD.findall(f"{body} {path} {method} {headers}") + FIELDS)
        self.assertTrue(error["key"] and isinstance(error["arguments"], dict))
        PROVOKED.add(code)

    def test_errors_over_http(self):
        connection = self.serve("--state", "state")
        connection.request("POST", "/v1/users/u1:merge", '{"from": "guest"}', {"Content-Type": "application/json"})
        self.assertEqual(connection.getresponse().read()[:1], b"{")
        for method, path, body, code in (
                ("GET", "/nothing", None, "http.not_found"), ("GET", "/v1/recommend", None, "http.wrong_method"),
                ("POST", "/v1/recommend", "{", "json.syntax"), ("POST", "/v1/recommend", "[]", "json.syntax"),
                ("POST", "/v1/recommend", '{"user_id": "u1", "k": 0}', "config.out_of_range"),
                ("POST", "/v1/recommend", '{"user": "u1"}', "config.unknown_key"),
                ("POST", "/v1/recommend", '{"user_id": "u1", "filter": {"colour": {"is": 1}}}', "config.unknown_name"),
                ("POST", "/v1/recommend", '{"user_id": "u1", "cursor": "x"}', "request.out_of_range"),
                ("POST", "/v1/recommend", '{"user_vector": [1], "model": "x"}', "bundle.mismatch"),
                ("POST", "/v1/similar", '{"item_id": 999}', "request.unknown_id"),
                ("POST", "/v1/events", '[{"user_id": "u1"}]', "request.out_of_range"),
                ("POST", "/v1/users/u2:merge", '{"from": "guest"}', "request.conflict"),
                ("GET", "/v1/items/999", None, "request.unknown_id"),
                ("PUT", "/v1/items/5", '{"features": {"price": "dear"}}', "request.wrong_feature"),
                ("PUT", "/v1/rules", '{"rules": [{"items": {"colour": {"is": 1}}}]}', "config.unknown_name"),
                ("POST", "/v1/generations/none:activate", None, "request.unknown_id")):
            with self.subTest(path=path, body=body):
                self.refused_over_http(connection, code, method, path, body)
        item = '{"features": {"price": 3}}'
        self.refused_over_http(connection, "request.precondition", "PUT", "/v1/items/5", item, If_Match='"x"')
        self.refused_over_http(connection, "http.wrong_type", "POST", "/v1/recommend", "{}", Content_Type="text/plain")
        self.refused_over_http(connection, "http.forbidden", "GET", "/healthz", Host="evil.example")
        self.refused("store.locked", "serve", "runs/shop/001", "--listen", "127.0.0.1:0", "--state", "state")
        (self.folder / "keys.yaml").write_text(f"keys: {{read: [{'k' * 40}]}}\n", encoding="utf-8")
        guarded = self.serve("--config", "keys.yaml")
        self.refused_over_http(guarded, "http.unauthorized", "POST", "/v1/recommend", '{"user_id": "u1"}')
        self.refused_over_http(self.serve(), "serve.no_state", "POST", "/v1/events", "[]")

    @classmethod
    def tearDownClass(cls):
        """Of each code that is documented a sentence was read, but of those that take a fault or a race: these have
        theirs in every language, as the compiler sees to."""
        text = (pathlib.Path(__file__).parent.parent / "docs/errors.md").read_text(encoding="utf-8")
        documented = set(re.findall(r"^\| `(\w+\.\w+)` \|", text, re.M))
        unread = documented - PROVOKED - NEED_A_FAULT
        if unread or len(documented) < 50:
            raise AssertionError(f"no error of {unread} was read")


if __name__ == "__main__":
    unittest.main()
