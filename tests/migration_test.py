"""Every block of docs/migration.md does what the page says: the twotower side always, the side of PyTorch, Faiss, Redis
and FastAPI where .deps/peers (make deps-bench) and redis-server are there.

A fence names after its language a file, which is written, or the side whose commands it holds: see CONTRIBUTING.md.

Usage: migration_test.py PROGRAM
"""
import csv
import dataclasses
import json
import math
import os
import pathlib
import random
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE, CHINESE_PAGE = ROOT / "docs" / "migration.md", ROOT / "docs" / "zh" / "migration.md"
PEERS = ROOT / ".deps" / "peers"
PEER_MODULES = ("faiss", "fastapi", "numpy", "pydantic", "redis", "torch", "uvicorn")
PORTS = ("6379", "8000", "8080", "8081", "8082")  # of the page; free ones take their place
SERVERS = ("twotower serve ", "redis-server ", "python3 -m uvicorn ")
USER = "c000001"


@dataclasses.dataclass(frozen=True)
class Block:
    language: str
    name: str  # a file, or twotower or peer for commands
    text: str

    @property
    def is_file(self):
        return "." in self.name

    def num_code_lines(self):
        """Lines but blank ones, comments and the text at the top."""
        text = re.sub(r'\A""".*?"""', "", self.text, flags=re.DOTALL)
        return sum(bool(line.strip()) and not line.strip().startswith("#") for line in text.splitlines())


