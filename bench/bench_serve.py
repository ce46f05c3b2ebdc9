#!/usr/bin/env python3
"""Loads the server, and its peer in turns, at fixed rates: `make bench-serve`.

Usage: bench_serve.py [--seconds S] [--rounds N] [--parts load,overload,memory,events,start]
                      [--minutes M] [--peer-processes 1,2] [--threads N]

Prints a table of figures and bars and writes bench/results/serve.json. See bench/README.md.
"""

import argparse
import contextlib
import http.client
import json
import os
import pathlib
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from machine import ROOT, anonymous_mib, busy_seconds, cpu_seconds, machine

PROGRAM = ROOT / "build/demo/src/cli/twotower"
GENERATOR = ROOT / "build/release/bench/twotower_load_generator"
WORLDS = ROOT / "build/bench"
PARTS = ("load", "overload", "memory", "events", "start")
CONNECTIONS, OVERLOAD_CONNECTIONS = 64, 512
FIRST_RATE, CLIMB, NEAR = 50.0, 1.5, 1.05
TRIES, QUIET = 3, 0.05  # others who use more than so much of a core can only take away


def with_packages(*folders):
    path = os.pathsep.join(str(ROOT / ".deps" / folder) for folder in folders)
    return os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def make_world(name, *sizes):
    """Once: tables, bundle and bodies, by serve_world.py."""
    folder = WORLDS / name
    command = [sys.executable, ROOT / "bench/serve_world.py", PROGRAM, folder, *sizes]
    subprocess.run(command, check=True, env=with_packages("python", "python-test"))
    return folder


def post(port, body):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection):
        connection.request("POST", "/v1/recommend", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read()


class Server:
    """Processes that answer, one port each, while they live."""

    def __init__(self, processes, ports):
        self.processes, self.ports = processes, ports

    def cpu_seconds(self):
        return sum(cpu_seconds(process.pid) for process in self.processes)

    def memory_mib(self):
        return sum(anonymous_mib(process.pid) for process in self.processes)

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=30)


@contextlib.contextmanager
def ours(world, options, *arguments):
    command = [PROGRAM, "serve", world / "runs/serve", "--listen", "127.0.0.1:0",
               "--threads", str(options.threads), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        line = process.stdout.readline()
        if not line.startswith("serving   http://127.0.0.1:"):
            sys.exit(f"the server did not start: {line}")
        yield Server([process], [int(line.split(":")[2].split()[0])])
    finally:
        Server([process], []).stop()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_until_it_answers(process, port, body):
    while process.poll() is None:
        with contextlib.suppress(OSError):
            if post(port, body)[0] == 200:
                return
        time.sleep(0.2)
    sys.exit("the peer did not start")


@contextlib.contextmanager
def peer(world, num_processes):
    """The generator spreads requests over its processes evenly, as the best balancer would."""
    script = ROOT / "bench/peers/serve_fastapi.py"
    ports = [free_port() for _ in range(num_processes)]
    processes = [subprocess.Popen([sys.executable, script, world, str(port)],
                                  env=with_packages("peers", "python")) for port in ports]
    server = Server(processes, ports)
    try:
        for process, port in zip(processes, ports):
            wait_until_it_answers(process, port, first_body(world))
        yield server
    finally:
        server.stop()


def first_body(world):
    with open(world / "bodies.jsonl", encoding="utf-8") as file:
        return file.readline()


def generate(server, world, connections):
    targets = [word for port in server.ports for word in ("--target", f"127.0.0.1:{port}")]
    return [GENERATOR, world / "bodies.jsonl", *targets, "--connections", str(connections)]


def load(server, world, phases, connections=CONNECTIONS, flags=()):
    """One run of the generator, with what the server and others used of the processors."""
    command = [*generate(server, world, connections), *flags]
    for seconds, rate in phases:
        command += ["--phase", f"{seconds}:{rate:.3f}"]
    start, busy, served = time.monotonic(), busy_seconds(), server.cpu_seconds()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True,
                          timeout=60 + 2 * sum(seconds for seconds, _ in phases))
    found = json.loads(done.stdout)
    served = server.cpu_seconds() - served
    used = busy_seconds() - busy - served - found["generator_cpu_seconds"]
    sent = sum(phase["sent"] for phase in found["phases"])
    found |= {"ms_cpu_per_request": 1e3 * served / max(sent, 1),
              "generator_us_per_request": 1e6 * found["generator_cpu_seconds"] / max(sent, 1),
              "foreign_cores": max(used, 0.0) / (time.monotonic() - start)}
    if any(phase["other_status"] for phase in found["phases"]):
        sys.exit("the server refused a request for what it says, see bodies.jsonl")
    return found


