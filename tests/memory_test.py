"""The memory that a server takes is what docs/operations.md says, within 5 %.

Usage: memory_test.py PROGRAM
"""
import concurrent.futures
import json
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

from http_shop import PROGRAM, Server, write_csv

ITEMS, DIM, THREADS = 100_000, 64, 4
MIB = 1 << 20
CONFIG = f"""name: large
data:
  interactions: {{path: log.csv, user: user, item: item, time: time}}
  items: {{path: items.csv, id: item, show: [title]}}
features:
  user: {{history: {{kind: sequence, length: 20, encoder: {{kind: attention, blocks: 1, dropout: 0}}}}}}
  item: {{item: {{kind: id, dim: {DIM}}}, shelf: category}}
towers: {{dim: {DIM}, item: {{hidden: [64]}}}}
negatives: {{in_batch: true, uniform: 64}}
train: {{epochs: 1, batch_size: 512}}
"""


def written_world(folder):
    draw = random.Random(3)
    write_csv(folder / "items.csv", ["item", "shelf", "title"],
              [[i, f"shelf {i % 50}", f"the thing of number {i}"] for i in range(ITEMS)])
    write_csv(folder / "log.csv", ["user", "item", "time"],
              [[f"u{i % 500}", draw.randrange(ITEMS), 1_700_000_000 + i] for i in range(10_000)])
    (folder / "large.yaml").write_text(CONFIG, encoding="utf-8")


def expected_bytes(bundle, num_filters):
    """The formula of docs/operations.md."""
    files = sum(path.stat().st_size for path in bundle.iterdir())
    of_filters = min(num_filters * (ITEMS // 8 + 128), 64 * MIB)
    return 48 * MIB + files + ITEMS * (DIM + 12) + THREADS * (2 * MIB + 4 * ITEMS) + of_filters


@unittest.skipIf("TWOTOWER_SANITIZED" in os.environ, "a sanitizer takes memory of its own")
class MemoryTest(unittest.TestCase):
    def test_a_server_takes_what_the_formula_says(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            written_world(folder)
            subprocess.run([PROGRAM, "train", "large.yaml", "--threads", "2"], cwd=folder, check=True,
                           capture_output=True, timeout=300)
            server = Server(folder, "runs/large", "--threads", str(THREADS), "--listen", "127.0.0.1:0")
            self.addCleanup(server.stop)
            num_filters = 200
            for number in range(num_filters):
                self.ask(server, "/v1/recommend",
                         {"user_id": f"u{number}", "filter": {"shelf": {"is": f"shelf {number % 50}"},
                                                              "item_id": {"min": number}}})
            self.ask_at_once(server)
            expected = expected_bytes(folder / "runs/large/latest/bundle", num_filters)
            with open(f"/proc/{server.process.pid}/status", encoding="ascii") as file:
                taken = next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmRSS:"))
            print(f"taken {taken / MIB:.1f} MiB, expected {expected / MIB:.1f} MiB")
            self.assertLess(abs(taken / expected - 1), .05)

    def ask(self, server, path, body):
        status, answer = server.post(path, body)
        self.assertEqual(status, 200, json.dumps(answer)[:300])

    def ask_at_once(self, server):
        """So that every thread has been asked all."""
        calls = [("/v1/recommend", {"user_id": "u1"}), ("/v1/recommend", {}), ("/v1/similar", {"item_id": 7}),
                 ("/v1/why", {"user_id": "u1", "item_id": 7})]
        for path, body in calls:
            with concurrent.futures.ThreadPoolExecutor(2 * THREADS) as pool:
                list(pool.map(lambda _, path=path, body=body: server.post(path, body), range(8 * THREADS)))


if __name__ == "__main__":
    unittest.main()
