"""Runs commands and describes the machine, for the benchmarks."""

import datetime
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def output_of(command, **options):
    run = subprocess.run(command, capture_output=True, text=True, **options)
    if run.returncode != 0:
        print(f"{' '.join(map(str, command))} failed:\n{run.stderr[-2000:]}", file=sys.stderr)
        return None
    return run.stdout


def first_line(command):
    return (output_of(command) or "unknown\n").splitlines()[0]


def cpu_name():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown"


def machine():
    commit = first_line(["git", "-C", ROOT, "-c", "safe.directory=*", "describe", "--always",
                         "--dirty"])
    return {"date": datetime.datetime.now().isoformat(timespec="seconds"), "cpu": cpu_name(),
            "cores": os.cpu_count(), "compiler": first_line(["c++", "--version"]),
            "commit": commit, "load_average": [round(load, 1) for load in os.getloadavg()]}


def busy_seconds():
    """CPU seconds that all processes of the machine have used, together."""
    user, nice, system, _, _, irq, softirq = map(
        int, pathlib.Path("/proc/stat").read_text().split(None, 8)[1:8])
    return (user + nice + system + irq + softirq) / TICKS


def cpu_seconds(pid):
    """CPU seconds that a process has used, all its threads."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def anonymous_mib(pid):
    """Memory of a process that is no page of a file."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return 0.0
