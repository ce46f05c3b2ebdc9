#!/usr/bin/env python3
"""Fails if a .h or .cc file of the folders is not as clang-format-19 writes it by .clang-format.

To fix one: clang-format-19 -i FILE.

Usage: check_format.py FOLDER...
"""
import pathlib
import subprocess
import sys

STYLE = pathlib.Path(__file__).resolve().parent.parent / ".clang-format"

files = sorted(path for folder in sys.argv[1:] for path in pathlib.Path(folder).rglob("*")
               if path.suffix in {".h", ".cc"})
run = subprocess.run(["clang-format-19", f"--style=file:{STYLE}", "--dry-run", "-Werror", *files], check=False)
print(f"{len(files)} files: " + ("not all are formatted" if run.returncode else "formatted"))
sys.exit(1 if run.returncode or not files else 0)