def is_held(phase):
    lost = phase["busy"] + phase["broken"] + phase["expired"]
    return lost == 0 and phase["good"] >= 0.99 * phase["intended"]


def holds(server, world, rate, options):
    for _ in range(TRIES):
        found = load(server, world, [(1, rate), (options.seconds, rate)])
        phase = found["phases"][1]
        print(f"    {rate:8,.0f}/s: good {phase['good'] / phase['intended']:7.2%}, busy "
              f"{phase['busy']}, p99 {phase['latency_ms']['p99'] or 0:.1f} ms, others use "
              f"{found['foreign_cores']:.2f} cores", file=sys.stderr)
        if is_held(phase) or found["foreign_cores"] < QUIET:
            return is_held(phase)
    return False


def saturation(server, world, options):
    """The highest rate that holds: by steps, then by halves."""
    low, high = 0.0, FIRST_RATE
    while holds(server, world, high, options):
        low, high = high, CLIMB * high
    while low > 0.0 and high / low > NEAR:
        middle = (low * high) ** 0.5
        low, high = (middle, high) if holds(server, world, middle, options) else (low, middle)
    if low == 0.0:
        sys.exit(f"not even {FIRST_RATE:.0f} requests a second are held")
    return low


def at_half(server, world, rate, options):
    found = load(server, world, [(2, rate / 2), (4 * options.seconds, rate / 2)])
    phase = found["phases"][1]
    latency = phase["latency_ms"]
    return {"saturation": rate, "p50": latency["p50"], "p99": latency["p99"],
            "ms_cpu_per_request": found["ms_cpu_per_request"],
            "generator_us_per_request": found["generator_us_per_request"],
            "foreign_cores": found["foreign_cores"], "half": found}


def seconds_to_normal(seconds):
    """Until three in sequence are normal: 99 % of what they ask for is answered in time."""
    normal = [second["good"] >= 0.99 * sum(second[name] for name in (
        "answered", "busy", "broken", "expired")) for second in seconds]
    for place in range(len(normal) - 2):
        if all(normal[place:place + 3]):
            return place
    return None


def overload(server, world, rate):
    """Ten times what it holds, for ten seconds. What it holds is measured anew just before, since
    others on the machine come and go; half of it comes before and after."""
    calm, full, during, after = 2, 5, 10, 15
    found = load(server, world, [(calm, rate / 2), (full, rate), (during, 10 * rate),
                                 (after, rate / 2)], OVERLOAD_CONNECTIONS, ["--drop"])
    at_rate, phase = found["phases"][1:3]
    end = calm + full + during
    good = sum(second["good_at"] for second in found["seconds"][calm + full:end]) / during
    generator_cores = 1e-6 * found["generator_us_per_request"] * phase["sent_per_s"]
    return {"goodput": good, "goodput_at_saturation": at_rate["good_per_s"],
            "share": good / max(at_rate["good_per_s"], 1.0), "asked": phase["intended"] / during,
            "sent": phase["sent_per_s"], "answered": phase["answered"] / during,
            "busy_ms": phase["busy_ms"], "busy_after_sending_ms": phase["busy_after_sending_ms"],
            "answered_ms": phase["latency_ms"], "broken": phase["broken"],
            "seconds_to_normal": seconds_to_normal(found["seconds"][end:end + after]),
            "generator_us_per_request": found["generator_us_per_request"],
            "generator_cores": generator_cores,
            "foreign_cores": found["foreign_cores"], "run": found}


