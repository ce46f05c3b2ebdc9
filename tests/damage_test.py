"""The built program where disks are full, files bounded, folders read-only, processes killed and
bytes odd: it says so and loses nothing.

Usage: damage_test.py PROGRAM
"""
import contextlib
import gzip
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = sys.argv[1]
NOT_SANITIZED = unittest.skipIf("TWOTOWER_SANITIZED" in os.environ,
                                "a sanitizer's own memory and files do not fit the bounds")
OWN_MOUNTS = "TWOTOWER_TEST_OWN_MOUNTS"
CONFIG = """name: shop
data:
  interactions: {path: log.csv, user: user, item: item, time: time}
  items: {path: items.csv, id: item, show: [name]}
split: leave_one_out
features:
  user: {history: {kind: sequence, length: 8, encoder: mean}}
  item: {item: {kind: id, dim: 8}, color: category}
towers: {dim: 8}
train: {epochs: 3, batch_size: 64, checkpoint_steps: 2}
"""


def with_own_mounts():
    """Starts this file again where mounts are its own, so that none outlives it; or goes on."""
    if OWN_MOUNTS in os.environ:
        return
    for ways in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        probe = [*ways, "sh", "-c", 'mount -t tmpfs -o size=64k tmpfs "$0"']
        with tempfile.TemporaryDirectory() as folder, contextlib.suppress(FileNotFoundError):
            if subprocess.run([*probe, folder], capture_output=True, check=False).returncode == 0:
                os.environ[OWN_MOUNTS] = "1"
                os.execvp(ways[0], [*ways, sys.executable, *sys.argv])


def write_shop(folder, num_users=40, num_items=20):
    draw = random.Random(1)
    lines = ["user,item,time"]
    for user in range(num_users):
        item = draw.randrange(num_items)
        for step in range(8):
            item = (item + draw.choice([1, 1, 2])) % num_items
            lines.append(f"u{user},{item},{1_700_000_000 + 1000 * step + user}")
    (folder / "log.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "items.csv").write_text(
        "item,name,color\n" + "".join(f"{i},thing {i},red\n" for i in range(num_items)), encoding="utf-8")
    (folder / "new.csv").write_text("item,name,color\n900,new,blue\n", encoding="utf-8")
    (folder / "shop.yaml").write_text(CONFIG, encoding="utf-8")


def run(folder, *arguments, **options):
    command = [a if isinstance(a, bytes) else str(a) for a in (PROGRAM, *arguments, *threads_of(arguments))]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120, **options)


def threads_of(arguments):
    return ["--threads", "1"] if arguments[0] == "train" else []


class ShopTest(unittest.TestCase):
    """A folder with a shop's files for each test, and one trained bundle for all of them."""

    @classmethod
    def setUpClass(cls):
        cls.trained = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        write_shop(cls.trained)
        result = run(cls.trained, "train", "shop.yaml")
        assert result.returncode == 0, result.stderr

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        write_shop(self.folder)

    def put_bundle(self, place):
        shutil.copytree(self.trained / "runs" / "shop" / "001" / "bundle", place)
        return place

    def assert_fails(self, result, code, status, *parts):
        self.assertEqual(result.returncode, status, result.stderr)
        last = result.stderr.decode(errors="replace").strip().splitlines()[-1]
        self.assertTrue(last.startswith(f"error[{code}]: "), last)
        for part in parts:
            self.assertIn(str(part), last)

    def assert_opens(self, bundle):
        result = run(self.folder, "recommend", bundle, "--user", "u1", "-k", 3, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(json.loads(result.stdout)["items"]), 3)

    def assert_whole(self, runs):
        """Whatever has its final name below `runs` is complete."""
        for path in pathlib.Path(runs).rglob("*"):
            if any(part.endswith(".partial") for part in path.parts):
                continue
            if path.suffix == ".json" or path.name == "config.yaml":
                json.loads(path.read_text(encoding="utf-8"))
            elif path.name == "bundle":
                self.assert_opens(path)
            elif path.name == "report.html":
                self.assertTrue(path.read_text(encoding="utf-8").rstrip().endswith("</html>"))

    def assert_nothing_left(self, folder):
        self.assertEqual(list(pathlib.Path(folder).rglob("*.partial")), [])


