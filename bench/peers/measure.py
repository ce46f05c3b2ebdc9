"""Times the steps of a peer, and prints what it found as one JSON line."""

import argparse
import json
import os
import time


def parse_arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("data", help="tensor file written by twotower_train_bench")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10.0, help="of timed steps, about")
    parser.add_argument("--compile", action="store_true", help="torch.compile instead of eager")
    return parser


def time_steps(step, batches, seconds, warm_steps=3):
    """Calls step(batch) -> loss for `seconds` and returns rates.

    batches: endless iterator of (batch, rows). The first steps, which compile and touch memory,
    count for nothing.
    """
    for _ in range(warm_steps):
        loss = step(next(batches)[0])
    steps = rows = 0
    start, cpu_start = time.perf_counter(), time.process_time()
    while steps < 3 or time.perf_counter() - start < seconds:
        batch, batch_rows = next(batches)
        loss = step(batch)
        steps += 1
        rows += batch_rows
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu_start
    return {"steps": steps, "rows_per_step": rows / steps, "rows_per_s": rows / wall,
            "rows_per_cpu_s": rows / cpu, "loss": loss.item() if hasattr(loss, "item") else float(loss)}


def print_line(arguments, peer, version, optimizer, figures):
    print(json.dumps({"peer": peer, "version": version, "optimizer": optimizer,
                      "threads": arguments.threads, **figures}), flush=True)


def limit_threads(num_threads):
    """Before the framework is imported: its libraries read these once."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(num_threads)
