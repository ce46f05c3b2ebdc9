"""A small shop and a server on it, for tests of the server. Each is called with the program: X_test.py PROGRAM."""
import http.client
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile

from written_tables import write_csv

PROGRAM = sys.argv.pop(1)
NUM_USERS, NUM_ITEMS, STEPS = 1000, 30, 8
CONFIG = """name: shop
data:
  interactions: {path: log.csv, user: user, item: item, time: time}
  items: {path: items.csv, id: item, show: [title]}
  repeat: exclude
split: leave_one_out
features:
  user: {history: {kind: sequence, length: 5, encoder: {kind: attention, blocks: 1, dropout: 0}}}
  item: {item: {kind: id, dim: 16}, shelf: category}
towers: {dim: 16, item: {hidden: [16]}, similarity: cosine}
train: {epochs: 3, batch_size: 64}
"""


def write_shop(folder, title="thing"):
    draw = random.Random(2)
    rows = []
    for user in range(NUM_USERS):
        item = draw.randrange(NUM_ITEMS)
        for step in range(STEPS):
            item = (item + draw.choice([1, 1, 2])) % NUM_ITEMS
            rows.append([f"u{user}", item, 1_700_000_000 + 1000 * step + user])
    write_csv(folder / "log.csv", ["user", "item", "time"], rows)
    write_csv(folder / "items.csv", ["item", "shelf", "title"],
              [[i, f"row {i % 3}/shelf {i % 6}", f"{title} {i}"] for i in range(NUM_ITEMS)])
    (folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")


def trained_shop(add_cleanup, write=write_shop):
    """The folder of a shop, as `write` writes it, whose bundle is runs/shop; it is gone after the tests that
    `add_cleanup` is of."""
    temporary = tempfile.TemporaryDirectory()
    add_cleanup(temporary.cleanup)
    folder = pathlib.Path(temporary.name)
    write(folder)
    trained = subprocess.run([PROGRAM, "train", "shop.yaml", "--threads", "1"], cwd=folder, capture_output=True,
                             text=True, check=False, timeout=120)
    if trained.returncode != 0:
        raise AssertionError(trained.stderr)
    return folder


class Server:
    """`twotower serve` on a free port, while it lives. `options` are those of Popen."""

    def __init__(self, folder, bundle, *arguments, **options):
        if "--listen" not in arguments:
            arguments = ("--listen", "127.0.0.1:0", *arguments)
        self.process = subprocess.Popen([PROGRAM, "serve", bundle, *arguments], cwd=folder, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, **options)
        line = self.process.stdout.readline()
        if not line.startswith("serving   "):
            _, err = self.process.communicate(timeout=20)
            raise AssertionError(line + err)
        self.address = line.split()[1]
        self.port = None if self.address.startswith("unix:") else int(self.address.split(":")[2])

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def ask(self, method, path, body=None, connection=None, headers=None):
        own = None if connection else self.connect()
        text = None if body is None else json.dumps(body) if not isinstance(body, bytes) else body
        fields = {"Content-Type": "application/json"} if text is not None else {}
        try:
            (connection or own).request(method, path, text, {**fields, **(headers or {})})
            answer = (connection or own).getresponse()
            text = answer.read().decode()
            is_json = answer.getheader("Content-Type") == "application/json"
            return answer.status, json.loads(text) if is_json else text
        finally:
            if own:
                own.close()

    def post(self, path, body, **more):
        return self.ask("POST", path, body, **more)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, out, err
