"""The format check accepts what clang-format writes and names file and line of a planted fault."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent.parent / "tools" / "check_format.py"
FORMATTED = "// planted\nint* first(int* values);\nint second = 2;\n"


def check(name, text):
    """Runs the tool on a folder of one file."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / name).write_text(text)
        run = subprocess.run([sys.executable, TOOL, folder], capture_output=True, text=True, check=False)
        return run.returncode, run.stdout + run.stderr


class CheckFormatTest(unittest.TestCase):
    def test_accepts_what_is_formatted(self):
        for name in ("a.h", "a.cc"):
            self.assertEqual(check(name, FORMATTED)[0], 0, name)

    def test_rejects_a_planted_fault(self):
        for name, text in [("a.h", FORMATTED.replace("int* values", "int *values")),
                           ("a.cc", FORMATTED.replace("int* first", "int*  first"))]:
            status, output = check(name, text)
            self.assertEqual(status, 1, name)
            self.assertIn(name + ":2:", output)

    def test_no_file_is_a_failure(self):
        self.assertEqual(check("a.md", FORMATTED)[0], 1)


if __name__ == "__main__":
    unittest.main()
