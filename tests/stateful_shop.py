"""A shop with users and items of several columns, and tests of a server with a state on it. Each is called with the
program: X_test.py PROGRAM."""
import json
import pathlib
import random
import signal
import tempfile
import unittest

from http_shop import NUM_ITEMS, NUM_USERS, Server, trained_shop, write_csv

CONFIG = """name: shop
data:
  interactions: {path: log.csv, user: user, item: item, time: time}
  users: {path: users.csv, id: user}
  items: {path: items.csv, id: item, show: [title]}
  repeat: exclude
split: leave_one_out
features:
  user:
    city: category
    age: number
    history: {kind: sequence, length: 5, encoder: {kind: attention, blocks: 1, dropout: 0}}
  item: {item: {kind: id, dim: 16}, shelf: category, price: number, tags: tags}
towers: {dim: 16, item: {hidden: [16]}, similarity: cosine}
train: {epochs: 3, batch_size: 64}
"""


def item_row(item):
    return [item, f"row {item % 3}/shelf {item % 6}", f"thing {item}", 10 + item, f"red|t{item % 4}",
            "true" if item % 5 == 0 else "false", ""]


def write_shop(folder):
    draw = random.Random(2)
    rows, users = [], []
    for user in range(NUM_USERS):
        city = draw.choice(["Wuhan", "Chengdu"])
        item = draw.randrange(NUM_ITEMS)
        users.append([f"u{user}", city, 20 + user % 40])
        for step in range(8):
            item = (item + draw.choice([1, 1, 2] if city == "Wuhan" else [3, 4, 4])) % NUM_ITEMS
            rows.append([f"u{user}", item, 1_700_000_000 + 1000 * step + user])
    write_csv(folder / "log.csv", ["user", "item", "time"], rows)
    write_csv(folder / "users.csv", ["user", "city", "age"], users)
    write_csv(folder / "items.csv", ["item", "shelf", "title", "price", "tags", "adult", "stock"],
              [item_row(i) for i in range(NUM_ITEMS)])
    (folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")


def features(item, **more):
    _, shelf, title, price, tags, adult, _ = item_row(item)
    return {"shelf": shelf, "title": title, "price": price, "tags": tags.split("|"), "adult": adult, **more}


class StatefulTest(unittest.TestCase):
    write = staticmethod(write_shop)

    @classmethod
    def setUpClass(cls):
        cls.folder = trained_shop(cls.addClassCleanup, cls.write)

    def setUp(self):
        states = tempfile.TemporaryDirectory(dir=self.folder)
        self.addCleanup(states.cleanup)
        self.state = pathlib.Path(states.name) / "state"
        self.start()
        self.addCleanup(self.stop)

    def start(self, *arguments):
        self.server = Server(self.folder, "runs/shop", "--threads", "2", "--state", str(self.state), *arguments)

    def stop(self):
        if self.server.process.poll() is None:
            status, _, err = self.server.stop()
            self.assertEqual(status, 0, err)
            return err
        return ""

    def kill(self):
        self.server.process.send_signal(signal.SIGKILL)
        self.server.process.communicate(timeout=20)

    def call(self, method, path, body=None, expected=200, **headers):
        connection = self.server.connect()
        try:
            text = None if body is None else json.dumps(body)
            fields = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, text, {"Content-Type": "application/json", **fields} if text else fields)
            answer = connection.getresponse()
            document = json.loads(answer.read())
            self.assertEqual(answer.status, expected, document)
            self.tag = answer.getheader("ETag")
            return document
        finally:
            connection.close()

    def put(self, item, body_features, query="", **more):
        return self.call("PUT", f"/v1/items/{item}{query}", {"features": body_features, **more})

    def list_of(self, user="u1", **more):
        answer = self.call("POST", "/v1/recommend", {"user_id": user, "k": 200, **more})
        return [(item["id"], item["score"], item["show"]) for item in answer["items"]]

    def items_of(self, user="u1", **more):
        return [item for item, _, _ in self.list_of(user, **more)]
