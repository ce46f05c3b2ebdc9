"""What watches a server, of examples/serve: Grafana's board and the alerts ask for what a server gives, and what
compose.yaml starts does start, with the keys that its head makes.

Usage: board_test.py PROGRAM
"""
import json
import pathlib
import re
import shutil
import subprocess
import unittest

from http_shop import PROGRAM, Server, trained_shop

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "serve"
OF_PROMETHEUS = {"job", "instance"}
SERIES = re.compile(r"\b((?:twotower|process)_\w+)(?:\{([^}]*)\})?")
GROUPED = re.compile(r"\b(?:by|on) \(([^)]*)\)")
RARE = {"status"}  # of an HTTP answer: 503 does not come when it is wanted


def text_of(name):
    return (EXAMPLES / name).read_text(encoding="utf-8")


def labels_given(metrics):
    """By series and label, its values."""
    given = {}
    for name, labels in re.findall(r"^([a-z_]+)(?:\{(.*)\})? \S+$", metrics, re.MULTILINE):
        values = given.setdefault(name, {})
        for label, value in re.findall(r'(\w+)="([^"]*)"', labels):
            values.setdefault(label, set()).add(value)
    return given


def problems(given, expression, shown=()):
    """What an expression, and the labels that are shown of it, ask for and a server does not give."""
    found, known = [], set(OF_PROMETHEUS)
    for name, matchers in SERIES.findall(expression):
        labels = given.get(name)
        if labels is None:
            found.append(name)
            continue
        known |= set(labels)
        for label, how, value in re.findall(r'(\w+)(=~|!~|!=|=)"([^"]*)"', matchers):
            if label not in labels and label not in OF_PROMETHEUS:
                found.append(f"{label} of {name}")
            elif how == "=" and label in labels and label not in RARE and value not in labels[label]:
                found.append(f"{label}={value} of {name}")
    grouped = {label.strip() for group in GROUPED.findall(expression) for label in group.split(",")}
    return found + sorted(grouped - known) + sorted(set(shown) - (grouped or known))


