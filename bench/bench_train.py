#!/usr/bin/env python3
"""Compares training with its peers on the same data, in turns: `make bench-train`.

Usage: bench_train.py [--seconds S] [--rounds N] [--threads 1,2] [--tasks a,b-full,b-draws]

Prints a table and writes bench/results/train.json. See bench/README.md.
"""

import argparse
import json
import os
import pathlib
import statistics
import sys

from machine import ROOT, machine, output_of

PROGRAM = ROOT / "build/release/bench/twotower_train_bench"
PEERS = ROOT / "bench/peers"
DATA = ROOT / "build/bench"
SEQUENCES = "ml-1m/ml-1m_sasrec.txt.zst"

# Ours and theirs of every task: name, script, arguments. The first of OURS is what peers are
# compared with, unless a peer names another.
OURS = {"a": {"lazy Adam": [], "Adagrad": ["--optimizer", "adagrad"]},
        "b-full": {"Adam": []}, "b-draws": {"Adam": []}}
THEIRS = {
    "a": {"pytorch eager": ("train_a_torch.py", [], "lazy Adam"),
          "pytorch compiled": ("train_a_torch.py", ["--compile"], "lazy Adam"),
          "tensorflow": ("train_a_tensorflow.py", [], "Adagrad")},
    "b-full": {"pytorch eager": ("train_b_torch.py", [], "Adam"),
               "pytorch compiled": ("train_b_torch.py", ["--compile"], "Adam")},
    "b-draws": {"pytorch eager": ("train_b_torch.py", ["--negatives", "draws"], "Adam"),
                "pytorch compiled": ("train_b_torch.py", ["--negatives", "draws", "--compile"],
                                     "Adam")},
}
UNITS = {"a": "examples", "b-full": "positions", "b-draws": "positions"}


def world_arguments(task, folder):
    return [task] if task == "a" else [task, "--sequences", str(folder / SEQUENCES)]


def write_data(tasks, folder):
    """One file a kind of task, which all peers read."""
    DATA.mkdir(parents=True, exist_ok=True)
    for task, name in (("a", "a"), ("b-full", "b")):
        path = DATA / f"{name}.safetensors"
        if any(wanted[0] == name for wanted in tasks) and not path.exists():
            partial = path.with_suffix(".partial")
            if output_of([PROGRAM, "write", *world_arguments(task, folder), partial]) is None:
                sys.exit(1)
            partial.rename(path)


def run_ours(task, arguments, threads, options):
    command = [PROGRAM, "run", *world_arguments(task, options.data), "--threads", str(threads),
               "--seconds", str(options.seconds), *arguments]
    return json.loads(output_of(command) or "null")


def run_peer(task, script, arguments, threads, options):
    command = [sys.executable, PEERS / script, DATA / f"{task[0]}.safetensors",
               "--threads", str(threads), "--seconds", str(options.seconds), *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT / ".deps/peers"),
                                "PYTHONDONTWRITEBYTECODE": "1"}
    lines = (output_of(command, env=environment) or "null").strip().splitlines()
    return json.loads(lines[-1])


def measure(task, threads, options):
    """Ours and every peer in turns, so that a busy minute hits all: {name: [figures]}."""
    runs = {}
    for _ in range(options.rounds):
        for name, arguments in OURS[task].items():
            runs.setdefault(name, []).append(run_ours(task, arguments, threads, options))
        for name, (script, arguments, _) in THEIRS[task].items():
            runs.setdefault(name, []).append(run_peer(task, script, arguments, threads, options))
    return {name: kept for name, all_runs in runs.items() if (kept := [r for r in all_runs if r])}


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def print_ours(runs):
    share, of_cpu = median(runs, "gemm_share"), median(runs, "gemm_share_of_cpu_time")
    print(f"      flops a step: {median(runs, 'executed_gflop_per_step'):.2f} G executed, "
          f"{median(runs, 'nominal_gflop_per_step'):.2f} G nominal; bare products of them "
          f"{median(runs, 'gemm_gflops'):.0f} GFLOP/s, share {share:.0%} of the wall, "
          f"{of_cpu:.0%} of CPU time")
    stages = ("batch", "assemble", "gather", "forward", "loss", "backward", "update")
    print("      ms a step: " + ", ".join(f"{s} {median(runs, 'ms_' + s):.2f}" for s in stages))


def report(task, threads, runs, described):
    """Prints one part of the table and returns its rows for the file."""
    print(f"\n{task}, {threads} thread{'s' if threads > 1 else ''}: {UNITS[task]}/s, median of runs "
          "(lowest-highest); of CPU time, which others on the machine disturb less; ratio of both")
    rows = []
    for name in [*OURS[task], *THEIRS[task]]:
        if name not in runs:
            print(f"  {name:18} did not run")
            continue
        rates = [run["rows_per_s"] for run in runs[name]]
        line = (f"{statistics.median(rates):10,.0f} ({min(rates):,.0f}-{max(rates):,.0f}), "
                f"{median(runs[name], 'rows_per_cpu_s'):,.0f} a CPU second")
        if name in OURS[task]:
            print(f"  {'twotower ' + name:18} {line}, seed {runs[name][0]['seed']}")
            print_ours(runs[name])
            continue
        ours = runs[THEIRS[task][name][2]]
        ratios = [median(ours, key) / median(runs[name], key)
                  for key in ("rows_per_s", "rows_per_cpu_s")]
        print(f"  {name:18} {line}: {ratios[0]:.1f}x, {ratios[1]:.1f}x   "
              f"[{runs[name][0]['version']}, {runs[name][0]['optimizer']}]")
        for metric, key in ((f"{UNITS[task]}/s", "rows_per_s"),
                            (f"{UNITS[task]}/CPU s", "rows_per_cpu_s")):
            rows.append({"case": f"{task}, {threads} threads", "metric": metric,
                         "ours": median(ours, key), "peer": median(runs[name], key),
                         "peer_name": f"{name} {runs[name][0]['version']}",
                         "ratio": median(ours, key) / median(runs[name], key),
                         "machine": described, "our_runs": ours, "peer_runs": runs[name]})
    return rows


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="of timed steps a run")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", default=f"1,{os.cpu_count()}")
    parser.add_argument("--tasks", default="a,b-full,b-draws")
    parser.add_argument("--data", type=pathlib.Path, default=os.environ.get("TWOTOWER_TEST_DATA"))
    options = parser.parse_args()
    options.tasks = options.tasks.split(",")
    unknown = [task for task in options.tasks if task not in OURS]
    if unknown:
        parser.error(f"--tasks has {unknown[0]}; there are {', '.join(OURS)}")
    if options.data is None and any(task != "a" for task in options.tasks):
        print("TWOTOWER_TEST_DATA is not set: task B, which reads ml-1m, is left out")
        options.tasks = ["a"] if "a" in options.tasks else []
    return options


def main():
    options = parse_options()
    described = machine()
    print(", ".join(f"{key} {value}" for key, value in described.items()))
    write_data(options.tasks, options.data)
    rows = []
    results = ROOT / "bench/results/train.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    for threads in sorted({int(count) for count in options.threads.split(",")}):
        for task in options.tasks:
            rows += report(task, threads, measure(task, threads, options), machine())
            results.write_text(json.dumps(rows, indent=1) + "\n")
    print(f"\nload average at the end {os.getloadavg()[0]:.1f}; written: {results.relative_to(ROOT)}")


main()
