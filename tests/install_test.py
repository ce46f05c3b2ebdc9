"""What `cmake --install` puts into a prefix runs from wherever the prefix is moved to.

Usage: install_test.py BUILD_FOLDER SOURCE_FOLDER
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD, SOURCE = map(pathlib.Path, sys.argv[1:3])
del sys.argv[1:3]


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=300,
                          **options)


class InstallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        installed = run("cmake", "--install", BUILD, "--prefix", cls.folder / "first")
        assert installed.returncode == 0, installed.stderr
        shutil.move(cls.folder / "first", cls.folder / "moved")
        cls.program = cls.folder / "moved" / "bin" / "twotower"

    def test_needs_nothing_of_the_checkout(self):
        libraries = run("ldd", self.program).stdout
        self.assertRegex(libraries, rf"libarrow.so.* => {self.folder}/moved/")
        self.assertNotIn("not found", libraries)
        self.assertNotIn(str(SOURCE), libraries)
        self.assertNotIn(str(SOURCE), run("readelf", "-d", self.program).stdout)
        for library in (self.folder / "moved").rglob("*.so*"):
            self.assertNotIn(str(SOURCE), run("ldd", library).stdout)

    def test_trains_and_answers_from_another_folder(self):
        clean = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
        for command in (["generate", "shop", "--out", "shop", "--events", "2000"],
                        ["train", "shop/interactions.csv", "--items", "shop/items.csv", "--set", "train.epochs=1"],
                        ["recommend", "runs/interactions/latest", "--history", "p1", "-k", "3"]):
            done = run(self.program, *command, cwd=self.folder, env=clean)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreaterEqual(len(done.stdout.splitlines()), 4)  # the head and three items

    def test_brings_documents_examples_and_the_licence(self):
        names = {path.name for path in (self.folder / "moved" / "share").rglob("*")}
        self.assertLessEqual({"LICENSE", "README.md", "quick-start.md", "ml-1m.yaml"}, names)


if __name__ == "__main__":
    unittest.main()
