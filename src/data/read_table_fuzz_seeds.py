"""Writes small tables that are right, for read_table_fuzz to start from: a byte for the ending of
the file, then the file.

Usage: read_table_fuzz_seeds.py FOLDER
"""
import gzip
import pathlib
import sys

CSV = 'id,item,t\n1,"a, ""b""\nc",2026-11-21\r\n2,\u5f20,NA\n\n3,0.50,\n'
TABLES = {
    "csv": (1, CSV.encode()),
    "csv_packed": (0, gzip.compress(CSV.encode(), mtime=0)),
    "csv_gb18030": (1, CSV.encode("gb18030")),
    "csv_utf16": (1, b"\xff\xfe" + CSV.encode("utf-16-le")),
    "csv_latin1": (1, "id;name\n1;Am\u00e9lie\n2;Zo\u00eb\n".encode("latin-1")),
    "csv_long_separator": (0, b"id::item\n1::a\n2::b:c\n"),
    "csv_blanks": (3, b"user item rating\n1  2\t3\n4 5 6\n"),
    "csv_without_header": (1, b"1\t2\t3\n4\t5\t6\n"),
    "json_lines": (2, '{"id": 1, "tags": ["a", null], "x": 0.5}\n{"id": "\u5f20"}\n'.encode()),
    "lists": (3, b"7 1 2 3\n8 9\n"),
}

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, (ending, table) in TABLES.items():
    (folder / name).write_bytes(bytes([ending]) + table)
