"""Writes conditions that are right, for condition_fuzz to start from.

Usage: condition_fuzz_seeds.py FOLDER
"""
import json
import pathlib
import sys

CONDITIONS = {
    "empty": {},
    "bounds": {"a": {"min": 4, "below": 5.5}, "b": {"above": -1, "max": 1e9}},
    "equal": {"c": {"is": "clothes/tops"}, "a": {"any": [1, "2", True], "none": []}},
    "path": {"c": {"under": "clothes", "exists": True}},
    "times": {"a": {"within": "90d", "min": "2017-10-15T00:00:00Z"}},
    "place": {"d": {"within": {"km": 5, "latitude": 31.23, "longitude": 121.47}}},
    "parts": {"any_of": [{"a": {"is": 1}}, {"not": {"b": {"exists": False}}}], "not": {"c": {"is": "x"}}},
}

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, condition in CONDITIONS.items():
    (folder / name).write_text(json.dumps(condition))