def blocks_of(page):
    fences = re.findall(r"^```([^\n]*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [Block(*head.split(" "), text) for head, text in fences]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def vectors_of(path):
    return {row["id"]: [float(number) for number in row["vector"].split(",")] for row in rows_of(path)}


def why_no_peer():
    """What the side of PyTorch needs and is not there; empty: nothing."""
    missing = [name for name in PEER_MODULES if not (PEERS / name).is_dir()]
    if missing:
        return f"the side of PyTorch is left out: .deps/peers lacks {', '.join(missing)}; make deps-bench installs them"
    return "" if shutil.which("redis-server") else "the side of PyTorch is left out: there is no redis-server"


class Workplace:
    """A folder where the commands of the page run, with its servers."""

    def __init__(self, add_cleanup):
        temporary = tempfile.TemporaryDirectory()
        add_cleanup(temporary.cleanup)
        self.add_cleanup = add_cleanup
        self.folder = pathlib.Path(temporary.name)
        self.ports = {port: free_port() for port in PORTS}
        self.printed, self.cpu_seconds = {}, {}  # by command
        programs = self.folder / "bin"
        programs.mkdir()
        for name, program in (("twotower", PROGRAM), ("python3", sys.executable)):
            (programs / name).write_text(f'#!/bin/sh\nexec "{program}" "$@"\n', encoding="utf-8")
            (programs / name).chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "LANG": "C.UTF-8",
                            "PYTHONPATH": str(PEERS), "NO_PROXY": "*", "OMP_NUM_THREADS": "1"}

    def with_free_ports(self, text):
        return re.sub(r"\b(" + "|".join(PORTS) + r")\b", lambda found: self.ports[found[0]], text)

    def write(self, block):
        (self.folder / block.name).write_text(self.with_free_ports(block.text), encoding="utf-8")

    def do(self, block):
        for command in block.text.splitlines():
            if command.startswith(SERVERS):
                self.start(command)
            else:
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                self.printed[command] = self.run(command)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                self.cpu_seconds[command] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def run(self, command):
        done = subprocess.run(["bash", "-o", "pipefail", "-c", self.with_free_ports(command)], cwd=self.folder,
                              env=self.environment, capture_output=True, text=True, check=False, timeout=600)
        if done.returncode != 0:
            raise AssertionError(f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def start(self, command):
        with open(self.folder / "server.log", "ab") as log:
            server = subprocess.Popen(["bash", "-c", "exec " + self.with_free_ports(command)], cwd=self.folder,
                                      env=self.environment, stdout=log, stderr=log)

        def stop():
            server.terminate()
            server.wait(timeout=60)

        self.add_cleanup(stop)
        config = re.search(r"--config (\S+)", command)
        said = (self.folder / config[1]).read_text(encoding="utf-8") if config else self.with_free_ports(command)
        port = next(int(number) for number in self.ports.values() if re.search(rf"\b{number}\b", said))
        end = time.monotonic() + 120
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                if server.poll() is not None or time.monotonic() > end:
                    log = (self.folder / "server.log").read_text(encoding="utf-8")
                    raise AssertionError(f"{command}\n{log[-2000:]}") from None
                time.sleep(.02)

    def answers(self, *parts):
        """What the commands with all these parts printed, read as JSON, in the order of the page."""
        return [json.loads(text) for command, text in self.printed.items() if all(part in command for part in parts)]


class PageTest(unittest.TestCase):
    def test_both_languages_have_the_same_code(self):
        self.assertEqual(blocks_of(PAGE), blocks_of(CHINESE_PAGE))
        texts = [page.read_text(encoding="utf-8") for page in (PAGE, CHINESE_PAGE)]
        self.assertEqual(*[re.findall(r"\| *([\d.]+) *(?=\|)", text) for text in texts])

    def test_each_block_is_a_file_or_commands_of_a_side(self):
        blocks = blocks_of(PAGE)
        self.assertGreater(len(blocks), 20)
        for block in blocks:
            self.assertTrue(block.is_file or (block.language == "sh" and block.name in ("twotower", "peer")), block)

    def test_the_lines_of_code_are_those_of_the_table(self):
        lines = {block.name: block.num_code_lines() for block in blocks_of(PAGE) if block.is_file}
        rows = re.findall(r"^\| \d [^|]*\|([^|]*)\| (\d+) \|([^|]*)\| (\d+) \|$", PAGE.read_text(encoding="utf-8"),
                          re.MULTILINE)
        self.assertEqual(len(rows), 5)
        for before, num_before, after, num_after in rows:
            for names, said in ((before, num_before), (after, num_after)):
                found = sum(lines[name] for name in re.findall(r"`([\w.]+\.\w+)`", names))
                self.assertEqual(found, int(said), names)


class Side(unittest.TestCase):
    """What both runs of the page have in common."""
    sides = ()

    @classmethod
    def setUpClass(cls):
        cls.place = Workplace(cls.addClassCleanup)
        blocks = blocks_of(PAGE)
        for block in blocks:
            if block.is_file:
                cls.place.write(block)
        for block in blocks:
            if block.name == "own.yaml" and "peer" not in cls.sides:
                cls.write_vectors()
            if block.name in cls.sides:
                cls.place.do(block)
        cls.products = {row["product_id"]: row for row in rows_of(cls.place.folder / "shop" / "items.csv")}
        cls.seen = {row["product_id"] for row in rows_of(cls.place.folder / "shop" / "interactions.csv")
                    if row["customer_id"] == USER}

    @classmethod
    def write_vectors(cls):
        """In place of those that PyTorch exports."""
        draw = random.Random(1)
        for side, name in (("item", "product_id"), ("user", "customer_id")):
            rows = rows_of(cls.place.folder / "shop" / f"{side}s.csv")
            with open(cls.place.folder / f"{side}_vectors.csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([["id", "vector"], *(
                    [row[name], ",".join(str(draw.gauss(0, 1)) for _ in range(32))] for row in rows)])

    def check_lists(self, port):
        """Ten items each, nothing that was had, the filter held."""
        asked = [f"localhost:{port}/v1/recommend", "-d "]
        lists = [[item["id"] for item in answer["items"]] for answer in self.place.answers(*asked)]
        self.assertEqual([len(set(ids)) for ids in lists], [10] * len(lists))
        for ids in lists:
            self.assertEqual(self.seen & set(ids), set())
        self.assertGreater(len(self.seen), 5)
        for item in lists[-1]:
            self.assertTrue(self.products[item]["category"].startswith("clothes/"), item)
            self.assertLessEqual(float(self.products[item]["price"]), 40, item)
        return lists

    def ask(self, port, path, body):
        return json.loads(self.place.run(f"curl -s localhost:{port}{path} -H 'Content-Type: application/json' "
                                         f"-d '{json.dumps(body)}'"))

    def check_own_vectors(self):
        """The lists of own.yaml are those of the vectors, all compared."""
        items, users = (vectors_of(self.place.folder / f"{side}_vectors.csv") for side in ("item", "user"))

        def cosine(item):
            return sum(a * b for a, b in zip(items[item], users[USER])) / math.hypot(*items[item])

        best = sorted(set(items) - self.seen, key=cosine, reverse=True)[:10]
        by_id, = self.place.answers("localhost:8082/v1/recommend")
        by_vector, = self.place.answers("ask_own.py")
        for answer in (by_id, by_vector):
            self.assertEqual([item["id"] for item in answer["items"]], best)
        return best


