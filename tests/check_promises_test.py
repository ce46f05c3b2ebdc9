"""The promises check accepts headers that say enough and names file and line of one that does not."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent.parent / "tools" / "check_promises.py"


def check(text, path="base/a.h"):
    """Runs the tool on a source tree of one file."""
    with tempfile.TemporaryDirectory() as src:
        file = pathlib.Path(src) / path
        file.parent.mkdir(parents=True)
        file.write_text(text)
        run = subprocess.run([sys.executable, TOOL, src], capture_output=True, text=True, check=False)
        return run.returncode, run.stdout


class CheckPromisesTest(unittest.TestCase):
    def test_accepts_what_is_said(self):
        for text in ["// Fails with kFileUnreadable.\nResult<int> read();\n",
                     "// Reads. Never fails.\nResult<std::vector<int>> read(\n    int from);\n",
                     "Result<int> read();  // fails as open() does\n",
                     "// Errors as above.\nResult<int> read();\nResult<int> read_again();\n",  # a group
                     "// Not thread-safe. Every failure\n// is kFileUnreadable.\nclass A final {\n public:\n"
                     "  Result<int> read();\n};\n",
                     "// Files. Failures are kFileUnreadable.\nnamespace a {\n\nResult<int> read();\n}\n",
                     "// Any number of threads.\nclass A {\n};\n",
                     "// Thread-safe.\ntemplate <typename T>\nclass A {\n};\n",
                     "// As its base.\nclass A final : public Base {\n};\n",
                     "class A;\n", "struct A {\n};\n", "int read();\n"]:
            self.assertEqual(check(text), (0, "headers say what they promise\n"), text)

    def test_accepts_what_callers_do_not_see(self):
        for text in ["// Thread-safe.\nclass A {\n public:\n  Result<int> read() const override;\n\n private:\n"
                     "  class B {\n  };\n  Result<int> read_part();\n};\n",
                     "// Thread-safe.\nclass A {\n protected:\n  Result<int> read_part();\n};\n"]:
            self.assertEqual(check(text)[0], 0, text)
        silent = "Result<int> read();\nclass A {\n};\n"
        self.assertEqual(check(silent, "testkit/a.h")[0], 0)
        self.assertEqual(check(silent, "base/a.cc")[0], 0)

    def test_rejects_what_is_not_said(self):
        failure, threads = "does not say how it fails", "class A does not say how many threads may use it"
        for text, line, problem in [
                ("// Reads.\nResult<int> read();\n", 2, failure),
                ("// Fails.\n\nResult<int> read();\n", 3, failure),  # of something else
                ("Result<int> read();\n", 1, failure),
                ("// Thread-safe.\nclass A {\n public:\n  static Result<int> read();\n};\n", 4, failure),
                ("// Thread-safe.\nstruct A {\n  virtual Result<int> read() = 0;\n};\n", 3, failure),
                # What a class says of every failure is not said outside.
                ("// Failures are kFileUnreadable. Not thread-safe.\nclass A {\n};\n\nResult<int> read();\n", 5,
                 failure),
                # After a private part.
                ("// Thread-safe.\nclass A {\n private:\n  int a;\n};\nResult<int> read();\n", 6, failure),
                ("// A.\nclass A {\n};\n", 2, threads),
                ("class A final {\n};\n", 1, threads),
                ("// Thread-safe.\nclass B {\n public:\n  // A part.\n  class A {\n  };\n};\n", 5, threads)]:
            self.assertEqual(check(text), (1, f"base/a.h:{line}: {problem}\n"), text)


if __name__ == "__main__":
    unittest.main()
