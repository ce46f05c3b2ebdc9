"""Trains the configs in examples/ on the published data sets by their protocols and prints a table.

Usage: bench_quality.py PROGRAM [ROW]...     (a row is a name of ROWS; none: all)

TWOTOWER_TEST_DATA is the folder of the data sets. Every figure comes from `twotower train --json`:
full ranking over all items, early stopping on validation only. Writes bench/results/quality.json,
where rows of earlier runs stay until they are run again.
"""
import dataclasses
import datetime
import functools
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("TWOTOWER_TEST_DATA", ""))
ML_1M = {"data.interactions.path": "ml-1m/ratings.csv.zst", "data.users.path": "ml-1m/users.dat",
         "data.items.path": "ml-1m/movies.dat"}
COLD = {"split.cold_items": 0.05}


@dataclasses.dataclass
class Row:
    """One line of the table: a config, the files it reads, and what counts."""
    name: str
    config: str
    files: dict
    metrics: tuple
    bars: tuple = ()
    seeds: tuple = (1,)
    settings: dict = dataclasses.field(default_factory=dict)
    split_seeds: bool = False  # the seed is the split's, too
    part: str = "test"  # the part of the document that counts; without_history: of evaluate's


BEAUTY = {"data.interactions.path": "amazon-beauty/Beauty.txt"}
GOWALLA = {"data.interactions.path": "gowalla-lightgcn/train.txt",
           "split.test": "gowalla-lightgcn/test.txt"}
GLOBO = {"data.interactions.path": "globo-clicks/clicks.csv.zst"}
TOP_10 = ("recall@10", "ndcg@10")
ROWS = [
    Row("amazon-beauty strict", "amazon-beauty", BEAUTY, TOP_10, (.0800, .0490)),
    Row("amazon-beauty refit", "amazon-beauty", BEAUTY, TOP_10, (.0950, .0575),
        settings={"train.refit": True}),
    Row("ml-1m strict", "ml-1m", {"data.interactions.path": "ml-1m/ml-1m_sasrec.txt.zst"}, TOP_10,
        (.2850, .1620), seeds=(1, 2, 3)),
    Row("gowalla strict", "gowalla", GOWALLA, ("recall@20", "ndcg@20")),
    Row("gowalla refit", "gowalla", GOWALLA, ("recall@20", "ndcg@20"), (.1700,),
        settings={"train.refit": True}),
    Row("globo", "globo", GLOBO, ("recall@20", "mrr@20")),
    Row("ml-100k", "ml-100k", {"data.interactions.path": "ml-100k/u.data"}, ("row_recall@100",),
        (.413,), seeds=(1, 2, 3), split_seeds=True),
    Row("ml-1m ids", "ml-1m-ids", ML_1M, TOP_10),
    Row("ml-1m side features", "ml-1m-features", ML_1M, TOP_10),
    Row("ml-1m users without history", "ml-1m-content", ML_1M, TOP_10, part="without_history"),
    Row("ml-1m cold movies", "ml-1m-content", ML_1M, ("recall@50",), settings=COLD,
        part="cold_items"),
    Row("ml-1m cold movies alone", "ml-1m-content", ML_1M, ("recall@50",), settings=COLD,
        part="cold_items_alone"),
]


@functools.cache
def train(program, config, settings, without_history):
    """The JSON document of one run; with `without_history`, and what `evaluate` says of it then."""
    with tempfile.TemporaryDirectory() as runs:
        command = ["train", ROOT / "examples" / f"{config}.yaml", "--runs", runs]
        for key, value in settings:
            command += ["--set", f"{key}={json.dumps(value) if isinstance(value, bool) else value}"]
        document = run_json(program, command)
        if without_history:
            command = ["evaluate", document["bundle"], "--without-history"]
            document["without_history"] = run_json(program, command)["test"]
    return document


def run_json(program, command):
    result = subprocess.run([program, *command, "--json"], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: {result.stderr[-2000:]}")
    return json.loads(result.stdout)


def run_row(program, row, seed):
    settings = {**row.settings, "train.seed": seed}
    if row.split_seeds:
        settings["split.seed"] = seed
    settings.update({key: DATA / file for key, file in row.files.items()})
    return train(program, row.config, tuple(settings.items()), row.part == "without_history")


def mean(values):
    return sum(values) / len(values)


def figures(documents, row):
    """Means over seeds, for the model and the baselines."""
    tests = [document[row.part] for document in documents]
    result = {"two_towers": {m: mean([t["metrics"][m]["value"] for t in tests]) for m in row.metrics}}
    for baseline in tests[0]["baselines"]:
        result[baseline] = {m: mean([t["baselines"][baseline][m]["value"] for t in tests])
                            for m in row.metrics}
    return result


def print_row(row, documents, values):
    cells = []
    for i, metric in enumerate(row.metrics):
        bar = f" (bar {row.bars[i]:.4f})" if i < len(row.bars) else ""
        others = [f"{name} {figure[metric]:.4f}" for name, figure in values.items()
                  if name != "two_towers"]
        cells.append(f"{metric} {values['two_towers'][metric]:.4f}{bar}, {', '.join(others)}")
    seconds = mean([d["seconds"]["train"] for d in documents])
    epochs = [d["epochs"] for d in documents]
    rate = mean([d["examples_per_second"] for d in documents])
    verdict = documents[0].get("verdict", {}).get("text", "")
    print(f"{row.name:<26} {' | '.join(cells)}\n{'':<26} seeds {row.seeds}, epochs {epochs}, "
          f"{seconds:.0f} s of training, {rate:,.0f} examples/s. {verdict}", flush=True)


def machine():
    model = "unknown"
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":")[1].strip()
    return f"{model}, {os.cpu_count()} cores, {platform.system()}"


def main():
    program, names = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True,
                            text=True, check=False).stdout.strip()
    print(f"{datetime.date.today()}, {machine()}, commit {commit}")
    file = ROOT / "bench" / "results" / "quality.json"
    chosen = [row for row in ROWS if not names or row.name in names]
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    results = [result for result in kept if result["case"] not in [row.name for row in chosen]]
    for row in chosen:
        if not all((DATA / name).exists() for name in row.files.values()):
            print(f"{row.name:<26} skipped: its files are not in TWOTOWER_TEST_DATA")
            continue
        documents = [run_row(program, row, seed) for seed in row.seeds]
        values = figures(documents, row)
        print_row(row, documents, values)
        for metric in row.metrics:
            for name in [name for name in values if name != "two_towers"]:
                ours, peer = values["two_towers"][metric], values[name][metric]
                results.append({"case": row.name, "metric": metric, "ours": ours, "peer": peer,
                                "peer_name": name, "ratio": ours / peer if peer else None,
                                "machine": machine(), "commit": commit, "seeds": row.seeds,
                                "epochs": [d["epochs"] for d in documents],
                                "seconds": [d["seconds"] for d in documents]})
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
