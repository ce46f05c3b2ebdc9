"""Writes small tables of interactions, for roles_fuzz to start from: a byte for the ending of the
file, then the file.

Usage: roles_fuzz_seeds.py FOLDER
"""
import pathlib
import sys

ROWS = [(f"u{n % 3}", n % 5, 1_700_000_000 + 60 * n, ["view", "cart", "buy"][n % 3]) for n in range(12)]


def table(header, separator=",", rows=ROWS):
    lines = [header] if header else []
    return "\n".join(lines + [separator.join(map(str, row)) for row in rows]) + "\n"


TABLES = {
    "named": (1, table("user_id,item_id,timestamp,event")),
    "chinese": (1, table("\u7528\u6237,\u5546\u54c1,\u65f6\u95f4,\u884c\u4e3a")),
    "by_content": (1, table("a,b,c,d")),
    "two_times": (1, table("uid,sku,ts,date", rows=[(u, i, t, "2026-11-21") for u, i, t, _ in ROWS])),
    "sessions": (1, table("session_id,item,pos,x", rows=[(u, i, n, 0.5) for n, (u, i, _, _) in enumerate(ROWS)])),
    "no_header": (3, table("", "\t")),
    "lists": (3, "7 1 2 3\n8 9 1\n9 2 3\n"),
    "json_lines": (2, "".join(f'{{"user": "{u}", "item": {i}, "time": {t}, "tags": ["a", "b"]}}\n'
                              for u, i, t, _ in ROWS)),
    "odd_values": (1, "user,item,time\n1,a@b.example,0\n2,+86 138 0000 0000,NA\n2,http://x.example/,1e308\n1,,-1\n"),
}

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, (ending, text) in TABLES.items():
    (folder / name).write_bytes(bytes([ending]) + text.encode())
