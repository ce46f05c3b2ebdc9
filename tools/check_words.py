#!/usr/bin/env python3
"""Fails if a source says something in words of its own: what people read is a message, and its words are in
src/messages/, a file a language.

A message that is declared is in a list, which the compiler holds the languages to.

Words are string literals with two words side by side; commands and flags are none. Those in a call of ENGLISH are right
where they are: help stands beside its option, and logs are for operators. FILES lists the others, each with its reason.

Usage: check_words.py SRC_FOLDER
"""
import pathlib
import re
import sys

ENGLISH = {"visit", "add_option", "add_option_function", "add_option_group", "add_flag", "add_flag_callback",
           "add_subcommand", "add_source", "add_world", "set_version_flag", "log_debug", "log_info", "log_warning",
           "log_error", "static_assert"}
FILES = {
    "base/option_tree.cc": "the help of an option",
    "base/result.cc": "a broken promise ends the process",
    "data/event_types.cc": "a condition as it is written",
    "demo/*.h": "names of data",
    "demo/*.cc": "names of data, and a config",
    "http/http_api.cc": "values of header lines",
    "http/open_api.cc": "a document for programs and those who write them",
    "http/server_metrics.cc": "metrics are for operators",
    "run/inspect.cc": "a type in JSON",
    "serve/cursor.cc": "what a key is derived from",
    "serve/filter.cc": "filters as they are written",
    "serve/request_forms.cc": "an event as it is written",
    "synth/*.cc": "names of data",
    "synth/worlds/*.cc": "names of data",
}
WORDS = re.compile(r"(?!--|twotower )(?=.*[A-Za-z]{2,}[,:;]? [A-Za-z]{2,})", re.DOTALL)
TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(]*)\((?P<raw>.*?)\)(?P=mark)"|"(?P<text>(?:[^"\\]|\\.)*)"|'(?:[^'\\]|\\.)+'"""
    r"""|(?P<name>[A-Za-z_]\w*)|(?P<bracket>[(){}])|\n|[^\S\n]+|.""", re.DOTALL)


def said_in(text):
    """Line, literal and names of the calls around it, of each string literal."""
    line, name, template, calls = 1, "", "", []
    for token in TOKEN.finditer(text):
        literal = token["text"] if token["text"] is not None else token["raw"]
        if literal is not None:
            yield line, literal, calls
        if token["bracket"] in ("(", "{"):
            calls.append(name)
        elif token["bracket"] and calls:
            calls.pop()
        if token[0] == "<":
            template = name
        if not token[0].isspace():
            name = template if token[0] == ">" else token["name"] or ""
        line += token[0].count("\n")


def is_checked(path):
    of_tests = ("_test", "_fuzz", "_bench", "_oracle")
    return (path.suffix in {".cc", ".h"} and path.parts[0] not in ("messages", "testkit")
            and path.parts[:2] != ("base", "messages") and not path.stem.endswith(of_tests)
            and not path.name.startswith("test_"))


def unlisted_messages(src):
    for file in sorted((src / "base" / "messages").glob("*.h")):
        text = file.read_text(encoding="utf-8")
        listed = set(re.findall(r"\w+", " ".join(re.findall(r"MessageList<([^>]*)>", text))))
        for name in re.findall(r"^using (\w+) =\s+MessageOf<", text, re.MULTILINE):
            if name not in listed:
                yield f"{file.relative_to(src)}: {name} is in no MessageList"


def problems(src):
    yield from unlisted_messages(src)
    used = set()
    for file in sorted(src.rglob("*")):
        path = file.relative_to(src)
        if not is_checked(path):
            continue
        for line, literal, calls in said_in(file.read_text(encoding="utf-8")):
            if not WORDS.match(literal) or ENGLISH.intersection(calls):
                continue
            reason = next((one for one in FILES if path.match(one)), None)
            used.add(reason)
            if reason is None:
                yield f"{path}:{line}: {literal!r} is said here: make it a message, with its words in src/messages/"
    for unused in set(FILES) - used:
        yield f"check_words.py: {unused} is an exception for nothing"


if __name__ == "__main__":
    found = list(problems(pathlib.Path(sys.argv[1])))
    for problem in found:
        print(problem)
    if not found:
        print("no words outside the languages")
    sys.exit(1 if found else 0)
