"""The sum over all test runners counts tests of ctest, of unittest within it, failures and skips."""
import importlib.util
import pathlib
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent.parent / "tools" / "run_tests.py"
SPEC = importlib.util.spec_from_file_location("run_tests", TOOL)
run_tests = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(run_tests)

REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<testsuite>
  <testcase name="base.a" status="run"><system-out>[  PASSED  ] 1 test.</system-out></testcase>
  <testcase name="base.b" status="fail"><failure message=""/><system-out>no</system-out></testcase>
  <testcase name="base.c" status="notrun"><skipped message="SKIP"/></testcase>
  <testcase name="base.d" status="disabled"><skipped message=""/></testcase>
  <testcase name="repo.a" status="run"><system-out>%s</system-out></testcase>
  <testcase name="repo.b" status="fail"><failure message=""/><system-out>%s</system-out></testcase>
</testsuite>
"""
GREEN = "....s\n------\nRan 5 tests in 0.1s\n\nOK (skipped=1)\n"
RED = ".FEs\n------\nRan 4 tests in 0.1s\n\nFAILED (failures=1, errors=1, skipped=1)\n"


def read(reader, green, red):
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "tests.xml"
        report.write_text(REPORT % (green, red))
        return reader(report)


def counted(green, red):
    return read(run_tests.counts_of_report, green, red)


class RunTestsTest(unittest.TestCase):
    def test_counts_tests_within_python_files(self):
        self.assertEqual(counted(GREEN, RED), run_tests.Counts(1 + 4 + 1, 1 + 2, 2 + 1 + 1))

    def test_a_python_file_that_fails_otherwise_is_a_failure(self):
        self.assertEqual(counted(GREEN, GREEN), run_tests.Counts(1 + 4, 1 + 1, 2 + 1))
        self.assertEqual(counted(GREEN, "Traceback"), run_tests.Counts(1 + 4, 1 + 1, 2 + 1))

    def test_names_what_failed_with_the_end_of_its_output(self):
        long_output = "first line\n" * 100 + "ValueError\n"
        first, second = read(run_tests.failures_of_report, GREEN, long_output)
        self.assertEqual(first, "failed: base.b\nno")
        lines = second.splitlines()
        self.assertEqual((lines[0], lines[-1], len(lines)),
                         ("failed: repo.b", "ValueError", 1 + run_tests.LINES_OF_A_FAILURE))

    def test_is_printed_as_the_closing_line(self):
        self.assertEqual(str(run_tests.Counts(1, 2, 3)), "1 passed, 2 failed, 3 skipped")


if __name__ == "__main__":
    unittest.main()