@unittest.skipUnless(OWN_MOUNTS in os.environ, "a small disk can be mounted by root only")
class FullDiskTest(ShopTest):
    def mount(self, size):
        disk = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], check=True)
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        return disk

    def fill(self, disk, left):
        free = os.statvfs(disk)
        with open(disk / "filler", "wb") as file:
            file.write(bytes(free.f_bavail * free.f_bsize - left))

    def test_items_add_keeps_the_old_bundle(self):
        disk = self.mount("1m")
        bundle = self.put_bundle(disk / "bundle")
        self.fill(disk, 8192)
        refused = run(self.folder, "items", "add", bundle, "new.csv")
        self.assert_fails(refused, "file.unwritable", 1, disk, "No space left on device")
        self.assertEqual(sorted(os.listdir(disk)), ["bundle", "filler"])
        self.assert_opens(bundle)
        (disk / "filler").unlink()
        added = run(self.folder, "items", "add", bundle, "new.csv")
        self.assertEqual(added.returncode, 0, added.stderr)
        self.assert_opens(disk / "bundle.2")

    def test_a_run_goes_on_when_there_is_space_again(self):
        whole = (self.trained / "runs" / "shop" / "001" / "bundle" / "model.safetensors").read_bytes()
        disk = self.mount("2m")
        failures = 0
        for left in range(0, 400_000, 40_000):
            self.fill(disk, left)
            result = run(self.folder, "train", "shop.yaml", "--runs", disk,
                         *(["--resume"] if list(disk.glob("shop/*/config.yaml")) else []))
            if result.returncode == 0:
                break
            failures += 1
            self.assert_fails(result, "file.unwritable", 1, disk, "No space left on device")
            self.assert_whole(disk / "shop")
            self.assert_nothing_left(disk)
            (disk / "filler").unlink()
        self.assertGreater(failures, 1)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(whole, (disk / "shop" / "latest" / "bundle" / "model.safetensors").read_bytes())

    def test_lists_for_all_users_keep_the_old_file(self):
        disk = self.mount("1m")
        bundle = self.put_bundle(disk / "bundle")
        for name in ("lists.csv", "lists.parquet"):
            (disk / name).write_text("old", encoding="utf-8")
            self.fill(disk, 0)
            refused = run(self.folder, "recommend", bundle, "--all", "-k", 20, "--out", disk / name)
            self.assert_fails(refused, "file.unwritable", 1, disk, "No space left on device")
            self.assertEqual((disk / name).read_text(encoding="utf-8"), "old")
            (disk / "filler").unlink()
        self.assert_nothing_left(disk)

    def test_a_read_only_disk(self):
        disk = self.mount("1m")
        bundle = self.put_bundle(disk / "bundle")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        self.assert_opens(bundle)
        for command in (["items", "add", bundle, "new.csv"], ["train", "shop.yaml", "--runs", disk],
                        ["recommend", bundle, "--all", "--out", disk / "lists.csv"]):
            refused = run(self.folder, *command)
            self.assert_fails(refused, "file.unwritable", 1, disk, "Read-only file system")


