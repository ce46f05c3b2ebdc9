"""The check of words accepts what needs no language, and names file and line of a sentence that does."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent.parent / "tools" / "check_words.py"


class CheckWordsTest(unittest.TestCase):
    def check(self, files):
        """What the tool says of a source tree, without its exceptions, which such a tree has no use for."""
        with tempfile.TemporaryDirectory() as src:
            for path, text in files.items():
                file = pathlib.Path(src) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, TOOL, src], capture_output=True, text=True, check=False)
            return [line for line in done.stdout.splitlines() if "exception for nothing" not in line]

    def test_accepts(self):
        for text in ("// a comment in words\n/* and another */\n", 'auto key = "train.epochs";\n',
                     'auto flag = "--set data.repeat=allow";\n', 'auto next = "twotower serve RUN";\n',
                     'command.add_option("-k", k, "Number of items");\n', 'log_info("serves from now on");\n',
                     'add_world<Shop>(app, "shop", "An online shop");\n', "char quote = '\"'; // two words\n",
                     'visit("k", self.k, "How many items " "come.", Range{1, 9});\n'):
            self.assertEqual(self.check({"serve/a.cc": text}), [], text)
        words = 'auto text = "two words";\n'
        self.assertEqual(self.check({"messages/english.cc": words, "serve/a_test.cc": words, "testkit/a.h": words}), [])

    def test_names_what_is_said_elsewhere(self):
        for text in ('auto a = 1;\nauto text = "two words";\n', '\nthrow Wrong("is missing");\n',
                     '\nsay(R"(words\nthat are here)");\n', '\nf(log_level(), "not logged");\n'):
            found = self.check({"serve/a.cc": text})
            self.assertEqual(len(found), 1, text)
            self.assertIn("serve/a.cc:2: ", found[0])

    def test_names_messages_that_no_language_must_say(self):
        listed = 'using A = MessageOf<"a">;\nusing Errors = MessageList<A>;\n'
        self.assertEqual(self.check({"base/messages/a.h": listed}), [])
        self.assertEqual(self.check({"base/messages/a.h": listed + 'using B =\n    MessageOf<"b">;\n'}),
                         ["base/messages/a.h: B is in no MessageList"])


if __name__ == "__main__":
    unittest.main()
