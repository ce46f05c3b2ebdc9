#!/usr/bin/env python3
"""Fails if a header does not compile as the only include of a file: it lacks an include of its own.

Each header of the folders but *-inl.h is one run of the compiler, which sees nothing else.

Usage: check_headers.py [--jobs N] FOLDER...    (include roots: src, include)
"""
import argparse
import concurrent.futures
import pathlib
import subprocess
import sys

COMPILER = ["clang++-19", "-fsyntax-only", "-std=c++20", "-x", "c++", "-"]


def headers(roots):
    """(root, header relative to it) of every header that is meant to be included alone."""
    for root in roots:
        for path in sorted(root.rglob("*.h")):
            if not path.name.endswith("-inl.h"):
                yield root, path.relative_to(root)


def problem(roots, root, header):
    """What the compiler says about `header` alone, or None."""
    run = subprocess.run([*COMPILER, *(f"-I{folder}" for folder in roots)],
                         input=f'#include "{header}"\n', capture_output=True, text=True, check=False)
    return f"{root / header} does not compile alone:\n{run.stderr}" if run.returncode else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("roots", nargs="+", type=pathlib.Path, metavar="FOLDER")
    arguments = parser.parse_args()
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        runs = [pool.submit(problem, arguments.roots, *header) for header in headers(arguments.roots)]
        found = [run.result() for run in runs if run.result()]
    print("\n".join(found) or f"{len(runs)} headers compile alone")
    return 1 if found or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
