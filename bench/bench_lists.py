#!/usr/bin/env python3
"""Lists in bulk, beside an earlier build and a flat search of the same vectors: `make bench-lists`.

Usage: bench_lists.py [--program P] [--before P] [--users N] [--items N] [--few N] [--threads N]
                      [--epochs N] [--rounds N] [--only CASE,CASE]

Prints CPU seconds, wall and peak memory of each case and writes bench/results/lists.json. See
bench/README.md.
"""

import argparse
import importlib.util
import json
import multiprocessing
import os
import pathlib
import resource
import statistics
import struct
import subprocess
import sys
import time

import numpy as np

from machine import ROOT, machine

WORLDS = ROOT / "build/bench"
TASTES, EVENTS_A_USER, STEP_MS = 50, 10, 8000
FIRST_MS = 1_640_000_000_000
BAR_CPU, BAR_MIB = 4.0, 300.0


def draws(what):
    return np.random.Generator(np.random.Philox(key=[1, what]))


def write_csv(path, names, columns):
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(names) + "\n")
        for row in zip(*columns):
            file.write(",".join(map(str, row)) + "\n")


def write_world(folder, num_users, num_items):
    """A user keeps to the items of one taste, mostly, and to its popular ones."""
    draw = draws(1)
    size = num_users * EVENTS_A_USER
    users = draw.integers(0, num_users, size)
    taste = users % TASTES
    strays = draw.random(size) < 0.2
    taste[strays] = draw.integers(0, TASTES, int(strays.sum()))
    rank = (num_items // TASTES * draw.random(size) ** 2).astype(np.int64)
    write_csv(folder / "log.csv", ["user_id", "item_id", "timestamp"],
              [users, taste + TASTES * rank, FIRST_MS + STEP_MS * np.arange(size)])
    write_csv(folder / "users.csv", ["user_id", "region", "age"],
              [np.arange(num_users), [f"region {u % 30}" for u in range(num_users)],
               20 + draw.integers(0, 50, num_users)])
    items = np.arange(num_items)
    write_csv(folder / "items.csv", ["item_id", "title", "taste"],
              [items, [f"thing {i} of taste {i % TASTES}" for i in items],
               [f"taste {i % TASTES}" for i in items]])


def make_world(name, program, num_users, options):
    """Once: tables, and a bundle by `program`."""
    folder = WORLDS / f"lists_{name}_{num_users}x{options.items}"
    if not (folder / "made").exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_world(folder, num_users, options.items)
        train = [program, "train", "log.csv", "--users", "users.csv", "--items", "items.csv",
                 "--set", "name=lists", "--set", f"train.epochs={options.epochs}",
                 "--set", "data.items.show=[title]", "--threads", str(options.threads)]
        subprocess.run(train, cwd=folder, stdout=subprocess.DEVNULL, check=True)
        (folder / "made").touch()
    return folder


def measured(command, folder):
    """CPU seconds, wall seconds and MiB at the most of a child."""
    begin = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))} failed")
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.monotonic() - begin,
            "mib": usage.ru_maxrss / 1024}


def lists(program, world, options, *flags):
    return measured([program, "recommend", world / "runs/lists/latest", "--all", "--out", "lists.parquet",
                     "--threads", str(options.threads), *flags], world)


def item_vectors(world):
    """As the bundle has them: docs/bundle.md."""
    path = world / "runs/lists/latest/bundle/index.safetensors"
    content = path.read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    tensor = json.loads(content[8:8 + length])["vectors"]
    first, end = tensor["data_offsets"]
    data = np.frombuffer(content[8 + length + first:8 + length + end], np.float32)
    return np.ascontiguousarray(data.reshape(tensor["shape"]))


def numpy_search(queries, vectors, k):
    for first in range(0, len(queries), 256):
        scores = queries[first:first + 256] @ vectors.T
        best = np.argpartition(scores, -k, axis=1)[:, -k:]
        order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1)
        np.take_along_axis(best, order, axis=1)


