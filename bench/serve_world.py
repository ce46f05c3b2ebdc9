#!/usr/bin/env python3
"""Makes what the serving benchmark serves: tables, a config, a trained bundle, request bodies.

Usage: serve_world.py PROGRAM FOLDER [--items N] [--users N] [--events N] [--threads N]

FOLDER then holds items.parquet, users.parquet, interactions.parquet, serve.yaml, runs/serve/latest
and bodies.jsonl. All is drawn by Philox from seed 1. What is there already is not made again.
"""

import argparse
import json
import pathlib
import subprocess
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

# The model, also the peer's.
DIM, LENGTH, SIDE_DIM, HIDDEN = 64, 50, 16, 128
CATEGORIES, BRANDS, COUNTRIES, AGES = 200, 2000, 40, 8
NUM_BODIES = 50_000
FIRST_MS, SPAN_MS = 1_700_000_000_000, 90 * 86_400_000

CONFIG = f"""name: serve
data:
  interactions: {{path: interactions.parquet, user: user_id, item: item_id, time: time}}
  users: {{path: users.parquet, id: user_id}}
  items: {{path: items.parquet, id: item_id, show: [title]}}
  repeat: exclude
split: {{kind: time, test: 0.002, validation: 0.002, targets: event}}
features:
  user:
    country: {{kind: category, dim: {SIDE_DIM}}}
    age: {{kind: category, dim: {SIDE_DIM}}}
    history: {{kind: sequence, rule: before, length: {LENGTH},
              encoder: {{kind: attention, blocks: 1, dropout: 0}}}}
  item:
    item_id: {{kind: id, dim: {DIM}}}
    category: {{kind: category, dim: {SIDE_DIM}}}
    brand: {{kind: category, dim: {SIDE_DIM}}}
    price: number
towers:
  dim: {DIM}
  user: {{hidden: [{HIDDEN}]}}
  item: {{hidden: [{HIDDEN}]}}
  similarity: cosine
negatives: {{in_batch: true, uniform: 256}}
train: {{epochs: 1, examples: every}}
"""


def draws(what):
    return np.random.Generator(np.random.Philox(key=[1, what]))


def category_name(category):
    return f"room {category // 10}/shelf {category}"


def brand_of(draw, size):
    """Few brands have many items."""
    return (BRANDS * draw.random(size) ** 3).astype(np.int64)


def write_items(folder, num_items):
    draw = draws(1)
    brands = brand_of(draw, num_items)
    ids = np.arange(num_items)
    price = np.round(np.exp(draw.normal(3.2, 1.0, num_items)), 2)
    stock = np.maximum(draw.integers(-5, 45, num_items), 0)  # a tenth is sold out
    pq.write_table(pa.table({
        "item_id": ids, "category": [category_name(i % CATEGORIES) for i in ids],
        "brand": [f"brand {b}" for b in brands], "price": price, "stock": stock,
        "title": [f"thing {i} of brand {b}" for i, b in zip(ids, brands)]}),
        folder / "items.parquet")


def write_users(folder, num_users):
    draw = draws(2)
    pq.write_table(pa.table({
        "user_id": np.arange(num_users),
        "country": [f"country {c}" for c in draw.integers(0, COUNTRIES, num_users)],
        "age": [f"age {a}0" for a in draw.integers(1, AGES + 1, num_users)]}),
        folder / "users.parquet")


def write_interactions(folder, num_users, num_items, num_events):
    """A user keeps to three shelves and takes a known item of them, mostly."""
    draw = draws(3)
    mean = num_events / num_users
    counts = draw.integers(int(mean / 2), int(1.5 * mean) + 1, num_users)
    users = np.repeat(np.arange(num_users), counts)
    shelves = draw.integers(0, CATEGORIES, (num_users, 3))
    category = shelves[users, draw.integers(0, 3, len(users))]
    strays = draw.random(len(users)) < 0.2
    category[strays] = draw.integers(0, CATEGORIES, int(strays.sum()))
    rank = (num_items // CATEGORIES * draw.random(len(users)) ** 2).astype(np.int64)
    times = draw.integers(FIRST_MS, FIRST_MS + SPAN_MS, len(users))
    order = np.lexsort((times, users))
    pq.write_table(pa.table({
        "user_id": users, "item_id": rank * CATEGORIES + category,
        "time": pa.array(times[order], pa.timestamp("ms"))}), folder / "interactions.parquet")


def filter_of(draw):
    """Passes from half of the items to some dozen."""
    kind = draw.integers(0, 4)
    category = {"is": category_name(int(draw.integers(0, CATEGORIES)))}
    low = float(np.round(np.exp(draw.normal(2.8, 0.8)), 1))
    price = {"min": low, "max": round(low * float(draw.uniform(1.2, 6.0)), 1)}
    if kind == 0:
        return {"category": category}
    if kind == 1:
        return {"price": price}
    if kind == 2:
        brands = brand_of(draw, int(draw.integers(1, 6)))
        return {"brand": {"any": [f"brand {b}" for b in brands]}}
    return {"category": category, "price": {"max": price["max"]}, "stock": {"min": 1}}


def write_bodies(folder, num_users, num_items):
    """Half with a filter, a tenth with one to three events that are newer than the bundle."""
    draw = draws(4)
    with open(folder / "bodies.jsonl", "w", encoding="utf-8") as file:
        for _ in range(NUM_BODIES):
            body = {"user_id": int(draw.integers(0, num_users)), "k": 10}
            if draw.random() < 0.5:
                body["filter"] = filter_of(draw)
            if draw.random() < 0.1:
                count = int(draw.integers(1, 4))
                body["events"] = draw.integers(0, num_items, count).tolist()
            file.write(json.dumps(body, separators=(",", ":")) + "\n")


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=4_000_000)
    parser.add_argument("--threads", type=int, default=0, help="of the training; 0: all")
    return parser.parse_args()


def main():
    options = parse_options()
    folder = options.folder
    if (folder / "made").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    write_items(folder, options.items)
    write_users(folder, options.users)
    write_interactions(folder, options.users, options.items, options.events)
    write_bodies(folder, options.users, options.items)
    (folder / "serve.yaml").write_text(CONFIG, encoding="utf-8")
    train = [options.program.resolve(), "train", "serve.yaml", "--threads", str(options.threads)]
    if subprocess.run(train, cwd=folder, stdout=sys.stderr, check=False).returncode != 0:
        sys.exit("the training failed")
    (folder / "made").touch()


main()