class TwotowerSideTest(Side):
    sides = ("twotower",)

    def test_lists(self):
        plain, with_event, filtered = self.check_lists(8080)
        self.assertNotEqual(plain, with_event)
        self.assertNotEqual(plain, filtered)
        after = self.ask(8080, "/v1/recommend", {"user_id": USER, "k": 10, "events": plain[:1]})["items"]
        self.assertNotIn(plain[0], [item["id"] for item in after])

    def test_the_model_has_learned(self):
        report = json.loads((self.place.folder / "evaluation.json").read_text(encoding="utf-8"))
        self.assertEqual(report["test"]["users"], 651)
        recall = report["test"]["metrics"]["recall@10"]["value"]
        print(f"recall@10 {recall:.4f}")
        self.assertGreater(recall, .13)

    def test_what_was_found_is_a_config(self):
        self.assertIn("customer_id", self.place.run("twotower config found.yaml"))

    def test_new_items_keys_and_metrics(self):
        answer, = self.place.answers("localhost:8081/v1/recommend")
        self.assertEqual(len(answer["items"]), 5)
        self.assertTrue(all(item["reason"] for item in answer["items"]))
        self.assertNotIn("p00009", [item["id"] for item in answer["items"]])
        answer, = self.place.answers("localhost:8081/v1/similar")
        self.assertEqual(len(answer["items"]), 3)
        self.assertIn("\ntwotower_items 801\n", (self.place.folder / "metrics.txt").read_text(encoding="utf-8"))
        self.assertIn("http.unauthorized", self.place.run("curl -s localhost:8081/metrics"))

    def test_own_vectors(self):
        self.check_own_vectors()

    def test_a_vector_is_a_feature(self):
        inspected = json.loads(self.place.run("twotower inspect runs/with-vectors/001 --json"))
        self.assertIn("vector", [part["kind"] for part in inspected["towers"]["item"]["inputs"]])

    def test_a_service_overlaps_with_itself(self):
        address = "http://localhost:8080"
        said = self.place.run(f"echo c000001 c000002 c000003 | python3 overlap.py {address} {address}")
        self.assertIn("3 users  overlap@10 1.000", said)


@unittest.skipIf(why_no_peer(), why_no_peer())
class BothSidesTest(Side):
    sides = ("twotower", "peer")

    def test_lists(self):
        plain, filtered = self.check_lists(8000)
        self.assertNotEqual(plain, filtered)
        self.ask(8000, "/v1/events", {"user_id": USER, "item_id": plain[0]})
        after = self.ask(8000, "/v1/recommend", {"user_id": USER, "k": 10})["items"]
        self.assertNotIn(plain[0], [item["id"] for item in after])
        self.check_lists(8080)

    def test_both_are_judged_by_the_same_rows_and_are_as_good(self):
        peer, = self.place.answers("evaluate.py")
        ours = json.loads((self.place.folder / "evaluation.json").read_text(encoding="utf-8"))["test"]
        recall = ours["metrics"]["recall@10"]["value"]
        seconds = self.place.cpu_seconds
        print(f"recall@10 of {peer['users']} users: PyTorch {peer['recall@10']:.4f}, twotower {recall:.4f}\n"
              f"seconds of CPU to train: PyTorch {seconds['python3 train.py']:.1f}, "
              f"twotower {seconds['twotower train shop.yaml']:.1f}")
        self.assertEqual(peer["users"], ours["users"])
        self.assertEqual(peer["targets"], ours["targets"])
        self.assertLess(abs(peer["recall@10"] - recall), .04)

    def test_own_vectors_give_the_lists_of_faiss(self):
        first = self.place.answers("localhost:8000/v1/recommend")[0]
        self.assertEqual([item["id"] for item in first["items"]], self.check_own_vectors())

    def test_overlap(self):
        said = [text for command, text in self.place.printed.items() if "overlap.py" in command]
        print("".join(said), end="")
        own, other = [float(re.search(r"overlap@10 ([\d.]+)", text)[1]) for text in said]
        self.assertGreater(own, .99)  # one of 200 users has had an event since
        self.assertGreater(other, .2)


if __name__ == "__main__":
    unittest.main()