def peer_search(world, num_users, k):
    """Flat search alone: no towers, no rules, no shares of the catalog, no file."""
    vectors = item_vectors(world)
    draw = draws(2)
    queries = vectors[draw.integers(0, len(vectors), num_users)]
    queries += draw.normal(0, 0.05, queries.shape).astype(np.float32)
    begin_cpu, begin = time.process_time(), time.monotonic()
    if importlib.util.find_spec("faiss") is not None:
        import faiss
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        index.search(queries, k)
        name = "Faiss IndexFlatIP"
    else:
        numpy_search(queries, vectors, k)
        name = "NumPy"
    return {"cpu": time.process_time() - begin_cpu, "wall": time.monotonic() - begin,
            "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "name": name}


def median_of(runs):
    return {key: statistics.median(run[key] for run in runs) for key in ("cpu", "wall", "mib")}


def line(name, what, run):
    print(f"{name:<26}{what:<20}{run['cpu']:>9.1f} s{run['wall']:>9.1f} s{run['mib']:>9.0f} MiB", flush=True)


def run_case(name, world, num_users, k, flags, options):
    """In turns, since machines are noisy."""
    runs = {"before": [], "ours": []}
    for _ in range(options.rounds):
        if options.before is not None:
            runs["before"].append(lists(options.before, world, options, "-k", k, *flags))
        runs["ours"].append(lists(options.program, world, options, "-k", k, *flags))
    ours = median_of(runs["ours"])
    # A process of its own: a child's peak is never below that of who started it.
    with multiprocessing.get_context("fork").Pool(1) as pool:
        peer = pool.apply(peer_search, (world, num_users, int(k)))
    line(name, "this build", ours)
    rows = []
    if runs["before"]:
        before = median_of(runs["before"])
        line("", "before", before)
        rows.append(("cpu_seconds", ours["cpu"], before["cpu"], "before"))
        rows.append(("peak_mib", ours["mib"], before["mib"], "before"))
        gain = before["cpu"] / ours["cpu"]
        print(f"{'':<26}{gain:.1f} times less CPU than before (bar {BAR_CPU:.0f}: "
              f"{'hit' if gain >= BAR_CPU else 'MISS'}), memory "
              f"{'hit' if ours['mib'] < BAR_MIB else 'MISS'} (bar {BAR_MIB:.0f} MiB)")
    line("", peer["name"] + " alone", peer)
    print(f"{'':<26}{ours['cpu'] / peer['cpu']:.2f} times the CPU of a bare search")
    rows.append(("cpu_seconds", ours["cpu"], peer["cpu"], peer["name"]))
    return [{"case": name, "metric": metric, "ours": own, "peer": other, "peer_name": who,
             "ratio": other / own, "runs": runs} for metric, own, other, who in rows]


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/demo/src/cli/twotower")
    parser.add_argument("--before", type=pathlib.Path, help="an earlier build, whose bundles this one reads")
    parser.add_argument("--users", type=int, default=100_000)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--few", type=int, default=18_000, help="users with reasons and diversity")
    parser.add_argument("--threads", type=int, default=0, help="0: all")
    parser.add_argument("--epochs", type=int, default=1, help="of the training: speed needs no good model")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", default="k=10,k=100,reasons")
    return parser.parse_args()


def main():
    options = parse_options()
    options.program = options.program.resolve()
    if options.before is not None:
        options.before = options.before.resolve()
    maker = options.before or options.program
    only = options.only.split(",")
    print(f"{'':<26}{'':<20}{'CPU':>11}{'wall':>11}{'peak':>13}")
    rows = []
    many = make_world("many", maker, options.users, options)
    for k in ("10", "100"):
        if f"k={k}" in only:
            rows += run_case(f"{options.users} users, k={k}", many, options.users, k, [], options)
    if "reasons" in only:
        few = make_world("few", maker, options.few, options)
        rows += run_case(f"{options.few} users, reasons", few, options.few, "10", ["--why", "--diversity", "0.3"],
                         options)
    about = machine()
    results = ROOT / "bench/results"
    results.mkdir(exist_ok=True)
    (results / "lists.json").write_text(json.dumps([row | {"machine": about} for row in rows], indent=1) + "\n",
                                        encoding="utf-8")


main()