def best_overload(server, world, rate):
    found = [overload(server, world, rate)]
    while len(found) < TRIES and found[-1]["share"] < 0.9 and found[-1]["foreign_cores"] > QUIET:
        found.append(overload(server, world, rate))
    return max(found, key=lambda one: one["share"])


def memory(server, world, rate, options):
    """RssAnon over minutes of half load: the last fifth of the time beside the second, since the
    first fills what is kept (filters)."""
    seconds = 60 * options.minutes
    samples = []
    process = subprocess.Popen(
        [*generate(server, world, CONNECTIONS), "--phase", f"{seconds:.0f}:{rate / 2:.3f}"],
        stdout=subprocess.DEVNULL)
    while process.poll() is None:
        samples.append(server.memory_mib())
        time.sleep(seconds / 100)
    if process.returncode != 0:
        sys.exit("the load generator failed")
    fifth = len(samples) // 5
    warm = statistics.median(samples[fifth:2 * fifth])
    last = statistics.median(samples[-fifth:])
    return {"minutes": options.minutes, "first_mib": samples[0], "warm_mib": warm,
            "last_mib": last, "growth": last / warm - 1.0, "samples_mib": samples}


def start_seconds(world, options):
    """From the start of the process to the first answer; its files were read just before."""
    times = []
    for _ in range(6):
        start = time.monotonic()
        with ours(world, options) as server:
            if post(server.ports[0], first_body(world))[0] != 200:
                sys.exit("the first answer is an error")
            times.append(time.monotonic() - start)
    return {"seconds": statistics.median(times[1:]), "all_seconds": times}


def synced_rate(folder):
    """Writes of 4 KiB a second that the disk has when fdatasync returns."""
    with open(pathlib.Path(folder) / "synced", "wb") as file:
        start, count = time.monotonic(), 0
        while time.monotonic() < start + 2:
            file.write(b"x" * 4096)
            file.flush()
            os.fdatasync(file.fileno())
            count += 1
    return count / 2


