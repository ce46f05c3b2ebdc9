"""Every tracked file: no path of one machine, no host of a package mirror; sources within 600 lines."""
import pathlib
import re
import subprocess
import unittest

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
MAX_LINES = 600  # files are about 300 lines; more than this does more than one thing
LANGUAGES = {"src/messages/chinese.cc", "src/messages/english.cc"}  # a language is one file
SOURCES = {".c", ".cc", ".cmake", ".cu", ".h", ".hpp", ".js", ".proto", ".py", ".sh"}
MACHINE_PATH = re.compile(r"/(?:home|mnt|root|scratch|Users|work|workspace)/")
MIRROR_HOST = re.compile(
    r"(?:index)-url|(?:trusted)-host|https?://[\w.-]*(?:artifact|mirror|nexus|proxy|pypi|registry)[\w.-]*", re.IGNORECASE)


def tracked_files():
    """Paths from the root of the repository, or None where there is no git."""
    try:
        run = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=REPOSITORY,
                             capture_output=True, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        return None
    return [path for path in run.stdout.split("\0") if path and (REPOSITORY / path).is_file()]


def problems(path, text):
    """What is wrong with a file, one text each."""
    lines = text.splitlines()
    found = [f"{path}:{number}: path or host of one machine: {line.strip()[:80]}"
             for number, line in enumerate(lines, 1)
             if MACHINE_PATH.search(line) or MIRROR_HOST.search(line)]
    if pathlib.PurePath(path).suffix in SOURCES and path not in LANGUAGES and len(lines) > MAX_LINES:
        found.append(f"{path}: {len(lines)} lines, allowed: {MAX_LINES}")
    return found


class TrackedFilesTest(unittest.TestCase):
    def test_no_file_has_a_problem(self):
        paths = tracked_files()
        if paths is None:
            self.skipTest("no git checkout")
        self.assertGreater(len(paths), 50)
        found = [problem for path in paths
                 for problem in problems(path, (REPOSITORY / path).read_text("utf-8", errors="replace"))]
        self.assertEqual(found, [], "\n" + "\n".join(found))

    def test_a_planted_problem_is_found(self):
        planted = "/" + "home" + "/someone"
        for path, text in [("a.md", planted), ("a.txt", "pip --index" + "-url x"),
                           ("a.cfg", "https" + "://pypi.example.org/simple"), ("a.cc", "\n" * 601)]:
            self.assertEqual(len(problems(path, text)), 1, path)
        for path, text in [("a.md", "\n" * 601), ("a.cc", "\n" * 600), ("a.md", "a homework/x and working/y")]:
            self.assertEqual(problems(path, text), [], path)


if __name__ == "__main__":
    unittest.main()
