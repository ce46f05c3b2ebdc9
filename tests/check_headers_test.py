"""The header check accepts headers that bring what they use and names the one that does not."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent.parent / "tools" / "check_headers.py"
WHOLE = "#pragma once\n#include <string>\ninline std::string name() { return {}; }\n"
LACKING = WHOLE.replace("#include <string>\n", "")


def check(files):
    """Runs the tool on an include root with these files."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            file = pathlib.Path(root) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        run = subprocess.run([sys.executable, TOOL, root], capture_output=True, text=True, check=False)
        return run.returncode, run.stdout


class CheckHeadersTest(unittest.TestCase):
    def test_accepts_headers_that_compile_alone(self):
        files = {"base/a.h": WHOLE, "model/b.h": '#include "base/a.h"\ninline auto b = name();\n',
                 "model/c-inl.h": LACKING, "model/d.cc": LACKING}
        self.assertEqual(check(files), (0, "2 headers compile alone\n"))

    def test_names_a_planted_header_that_lacks_an_include(self):
        status, output = check({"base/a.h": WHOLE, "base/lacking.h": LACKING})
        self.assertEqual(status, 1)
        self.assertIn("base/lacking.h does not compile alone", output)
        self.assertNotIn("base/a.h does not", output)

    def test_no_header_is_a_failure(self):
        self.assertEqual(check({"base/a.cc": ""})[0], 1)


if __name__ == "__main__":
    unittest.main()