def found_below(value, key):
    """All that stands under `key`, however deep."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    own = [value] if isinstance(value, dict) and isinstance(value.get(key), str) else []
    return own + [one for part in inner for one in found_below(part, key)]


class BoardTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.compose = text_of("compose.yaml")
        cls.folder = trained_shop(cls.addClassCleanup)
        cls.serve = cls.folder / "serve"
        shutil.copytree(EXAMPLES, cls.serve, ignore=shutil.ignore_patterns("keys"))
        commands = [line for line in re.findall(r"^#   (.*)$", cls.compose, re.MULTILINE) if "docker" not in line]
        subprocess.run(["sh", "-euc", "\n".join(commands)], cwd=cls.serve, check=True, timeout=60)
        cls.server = cls.start()
        cls.addClassCleanup(lambda: cls.server.stop())
        cls.metrics = cls.asked_metrics()
        cls.board = json.loads(text_of("grafana.json"))

    @classmethod
    def start(cls):
        """As compose.yaml does, with this machine's folders."""
        command = re.search(r"^ +command: \[(.*?)\]$", cls.compose, re.MULTILINE | re.DOTALL)[1]
        words = [word.strip().strip("'") for word in command.split(",")]
        here = {"/runs": cls.folder / "runs/shop", "/run/secrets/server.yaml": cls.serve / "keys/server.yaml",
                "0.0.0.0:8080": "127.0.0.1:0", "/var/lib/twotower/state": cls.folder / "state"}
        assert words[0] == "serve" and set(here) <= set(words), words
        return Server(cls.folder, *[str(here.get(word, word)) for word in words[1:]], "--threads", "1")

    @classmethod
    def bearer(cls, role):
        keys = (cls.serve / "keys/server.yaml").read_text(encoding="utf-8")
        return {"Authorization": "Bearer " + re.search(rf"{role}: \[(\w+)\]", keys)[1]}

    @classmethod
    def asked_metrics(cls):
        for path, body, expected in (("/v1/recommend", {"user_id": "u1", "k": 2}, 200),
                                     ("/v1/recommend", {"user_id": "u1", "k": 0}, 400),
                                     ("/v1/events", [{"user_id": "u1", "item_id": 3}], 200)):
            status, answer = cls.server.post(path, body, headers=cls.bearer("admin"))
            assert status == expected, answer
        return cls.server.ask("GET", "/metrics", headers=cls.bearer("read"))[1]

    def check(self, expression, shown=()):
        self.assertEqual(problems(labels_given(self.metrics), expression, shown), [], expression)

    def test_what_the_board_asks_is_given(self):
        asked = found_below(self.board, "expr")
        self.assertGreater(len(asked), 40)
        for query in asked:
            legend = query.get("legendFormat", query.get("textFormat"))
            self.check(query["expr"], re.findall(r"\{\{(\w+)\}\}", legend))
        for variable in found_below(self.board, "definition"):
            series, label = re.fullmatch(r"label_values\((.*), (\w+)\)", variable["definition"]).groups()
            self.assertEqual(variable["query"]["query"], variable["definition"])
            self.check(series, [label])

    def test_each_metric_is_on_the_board(self):
        names = {name for query in found_below(self.board, "expr") for name, _ in SERIES.findall(query["expr"])}
        for name, kind in re.findall(r"^# TYPE (\w+) (\w+)$", self.metrics, re.MULTILINE):
            self.assertIn(name + "_bucket" if kind == "histogram" else name, names)

    def test_what_alerts_ask_is_given(self):
        rules = re.findall(r"- alert: \w+\n +expr: (.*)\n(?: +for: .*\n)? +annotations: (.*)", text_of("alerts.yaml"))
        self.assertEqual(len(rules), text_of("alerts.yaml").count("- alert:"))
        for expression, said in rules:
            self.check(expression, re.findall(r"\$labels\.(\w+)", said))

    def test_a_planted_name_is_found(self):
        given = labels_given(self.metrics)
        for asks, shown in (("rate(twotower_request_total[5m])", ()), ('twotower_items{shelf="a"}', ()),
                            ('twotower_errors_total{code="none"}', ()), ("twotower_items", ["code"]),
                            ("sum by (cal) (twotower_requests_total)", ()),
                            ("sum by (call) (twotower_requests_total)", ["status"])):
            self.assertEqual(len(problems(given, asks, shown)), 1, asks)

    def test_the_board_is_whole(self):
        panels = self.board["panels"]
        self.assertEqual(len({panel["id"] for panel in panels}), len(panels))
        taken = set()
        for place in (panel["gridPos"] for panel in panels):
            cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
            self.assertFalse(cells & taken, place)
            self.assertLess(max(x for x, _ in cells), 24)
            taken |= cells
        variables = {variable["name"] for variable in self.board["templating"]["list"]}
        self.assertLessEqual(set(re.findall(r"\$\{?(\w+)", json.dumps(self.board))),
                             variables | {"__rate_interval", "__all"})

    def test_the_started_server_wants_its_keys(self):
        self.assertEqual(self.server.ask("GET", "/readyz")[0], 200)
        self.assertEqual(self.server.ask("GET", "/metrics")[0], 401)
        read = (self.serve / "keys/read").read_text(encoding="utf-8")
        self.assertEqual({"Authorization": f"Bearer {read}"}, self.bearer("read"))

    def test_what_compose_names_is_there(self):
        for name in re.findall(r"(?:- |file: )\./([\w./]+)", self.compose):
            self.assertTrue((self.serve / name).is_file(), name)
        dockerfile = re.search(r"context: \.\./\.\., dockerfile: ([\w/]+)", self.compose)[1]
        copied = re.findall(r"^COPY (?!--from)(.*) \S+$", (ROOT / dockerfile).read_text(encoding="utf-8"), re.MULTILINE)
        for name in " ".join(copied).split():
            self.assertTrue(list(ROOT.glob(name)), name)
        declared = self.compose[self.compose.index("\nsecrets:"):]
        for name in re.findall(r"/run/secrets/([\w.]+)", self.compose + text_of("prometheus.yaml")):
            self.assertIn(f"\n  {name}: ", declared)

    def test_the_files_agree(self):
        stop_ms = int(re.search(r"stop_ms: (\d+)", text_of("server.yaml"))[1])
        self.assertGreater(int(re.search(r"stop_grace_period: (\d+)s", self.compose)[1]), stop_ms / 1000)
        prometheus = text_of("prometheus.yaml")
        self.assertIn("targets: ['server:8080']", prometheus)
        self.assertIn("job_name: twotower ", prometheus)
        for name in ("compose.yaml", "prometheus.yaml", "alerts.yaml"):  # YAML, if no config
            done = subprocess.run([PROGRAM, "serve", "runs/shop", "--config", str(EXAMPLES / name)], cwd=self.folder,
                                  capture_output=True, text=True, check=False, timeout=60)
            self.assertIn("error[config.unknown_key]", done.stderr)


if __name__ == "__main__":
    unittest.main()
