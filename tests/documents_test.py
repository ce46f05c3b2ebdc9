"""What the documents say is so: their commands run, their links lead somewhere, the reference of the
config is the program's own, and both languages of the README have the same commands.

Usage: documents_test.py PROGRAM
"""
import os
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

from written_tables import write_csv

PROGRAM = sys.argv.pop(1)
ROOT = pathlib.Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
REFERENCE_HEAD = "# Config: every option\nWritten by `make docs` from what the program declares. \
`twotower help KEY` explains one key, `twotower config --schema` gives the JSON Schema for editors.\n\n"


def blocks(document):
    """(language, text) of the code blocks of a document, in order."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands(document):
    """The commands of a document, word by word, without their comments."""
    lines = [line for language, text in blocks(document) if language == ""
             for line in text.splitlines()]
    return [shlex.split(line, comments=True) for line in lines
            if line.startswith(("twotower ", "make "))]


def yaml(document):
    """The configs of a document, without their comments."""
    return [re.sub(r" +#.*", "", text) for language, text in blocks(document) if language == "yaml"]


def write_shop(folder):
    """The files that the documents speak of: people walk through movies, one or two on a step."""
    draw = random.Random(5)
    rows = []
    for user in range(60):
        movie = draw.randrange(40)
        for step in range(8):
            movie = (movie + draw.choice([1, 1, 2])) % 40
            rows.append([user, movie, 1_760_000_000 + 86_400 * step + user])
    write_csv(folder / "interactions.csv", ["user_id", "item_id", "timestamp"], rows)
    write_csv(folder / "ratings.csv", ["user_id", "movie_id", "timestamp"], rows)
    write_csv(folder / "week48.csv", ["user_id", "movie_id", "timestamp"],
              [[user, (movie + 2) % 40, 1_760_000_000 + 86_400 * 9 + user] for user, movie, _ in rows[7::8]])
    write_csv(folder / "users.csv", ["user_id", "age", "occupation"],
              [[u, 20 + u % 50, f"job{u % 4}"] for u in range(60)])
    movies = [[m, f"Movie {m}", f"genre{m % 3}|genre{m % 5}"] for m in range(40)]
    write_csv(folder / "movies.csv", ["movie_id", "title", "genres"], movies)
    write_csv(folder / "new-movies.csv", ["movie_id", "title", "genres"], [[99, "New one", "genre1"]])


class DocumentsTest(unittest.TestCase):
    def test_the_reference_of_the_config_is_the_programs_own(self):
        said = subprocess.run([PROGRAM, "help", "--lang", "en"], capture_output=True, text=True, check=True).stdout
        self.assertEqual((ROOT / "docs" / "config.md").read_text(encoding="utf-8"), REFERENCE_HEAD + said)

    def test_links_lead_to_files(self):
        documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md")]
        self.assertGreater(len(documents), 10)
        for document in documents:
            for link in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
                if "://" not in link:
                    self.assertTrue((document.parent / link).exists(), f"{document}: {link}")

    def test_both_readmes_have_the_same_commands_and_config(self):
        english, chinese = READMES
        self.assertEqual(commands(english), commands(chinese))
        self.assertEqual(yaml(english), yaml(chinese))

    def test_every_make_target_exists(self):
        targets = re.findall(r"^([\w -]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        known = {name for line in targets for name in line.split()}
        for document in (*READMES, "CONTRIBUTING.md", "docs/quick-start.md"):
            text = (ROOT / document).read_text(encoding="utf-8")
            for target in re.findall(r"\bmake ([a-z-]+)", "\n".join(t for _, t in blocks(document))):
                self.assertIn(target, known, text[:40])

    def run_server(self, command, folder):
        """Until it listens, on a free port."""
        process = subprocess.Popen([PROGRAM, *command[1:], "--listen", "127.0.0.1:0"], cwd=folder, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(process.kill)
        line = process.stdout.readline()
        process.terminate()
        err = process.communicate(timeout=60)[1]
        self.assertTrue(line.startswith("serving   http://127.0.0.1:"), line + err)
        self.assertEqual(process.returncode, 0, err)

    def run_commands(self, document):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            write_shop(folder)
            (folder / "my.yaml").write_text(yaml("README.md")[0], encoding="utf-8")
            ran = 0
            for command in commands(document):
                if command[0] != "twotower" or command[1] == "demo":
                    continue
                if command[1] == "serve":
                    self.run_server(command, folder)
                    continue
                if "--resume" in command:  # what comes before it was not stopped
                    command[command.index("--resume"):] = []
                done = subprocess.run([PROGRAM, *command[1:]], cwd=folder, capture_output=True,
                                      text=True, timeout=300, check=False,
                                      env={**os.environ, "LANG": "C.UTF-8"})
                self.assertEqual(done.returncode, 0, f"{document}: {shlex.join(command)}\n{done.stderr[-2000:]}")
                ran += 1
            self.assertGreater(ran, 4)

    def test_the_commands_of_the_readme_run(self):
        self.run_commands("README.md")

    def test_the_commands_of_the_quick_start_run(self):
        self.run_commands("docs/quick-start.md")


if __name__ == "__main__":
    unittest.main()
