"""Sentences that do not fit their messages are refused by the compiler.

Usage: sentences_test.py COMPILER SOURCE_FOLDER
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(sys.argv.pop(2))
COMPILER = sys.argv.pop(1)
PROGRAM = """#include "messages/catalog.h"
constexpr twotower::Sentence kSentence = twotower::say_as<twotower::UnusedUsers>("%s");
int main() { return kSentence.key.empty() ? 1 : 0; }
"""


class SentencesTest(unittest.TestCase):
    def compile(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "sentence.cc"
            path.write_text(PROGRAM % text, encoding="utf-8")
            return subprocess.run([COMPILER, "-std=c++20", "-fsyntax-only", f"-I{SOURCE / 'src'}", path], text=True,
                                  capture_output=True, check=False, timeout=120)

    def test_one_that_fits(self):
        done = self.compile("{unused} of {all} users")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_those_that_do_not(self):
        for text, why in (("{unused} users", "a field of the message is not said"),
                          ("{unusd} of {all} users", "a field of the message is not said"),
                          ("{unused} of {all} users, {more}", "the message has no such field"),
                          ("{unused} of {all} users {", "a brace does not close")):
            done = self.compile(text)
            self.assertNotEqual(done.returncode, 0, text)
            self.assertIn(why, done.stderr)


if __name__ == "__main__":
    unittest.main()
