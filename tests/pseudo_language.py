"""Makes a language that nobody speaks: the sentences of one that is there, each letter of theirs another one.

Usage: pseudo_language.py LANGUAGE_SOURCE OUTPUT
"""
import pathlib
import re
import sys

LETTER = "\u0436"
# What is told, as C++ has it: the texts of sentences, words of data, and help, which follow a key.
TOLD = re.compile(r'(say_as<\w+>\(|(?:\{|DataWord\()"(?:[^"\\]|\\.)*",)((?:\s*"(?:[^"\\]|\\.)*")+)')
# Fields, which a sentence must have, and what C++ writes with letters.
KEPT = re.compile(r"\{[^}]*\}|\\.|[^\W\d_]")


def in_pseudo_language(text):
    return KEPT.sub(lambda found: found[0] if len(found[0]) > 1 else LETTER, text)


def translate(source):
    return TOLD.sub(lambda found: found[1] + re.sub(
        r'"((?:[^"\\]|\\.)*)"', lambda literal: f'"{in_pseudo_language(literal[1])}"', found[2]), source)


if __name__ == "__main__":
    pathlib.Path(sys.argv[2]).write_text(
        translate(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")), encoding="utf-8")
