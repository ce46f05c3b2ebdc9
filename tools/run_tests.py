#!/usr/bin/env python3
"""Runs ctest for each preset and prints the sum as the last line: "N passed, N failed, N skipped".

Before the sums stand the tests that failed, each with the end of what it printed, so that they are at
hand where only the last lines of a log are kept. Ends with 1 if a test failed or a preset did not run.
A Python test file is one test of ctest; its own tests are counted instead, as unittest says them.

Usage: run_tests.py [--jobs N] PRESET...
"""
import argparse
import dataclasses
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
RAN = re.compile(r"^Ran (\d+) tests? in ", re.MULTILINE)
NOT_PASSED = re.compile(r"\b(failures|errors|skipped|unexpected successes)=(\d+)")
LINES_OF_A_FAILURE = 20


@dataclasses.dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Counts(self.passed + other.passed, self.failed + other.failed,
                      self.skipped + other.skipped)

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def counts_of_unittest(output):
    """The counts in what Python's unittest printed, or None if it is not from there."""
    ran = RAN.findall(output)
    if not ran:
        return None
    last_line = output[output.rindex("Ran "):]
    not_passed = dict.fromkeys(("failures", "errors", "skipped", "unexpected successes"), 0)
    not_passed |= {name: int(count) for name, count in NOT_PASSED.findall(last_line)}
    skipped = not_passed.pop("skipped")
    failed = sum(not_passed.values())
    return Counts(int(ran[-1]) - failed - skipped, failed, skipped)


def counts_of_case(case):
    """The counts of one test of ctest: that is 1 in all, or those of a Python file."""
    failed = case.get("status") == "fail" or case.find("failure") is not None
    inner = counts_of_unittest(case.findtext("system-out", default=""))
    if inner is not None and failed == (inner.failed > 0):
        return inner
    if failed:
        return Counts(failed=1)
    return Counts(passed=1) if case.get("status") == "run" else Counts(skipped=1)


def cases_of_report(report):
    return list(xml.etree.ElementTree.parse(report).getroot().iter("testcase"))


def counts_of_report(report):
    return sum((counts_of_case(case) for case in cases_of_report(report)), Counts())


def failures_of_report(report):
    """A text for each test that failed: its name and the end of what it printed."""
    return ["\n".join([f"failed: {case.get('name')}",
                       *case.findtext("system-out", default="").rstrip().splitlines()[-LINES_OF_A_FAILURE:]])
            for case in cases_of_report(report) if counts_of_case(case).failed]


def report_of(preset):
    return REPOSITORY / "build" / f"{preset}.xml"  # presets may share a folder of build/


def run_preset(preset, jobs):
    report = report_of(preset)
    report.unlink(missing_ok=True)
    run = subprocess.run(["ctest", "--preset", preset, "--parallel", str(jobs), "--output-junit", report,
                          "--test-output-size-passed", "1000000"], cwd=REPOSITORY, check=False)
    counts = counts_of_report(report) if report.exists() else Counts()
    if run.returncode != 0 and counts.failed == 0:
        counts.failed = 1  # ctest itself: no tests, or a test program that was not built
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("presets", nargs="+", metavar="PRESET")
    arguments = parser.parse_args()
    counts = {preset: run_preset(preset, arguments.jobs) for preset in arguments.presets}
    for report in filter(pathlib.Path.exists, map(report_of, counts)):
        print(*failures_of_report(report), sep="\n")
    for preset, count in counts.items():
        print(f"{preset}: {count}")
    total = sum(counts.values(), Counts())
    print(total, flush=True)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