class EventSender:
    """Sends events at a fixed rate, over connections of its own, while it is entered."""

    CONNECTIONS, TOGETHER = 4, 25

    def __init__(self, port, rate):
        self.port, self.rate = port, rate
        self.ends = threading.Event()
        self.acknowledged, self.seconds = [0] * self.CONNECTIONS, []
        self.threads = [threading.Thread(target=self.send, args=(i,))
                        for i in range(self.CONNECTIONS)]

    def __enter__(self):
        self.start = time.monotonic()
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        for thread in self.threads:
            thread.join()
        self.elapsed = time.monotonic() - self.start

    def send(self, sender):
        draw = random.Random(sender)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        step, number = self.CONNECTIONS * self.TOGETHER / self.rate, 0
        while not self.ends.is_set():
            body = json.dumps([{"user_id": draw.randrange(100_000), "item_id": draw.randrange(30_000),
                                "event_id": f"{sender}-{number}-{i}"} for i in range(self.TOGETHER)])
            time.sleep(max(0.0, self.start + number * step - time.monotonic()))
            sent = time.monotonic()
            connection.request("POST", "/v1/events", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            results = json.loads(answer.read()).get("results", [])
            self.seconds.append(time.monotonic() - sent)
            self.acknowledged[sender] += sum(r["status"] == "stored" for r in results)
            number += 1


def events(world, rate, options):
    """Half of saturation, without events and with them; each event is on the disk when it counts."""
    with tempfile.TemporaryDirectory(dir=WORLDS) as folder:
        wanted = min(5000.0, 200 * synced_rate(folder))
        with ours(world, options, "--state", f"{folder}/state") as server:
            phases = [(2, rate / 2), (4 * options.seconds, rate / 2)]
            calm = load(server, world, phases)["phases"][1]
            with EventSender(server.ports[0], wanted) as sender:
                busy = load(server, world, phases)["phases"][1]
    return {"wanted": wanted, "acknowledged": sum(sender.acknowledged) / sender.elapsed,
            "call_p99": 1e3 * statistics.quantiles(sender.seconds, n=100)[98],
            "calm_p99": calm["latency_ms"]["p99"], "busy_p99": busy["latency_ms"]["p99"],
            "good": busy["good"] / busy["intended"]}


def load_in_turns(world, options):
    """[{saturation, p50, ...}] of ours and of the peer by its number of processes."""
    runs = {"ours": []} | {count: [] for count in options.peer_processes}
    for _ in range(options.rounds):
        for name, kept in runs.items():
            opened = ours(world, options) if name == "ours" else peer(world, name)
            print(f"  {name if name == 'ours' else f'peer, {name} processes'}", file=sys.stderr)
            with opened as server:
                kept.append(at_half(server, world, saturation(server, world, options), options))
    return runs


def median(runs, key):
    return statistics.median(run[key] for run in runs)


class Table:
    """Prints figures beside their bars, and keeps the rows for the file."""

    def __init__(self, described, peer_name):
        self.described, self.peer_name, self.rows = described, peer_name, []

    def add(self, case, metric, figure, unit, bar=None, is_hit=None, theirs=None, ratio=None,
            **more):
        verdict = "" if bar is None else f"  bar {bar}: {'hit' if is_hit else 'MISS'}"
        beside = "" if theirs is None else f"  peer {theirs:,.2f} {unit}, ratio {ratio:.2f}"
        shown = "none" if figure is None else f"{figure:,.2f}"
        print(f"  {case + ', ' + metric:52} {shown:>12} {unit:6}{verdict}{beside}", flush=True)
        named = self.peer_name if theirs is not None else None
        self.rows.append({"case": case, "metric": metric, "unit": unit, "ours": figure,
                          "peer": theirs, "peer_name": named, "ratio": ratio, "bar": bar,
                          "hit": is_hit, "machine": self.described, **more})


def show_load(table, runs, options):
    mine = runs["ours"]
    others = [kept for name, kept in runs.items() if name != "ours"]
    # The number of processes that serves the most: what its users would choose.
    best = max(others, key=lambda kept: median(kept, "saturation"), default=None)
    half = "half of saturation"
    figures = (("saturation", "rate that holds", "saturation", "req/s", None, True),
               (half, "p50", "p50", "ms", 1.0, False), (half, "p99", "p99", "ms", 5.0, False),
               (half, "CPU of the server a request", "ms_cpu_per_request", "ms", None, False))
    for case, metric, key, unit, bar, is_more_better in figures:
        figure, theirs, ratio = median(mine, key), None, None
        if best is not None:
            theirs = median(best, key)
            ratio = figure / theirs if is_more_better else theirs / figure
        table.add(case, metric, figure, unit, bar and f"<= {bar:g}", bar and figure <= bar, theirs,
                  ratio, our_runs=mine, peer_runs=best)
    figure = median(mine, "ms_cpu_per_request") + 1e-3 * median(mine, "generator_us_per_request")
    table.add("saturation", "that CPU time would allow", 1e3 * os.cpu_count() / figure, "req/s")
    for name, kept in runs.items():
        is_ours = name == "ours"
        show_runs(f"twotower, {options.threads} threads" if is_ours else f"peer, {name} processes",
                  kept)


def show_runs(who, kept):
    each = [f"{run['saturation']:,.0f} req/s, p50 {run['p50']:.2f}, p99 {run['p99']:.2f} ms at "
            f"half (others used {run['foreign_cores']:.2f} cores)" for run in kept]
    print(f"    {who}: {'; '.join(each)}")


def show_overload(table, found):
    case = "10x overload"
    table.add(case, "goodput of saturation", 100 * found["share"], "%", ">= 90",
              found["share"] >= 0.9, run=found)
    busy = found["busy_after_sending_ms"]["p99"]
    table.add(case, "p99 of 503, from sending", busy, "ms", "<= 50",
              busy is not None and busy <= 50)
    table.add(case, "p99 of 503, from intended time", found["busy_ms"]["p99"], "ms")
    table.add(case, "p99 of answers", found["answered_ms"]["p99"], "ms")
    table.add(case, "sent of what was asked", 100 * found["sent"] / found["asked"], "%")
    back = found["seconds_to_normal"]
    table.add(case, "seconds to normal after it", back, "s", "<= 5", back is not None and back <= 5)
    print(f"    asked {found['asked']:,.0f}/s, sent {found['sent']:,.0f}, answered "
          f"{found['answered']:,.0f}, in time {found['goodput']:,.0f}, just before at saturation "
          f"{found['goodput_at_saturation']:,.0f}; broken {found['broken']}; the generator used "
          f"{found['generator_us_per_request']:.1f} us a request, {found['generator_cores']:.2f} cores "
          f"during it; others used {found['foreign_cores']:.2f} cores")


def show_events(table, found):
    case = "events beside half of saturation"
    rate, wanted = found["acknowledged"], found["wanted"]
    table.add(case, "on the disk", rate, "1/s", f">= {0.98 * wanted:,.0f}", rate >= 0.98 * wanted,
              run=found)
    table.add(case, "p99 of a call of 25", found["call_p99"], "ms")
    ratio = found["busy_p99"] / found["calm_p99"]
    table.add(case, "p99 of recommend, of that without", ratio, "", "<= 2", ratio <= 2)
    print(f"    p99 {found['calm_p99']:.2f} ms without, {found['busy_p99']:.2f} with; "
          f"{found['good']:.2%} in time")


def show_memory(table, found):
    table.add("memory", f"growth from second to last fifth of {found['minutes']:g} min",
              100 * found["growth"], "%", "<= 2", found["growth"] <= 0.02, run=found)
    print(f"    {found['first_mib']:.1f} MiB at first, {found['warm_mib']:.1f} in the second "
          f"fifth, {found['last_mib']:.1f} in the last")


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each rate that is tried")
    parser.add_argument("--rounds", type=int, default=2, help="ours and the peer in turns")
    parser.add_argument("--minutes", type=float, default=10.0, help="of the watch over memory")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of our server")
    parser.add_argument("--peer-processes", default=f"1,{os.cpu_count()}", help="'': no peer")
    parser.add_argument("--parts", default=",".join(PARTS))
    options = parser.parse_args()
    options.parts = options.parts.split(",")
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        parser.error(f"--parts has {unknown[0]}; there are {', '.join(PARTS)}")
    options.peer_processes = sorted({int(n) for n in options.peer_processes.split(",") if n})
    return options


def peer_name():
    lines = (ROOT / "bench/peers/requirements.txt").read_text().splitlines()
    versions = dict(line.split(" ")[0].split("==") for line in lines)
    return ", ".join(f"{name} {versions[name]}" for name in ("fastapi", "torch", "faiss-cpu"))


def main():
    options = parse_options()
    world = make_world("serve")
    described = machine()
    print(", ".join(f"{key} {value}" for key, value in described.items()))
    table = Table(described, peer_name())
    rate = None
    if "load" in options.parts:
        runs = load_in_turns(world, options)
        rate = median(runs["ours"], "saturation")
        show_load(table, runs, options)
    if "events" in options.parts:
        if rate is None:
            with ours(world, options) as server:
                rate = saturation(server, world, options)
        show_events(table, events(world, rate, options))
    if {"overload", "memory"} & set(options.parts):
        with ours(world, options) as server:
            rate = rate or saturation(server, world, options)
            if "overload" in options.parts:
                show_overload(table, best_overload(server, world, rate))
            if "memory" in options.parts:
                show_memory(table, memory(server, world, rate, options))
    if "start" in options.parts:
        million = make_world("serve_million", "--items", "1000000", "--users", "20000",
                             "--events", "400000")
        found = start_seconds(million, options)
        table.add("start with 1,000,000 items", "to the first answer", found["seconds"], "s",
                  "<= 1", found["seconds"] <= 1.0, run=found)
    results = ROOT / "bench/results/serve.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_text(json.dumps(table.rows, indent=1) + "\n")
    print(f"load average at the end {os.getloadavg()[0]:.1f}; written: {results.relative_to(ROOT)}")


main()