class BoundedFilesTest(ShopTest):
    @NOT_SANITIZED
    def test_every_bound_is_an_error_or_enough(self):
        """`ulimit -f`: the system answers a write beyond it with a signal that ends programs."""
        failures = 0
        for size in [0, 64, 500, 1000, 2000, 4000, 8000, 16000, 64000, 10**6]:
            result = run(self.folder, "train", "shop.yaml", "--runs", f"runs{size}",
                         preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
            if result.returncode != 0:
                failures += 1
                self.assert_fails(result, "file.unwritable", 1, f"runs{size}", "File too large")
            self.assert_whole(self.folder / f"runs{size}")
            self.assert_nothing_left(self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertGreater(failures, 5)

    def test_an_answer_that_cannot_be_printed(self):
        bundle = self.put_bundle(self.folder / "bundle")
        with open("/dev/full", "wb") as full:
            result = subprocess.run([PROGRAM, "recommend", bundle, "--user", "u1"], stdout=full,
                                    stderr=subprocess.PIPE, check=False, timeout=60)
        self.assert_fails(result, "file.unwritable", 1, "standard output", "No space left on device")


class KillTest(ShopTest):
    def test_items_add_leaves_whole_bundles_only(self):
        bundle = self.put_bundle(self.folder / "bundle")
        draw = random.Random(1)
        started = time.monotonic()
        self.assertEqual(run(self.folder, "items", "add", bundle, "new.csv").returncode, 0)
        seconds = time.monotonic() - started
        killed = 0
        for _ in range(60):
            process = subprocess.Popen([PROGRAM, "items", "add", bundle, "new.csv"], cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(draw.uniform(0.3, 1.1) * seconds)
            process.kill()
            killed += process.wait() == -signal.SIGKILL
        self.assertGreater(killed, 10)
        self.assertEqual(run(self.folder, "items", "add", bundle, "new.csv").returncode, 0)
        self.assert_nothing_left(self.folder)
        for place in self.folder.glob("bundle*"):
            self.assert_opens(place)

    def test_training_leaves_what_it_can_go_on_from(self):
        whole = (self.trained / "runs" / "shop" / "001" / "bundle" / "model.safetensors").read_bytes()
        draw = random.Random(2)
        latest = self.folder / "runs" / "shop" / "latest"

        def resume():
            began = sorted(path.parent.name for path in latest.parent.glob("[0-9]*/config.yaml"))
            is_finished = began and latest.is_symlink() and os.readlink(latest) == began[-1]
            return ["--resume"] if began and not is_finished else []

        for _ in range(15):
            process = subprocess.Popen([PROGRAM, "train", "shop.yaml", "--threads", "1", *resume()],
                                       cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(draw.uniform(0.02, 0.4))
            process.kill()
            self.assertIn(process.wait(), (0, -signal.SIGKILL))
            self.assert_whole(self.folder / "runs")
        result = run(self.folder, "train", "shop.yaml", *resume())
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(whole, (latest / "bundle" / "model.safetensors").read_bytes())
        self.assert_nothing_left(latest.resolve())


class OddBytesTest(ShopTest):
    def refuse_config(self, content, *parts, code="config.syntax"):
        (self.folder / "odd.yaml").write_bytes(content)
        self.assert_fails(run(self.folder, "config", "odd.yaml"), code, 2, *parts)

    def test_configs(self):
        mark = b"\xef\xbb\xbf"
        (self.folder / "odd.yaml").write_bytes(mark + CONFIG.encode())
        self.assertEqual(run(self.folder, "config", "odd.yaml").returncode, 0)
        (self.folder / "odd.yaml").write_bytes(CONFIG.encode("utf-16"))
        self.assertEqual(run(self.folder, "config", "odd.yaml").returncode, 0)
        self.refuse_config(b"name: \xd5\xc5\n", "name", "UTF-8")
        self.refuse_config(b'name: "a\\0b"\n', "name", "zero byte")
        self.refuse_config(b"a: [1, 2\n", "odd.yaml:")
        self.refuse_config(b"[" * 1_000_000, "odd.yaml:")
        self.refuse_config(b"a: " * 3 + b"\n" + b"- " * 100_000, "odd.yaml:")
        self.refuse_config(b"a: &a [" + b"[" * 60 + b"]" * 60 + b"]\nb: [*a, *a]\nc: " + b"{a: " * 70 + b"1" + b"}" * 70,
                           "odd.yaml:")
        text = b"x" * 1_000_000
        self.refuse_config(b"a: &a " + text + b"\nb: [" + b", ".join([b"*a"] * 50) + b"]\n", "16 MiB")
        laughs = b"a0: &a0 [x, x]\n" + b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 60))
        self.refuse_config(laughs, "odd.yaml:")
        self.refuse_config(b"\0" * 100)
        with open(self.folder / "odd.yaml", "wb") as file:
            file.truncate(1 << 33)  # of nothing: it takes no space
        self.assert_fails(run(self.folder, "config", "odd.yaml"), "config.syntax", 2, "odd.yaml")
        (self.folder / "folder.yaml").mkdir()
        self.assert_fails(run(self.folder, "config", "folder.yaml"), "file.unreadable", 2, "folder.yaml")

    def test_arguments(self):
        self.assert_fails(run(self.folder, "config", "shop.yaml", "--set", b"name=\xff"), "config.syntax", 2,
                          "name")
        self.assert_fails(run(self.folder, "config", "shop.yaml", "--set", "a=" + "[" * 50_000), "config.syntax", 2)
        shutil.copy(self.folder / "log.csv", os.fsencode(self.folder) + b"/\xff.csv")
        self.assert_fails(run(self.folder, "train", b"\xff.csv"), "config.syntax", 2, "data.interactions.path")
        bundle = self.put_bundle(self.folder / "bundle")
        for user in (b"\xff\xfe", b"", b"u" * 100_000, "张".encode()):
            answer = run(self.folder, "recommend", bundle, "--user", user, "-k", 2, "--json")
            self.assertEqual(answer.returncode, 0, answer.stderr)
            self.assertIn("degraded", json.loads(answer.stdout))
        answer = run(self.folder, "recommend", bundle, "--history", b"\xff,1,,\x01," + b"9" * 50_000, "--json")
        self.assertEqual(json.loads(answer.stdout)["unknown_values"], {"history": 3})
        for text in ("[" * 100_000, '{"a": ' * 20_000, b"\xff", "{", '{"a": "\\ud800"}', "", "nan", "\ufeff{}"):
            for flag in ("--features", "--context"):
                rest = [] if flag == "--features" else ["--user", "u1"]
                result = run(self.folder, "recommend", bundle, *rest, flag, text)
                self.assert_fails(result, "json.syntax", 2, flag)

    @NOT_SANITIZED
    def test_a_small_file_that_unpacks_to_much_takes_little_memory(self):
        with gzip.open(self.folder / "bomb.csv.gz", "wb", compresslevel=1) as file:
            file.write(b"user,item\n")
            for _ in range(512):
                file.write(b"x" * (1 << 20))
        result = run(self.folder, "train", "bomb.csv.gz",
                     preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30)))
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn(b"error[data.", result.stderr)
        self.assertIn(b"bomb.csv.gz", result.stderr)


if __name__ == "__main__":
    with_own_mounts()
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
