#!/usr/bin/env python3
"""Fails if a header leaves out what a caller must know: how a function that gives a Result can fail, or
how many threads may use a class.

Usage: check_promises.py SRC_FOLDER

A comment speaks for the declarations below it up to an empty line. A function says "Fails with CODE",
"fails as f() does", "Errors as above" or that it never fails; a class says "thread". What the comment of
a class, or the one above the namespace, says of every failure holds for all functions inside. A class
keeps the promises of the one that it derives from.
"""
import pathlib
import re
import sys

RESULT = re.compile(r"^\s*(?:static |virtual |\[\[nodiscard\]\] )*Result<.*>\s+\w+\(")
CLASS = re.compile(r"^\s*class (\w+)(?: final)? \{")  # one that derives from none
FAILURE = re.compile(r"\b(fails?|failures?|failed|errors?|refuses?)\b", re.IGNORECASE)
EVERY_FAILURE = re.compile(r"\b(every failure is|failures are)\b", re.IGNORECASE)
THREADS = re.compile(r"\bthreads?\b|thread-", re.IGNORECASE)


def comment_above(lines, number):
    """The comments of the block of lines that ends above line `number`, of the same depth."""
    block = []
    for line in reversed(lines[:number]):
        if not line.strip() or line.rstrip().endswith(("public:", "private:", "protected:")):
            break
        block.append(line)
    return " ".join(line.split("//", 1)[1].strip() for line in reversed(block) if "//" in line)


def problems(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    is_private = False
    of_file = of_class = ""
    for number, line in enumerate(lines):
        if line.startswith("namespace "):
            of_file = comment_above(lines, number)
        if re.match(r"(class|struct) ", line):
            of_class = comment_above(lines, number)
        if line.startswith("}"):
            of_class = ""
        if re.match(r"^ *(private|protected):", line):
            is_private = True
        if re.match(r"^ *public:|^\S", line):
            is_private = False
        if RESULT.match(line) and not is_private and "override" not in line:
            is_said = FAILURE.search(comment_above(lines, number) + line)
            if not is_said and not EVERY_FAILURE.search(of_file + " " + of_class):
                yield number + 1, "does not say how it fails"
        if (found := CLASS.match(line)) and not is_private:
            if not THREADS.search(comment_above(lines, number)):
                yield number + 1, f"class {found[1]} does not say how many threads may use it"


def main():
    src = pathlib.Path(sys.argv[1])
    headers = sorted(path for path in src.rglob("*.h") if path.relative_to(src).parts[0] != "testkit")
    found = [f"{path.relative_to(src)}:{number}: {problem}" for path in headers for number, problem in problems(path)]
    print("\n".join(found) or "headers say what they promise")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
