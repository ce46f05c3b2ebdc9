#!/usr/bin/env python3
"""Fails if a source says something in words of its own: what people read is a message, and its words are in
src/messages/, a file a language.

Words are string literals with two words side by side. Those in a call of ENGLISH are right where they are: help stands
beside its option, and logs are for operators. FILES lists the others, each with its reason.

Usage: check_words.py SRC_FOLDER
"""
import pathlib
import re
import sys

ENGLISH = {"visit", "add_option", "add_option_function", "add_option_group", "add_flag", "add_flag_callback",
           "add_subcommand", "add_world", "log_debug", "log_info", "log_warning", "log_error", "static_assert"}
FILES = {}
WORDS = re.compile(r"[A-Za-z]{2,}[,:;]? [A-Za-z]{2,}")
TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(]*)\((?P<raw>.*?)\)(?P=mark)"|"(?P<text>(?:[^"\\]|\\.)*)"|'(?:[^'\\]|\\.)+'"""
    r"""|(?P<name>[A-Za-z_]\w*)|(?P<bracket>[(){}])|\n|[^\S\n]+|.""", re.DOTALL)


def said_in(text):
    """Line, literal and names of the calls around it, of each string literal."""
    line, name, calls = 1, "", []
    for token in TOKEN.finditer(text):
        literal = token["text"] if token["text"] is not None else token["raw"]
        if literal is not None:
            yield line, literal, calls
        if token["bracket"] in ("(", "{"):
            calls.append(name)
        elif token["bracket"] and calls:
            calls.pop()
        if not token[0].isspace():
            name = token["name"] or ""
        line += token[0].count("\n")


def is_checked(path):
    of_tests = ("_test", "_fuzz", "_bench", "_oracle")
    return (path.suffix in {".cc", ".h"} and path.parts[0] not in ("messages", "testkit")
            and path.parts[:2] != ("base", "messages") and not path.stem.endswith(of_tests)
            and not path.name.startswith("test_"))


def problems(src):
    used = set()
    for file in sorted(src.rglob("*")):
        path = file.relative_to(src)
        if not is_checked(path):
            continue
        for line, literal, calls in said_in(file.read_text(encoding="utf-8")):
            if not WORDS.search(literal) or ENGLISH.intersection(calls):
                continue
            reason = next((one for one in FILES if path.match(one)), None)
            used.add(reason)
            if reason is None:
                yield f"{path}:{line}: \"{literal}\" is said here: make it a message, with its words in src/messages/"
    for unused in set(FILES) - used:
        yield f"check_words.py: {unused} is an exception for nothing"


if __name__ == "__main__":
    found = list(problems(pathlib.Path(sys.argv[1])))
    for problem in found:
        print(problem)
    if not found:
        print("no words outside the languages")
    sys.exit(1 if found else 0)
