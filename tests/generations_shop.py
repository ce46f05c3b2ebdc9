"""Bundles of two models, and servers that go from one to another. Each test is called with the program: X_test.py
PROGRAM."""
import json
import pathlib
import shutil
import subprocess
import tempfile
import time

from http_shop import PROGRAM, Server, trained_shop
from stateful_shop import StatefulTest, write_shop


def manifest_of(bundle):
    return json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))


class GenerationsTest(StatefulTest):
    """A source, a folder of runs as `twotower train` leaves it, into which bundles of two models are put."""

    @classmethod
    def setUpClass(cls):
        cls.folder = trained_shop(cls.addClassCleanup, write_shop)
        trained = subprocess.run([PROGRAM, "train", "shop.yaml", "--threads", "1", "--set", "train.epochs=1", "--set",
                                  "name=other", "--set", "data.items.show=[title, shelf]"], cwd=cls.folder,
                                 capture_output=True, text=True, check=False, timeout=120)
        assert trained.returncode == 0, trained.stderr
        cls.bundles = [cls.folder / f"runs/{name}/latest/bundle" for name in ("shop", "other")]
        cls.ids = [manifest_of(bundle)["generation"] for bundle in cls.bundles]

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(dir=self.folder)
        self.addCleanup(temporary.cleanup)
        self.place = pathlib.Path(temporary.name)
        self.state = self.place / "state"
        self.source = self.place / "runs"
        self.publish(0)
        self.start()
        self.addCleanup(self.stop)

    def start(self, *arguments, state=None, **options):
        self.server = Server(self.place, "runs", "--threads", "2", "--state", str(state or self.state), *arguments,
                             **options)

    def restart(self, *arguments):
        err = self.stop()
        self.start(*arguments)
        return err

    def publish(self, model, change=None):
        """Puts a bundle of one of the models where the server looks."""
        run = self.source / f"{len(list(self.source.glob('0*'))) + 1:03}"
        run.mkdir(parents=True)
        shutil.copytree(self.bundles[model], run / "bundle")
        if change:
            change(run / "bundle")
        link = self.source / "next"
        link.symlink_to(run.name)
        link.replace(self.source / "latest")

    def configure(self, **generations):
        path = self.place / "server.yaml"
        path.write_text(json.dumps({"generations": generations}), encoding="utf-8")
        return "--config", str(path)

    def generations(self):
        return self.call("GET", "/v1/generations")["generations"]

    def active(self):
        listed = self.generations()
        self.assertEqual([one["active"] for one in listed], [True] + [False] * (len(listed) - 1))
        self.assertEqual(self.call("GET", "/healthz")["generation"], listed[0]["id"])
        return self.ids.index(listed[0]["id"])

    def activate(self, model, expected=200):
        return self.call("POST", f"/v1/generations/{self.ids[model]}:activate", expected=expected)

    def both(self):
        """Has the server keep both, the second active."""
        self.publish(1)
        self.restart()
        self.assertEqual(self.active(), 1)

    def wait_until(self, is_so, what):
        deadline = time.monotonic() + 20
        while not is_so():
            self.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.05)

    def folders(self):
        return sorted(path.name for path in (self.state / "generations").iterdir())

    def folder_of(self, model):
        name, = (name for name in self.folders() if name.startswith(self.ids[model]))
        return self.state / "generations" / name

    def audited(self):
        lines = (self.state / "audit.jsonl").read_text(encoding="utf-8").splitlines()
        return [(line["change"], line.get("generation")) for line in map(json.loads, lines)]

    def trained_anew(self, bundle, seed):
        other = self.place / f"seed{seed}"
        trained = subprocess.run([PROGRAM, "train", "shop.yaml", "--threads", "1", "--set", f"train.seed={seed}", "--runs",
                                  str(other)], cwd=self.folder, capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual(trained.returncode, 0, trained.stderr)
        shutil.rmtree(bundle)
        shutil.copytree(other / "shop/latest/bundle", bundle)

    def metric(self, name):
        _, text = self.server.ask("GET", "/metrics")
        return float(next(line for line in text.splitlines() if line.startswith(name)).split()[-1])
