"""Writes small manifests that are right but for their checksum, for manifest_fuzz to start from.

Usage: manifest_fuzz_seeds.py FOLDER
"""
import json
import pathlib
import sys

MANIFEST = {
    "format_version": 2, "twotower": "0.1.0", "created": "2026-11-21T09:30:00Z",
    "generation": "00112233445566ff", "parent": None, "data_key": "k",
    "model": "9988776655443322", "history_until": None, "log_position": None,
    "id_types": {"user": "int64", "item": "string"}, "repeat": "exclude", "similarity": "cosine",
    "temperature": 0.05, "precision": "fp32", "seed": 1, "metrics": {"recall@10": {"value": 0.5}},
    "config": {"towers": {"dim": 8}}, "files": {},
    "checksum": "0123456789abcdef",
}
FILE = {"bytes": 1048577, "checksum": "00000000000000aa", "blocks": ["00000000000000ab", "00000000000000ac"]}

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, changes in {
    "whole": {},
    "files": {"files": {"model.safetensors": FILE, "empty": {**FILE, "bytes": 0, "blocks": []}}},
    "log": {"parent": "00112233445566fe", "log_position": 12, "repeat": "allow"},
    "newer": {"format_version": 3}, "older": {"format_version": 1},
}.items():
    (folder / name).write_text(json.dumps({**MANIFEST, **changes}), encoding="utf-8")
