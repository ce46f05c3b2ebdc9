"""Writes small whole bundles that are right, in the form that bundle_fuzz reads.

Usage: bundle_fuzz_seeds.py FOLDER
"""
import json
import pathlib
import struct
import sys

FORMATS = {"F32": "f", "F64": "d", "I64": "q", "U64": "Q", "U32": "I", "U8": "B"}


def part(*tensors, **metadata):
    """Tensors (dtype, shape, name, elements), the widest first; one element stands for all."""
    lines = [f"@ {key} {text}" for key, text in metadata.items()]
    data = b""
    for dtype, shape, name, elements in tensors:
        lines.append(f"{dtype} {','.join(map(str, shape))} {name}")
        count = 1
        for size in shape:
            count *= size
        values = [elements] * count if isinstance(elements, (int, float)) else list(elements)
        data += struct.pack(f"<{count}{FORMATS[dtype]}", *values)
    return "\n".join(lines).encode() + b"\n\n" + data


def bundle(config, similarity, user_ids, *parts):
    manifest = {
        "format_version": 2, "twotower": "0.1.0", "created": "2026-11-21T09:30:00Z",
        "generation": "00112233445566ff", "parent": None, "data_key": "k",
        "model": "9988776655443322", "history_until": None, "data_read": None, "log_positions": {},
        "id_types": {"user": user_ids, "item": "int64"}, "repeat": "exclude", "similarity": similarity,
        "temperature": 0.05, "precision": "fp32", "seed": 1, "metrics": None, "config": config}
    return b"\n%\n".join([json.dumps(manifest).encode(), *parts])


def mean_history():
    config = {"data": {"items": {"show": ["name"]}},
              "towers": {"dim": 2, "item": {"hidden": []}, "similarity": "dot"},
              "features": {"user": {"history": {"kind": "sequence", "rule": "before", "length": 3,
                                                "encoder": "mean"}},
                           "item": {"id": {"kind": "id", "dim": 2}}}}
    return bundle(
        config, "dot", "string",
        part(("F32", (5, 2), "tables/item.id", [0.5, -1, 0, 0, 1, 2, 3, 4, 5, 6])),
        part(("I64", (3,), "item/id/known/integers", [7, 8, 9])),
        part(("I64", (3,), "ids/integers", [7, 8, 9]), ("U64", (4,), "raw/name/offsets", [0, 1, 1, 3]),
             ("U64", (4,), "raw/tags/lists", [0, 2, 2, 3]), ("F64", (3,), "raw/price/numbers", [5, 2.5, 0]),
             ("I64", (3,), "raw/tags/integers", [4, 9, 4]),
             ("U32", (3,), "counts", [3, 2, 1]), ("U32", (3,), "encoded/id/rows", [2, 3, 4]),
             ("U32", (8,), "ids/index", [0, 3, 0, 1, 2, 0, 0, 0]),
             ("U32", (3,), "raw/name/sorted", [1, 0, 2]), ("U32", (2,), "raw/price/sorted", [1, 0]),
             ("U32", (3,), "raw/tags/sorted", [0, 2, 1]), ("U32", (3,), "raw/tags/sorted_rows", [0, 2, 0]),
             ("U8", (3,), "raw/name/bytes", b"abc"), ("U8", (3,), "raw/price/missing", [0, 0, 1])),
        part(("U64", (1,), "present", 7), ("F32", (3, 2), "vectors", [1, 2, 3, 4, 5, 6]),
             index="flat", similarity="dot"),
        part(("U64", (3,), "ids/offsets", [0, 1, 2]), ("U64", (3,), "history/offsets", [0, 2, 3]),
             ("U64", (2,), "history/newest", [0, 2]), ("U32", (3,), "history/items", [0, 2, 1]),
             ("U32", (4,), "ids/index", [2, 0, 1, 0]), ("U8", (2,), "ids/bytes", b"uv")))


def attention_over_all_kinds():
    block = "user.history.block0."
    weights = [("user.history.positions", 3, 2), (block + "norm1.scale", 1, 2), (block + "norm1.shift", 1, 2),
               (block + "qkv.weights", 2, 6), (block + "qkv.bias", 1, 6), (block + "project.weights", 2, 2),
               (block + "project.bias", 1, 2), (block + "norm2.scale", 1, 2), (block + "norm2.shift", 1, 2),
               (block + "widen.weights", 2, 2), (block + "widen.bias", 1, 2), (block + "narrow.weights", 2, 2),
               (block + "narrow.bias", 1, 2), ("user.history.norm.scale", 1, 2),
               ("user.history.norm.shift", 1, 2), ("user.0.weights", 6, 2), ("user.0.bias", 1, 2),
               ("item.0.weights", 8, 2), ("item.0.bias", 1, 2), ("tables/item.id", 4, 2),
               ("tables/item.tags", 3, 2), ("tables/item.word", 3, 2), ("tables/user.city", 3, 2)]
    config = {"towers": {"dim": 2, "similarity": "cosine"},
              "features": {"user": {"history": {"kind": "sequence", "rule": "before", "length": 3,
                                                "encoder": {"kind": "attention", "blocks": 1}},
                                    "age": "number", "city": {"kind": "category", "dim": 2}},
                           "item": {"id": {"kind": "id", "dim": 2}, "tags": {"kind": "tags", "dim": 2},
                                    "vec": "vector", "word": {"kind": "text", "dim": 2, "buckets": 2}}}}
    return bundle(
        config, "cosine", "int64",
        part(*[("F32", (rows, cols), name, 0.25) for name, rows, cols in weights]),
        part(("F64", (1,), "user/age/deviation/numbers", 2.0), ("F64", (1,), "user/age/mean/numbers", 9.0),
             ("U64", (2,), "user/city/known/offsets", [0, 1]), ("I64", (2,), "item/id/known/integers", [7, 8]),
             ("U64", (2,), "item/tags/known/offsets", [0, 1]), ("I64", (1,), "item/vec/dim/integers", 2),
             ("I64", (1,), "item/word/icu/integers", 72), ("U8", (1,), "user/city/known/bytes", b"c"),
             ("U8", (1,), "item/tags/known/bytes", b"t")),
        part(("I64", (2,), "ids/integers", [7, 8]), ("U64", (3,), "encoded/tags/offsets", [0, 1, 2]),
             ("U64", (3,), "encoded/word/offsets", [0, 1, 3]), ("U32", (2,), "counts", [2, 1]),
             ("U32", (4,), "ids/index", [2, 0, 1, 0]),
             ("U32", (2,), "encoded/id/rows", [2, 3]), ("U32", (2,), "encoded/tags/rows", [2, 0]),
             ("U32", (3,), "encoded/word/rows", [1, 1, 2]), ("F32", (2, 3), "encoded/vec/values", 0.5)),
        part(("U64", (1,), "present", 3), ("F32", (2, 2), "vectors", [1, 0, 0, 1]),
             index="flat", similarity="cosine"),
        part(("I64", (1,), "ids/integers", [5]), ("U64", (2,), "history/offsets", [0, 1]),
             ("U64", (1,), "history/newest", [0]), ("I64", (1,), "history/times", [1]),
             ("U32", (1,), "history/items", [1]), ("U32", (2,), "ids/index", [0, 1]), ("F32", (2, 2), "encoded/age/values", 0.5),
             ("U32", (2,), "encoded/city/rows", [2, 0])))


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for make in (mean_history, attention_over_all_kinds):
    (folder / make.__name__).write_bytes(make())
