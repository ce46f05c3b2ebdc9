"""Writes small tensor files that are right, for tensor_file_fuzz to start from.

Usage: tensor_file_fuzz_seeds.py FOLDER
"""
import json
import pathlib
import struct
import sys

TENSORS = {
    "empty": {},
    "metadata": {"__metadata__": {"layer": "model", "text": "\u6bd4\u8428"}},
    "one": {"w": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}},
    "scalar": {"w": {"dtype": "F64", "shape": [], "data_offsets": [0, 8]}},
    "three": {"ids": {"dtype": "I64", "shape": [2], "data_offsets": [0, 16]},
              "none": {"dtype": "U32", "shape": [0, 4], "data_offsets": [16, 16]},
              "text": {"dtype": "U8", "shape": [3], "data_offsets": [16, 19]}},
}

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, header in TENSORS.items():
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    size = max([0] + [entry["data_offsets"][1] for entry in header.values() if "dtype" in entry])
    (folder / name).write_bytes(struct.pack("<Q", len(text)) + text + bytes(range(size)))
