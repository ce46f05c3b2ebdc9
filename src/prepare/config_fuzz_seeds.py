"""Writes small configs that are right, for config_fuzz to start from.

Usage: config_fuzz_seeds.py FOLDER
"""
import pathlib
import sys

CONFIGS = {
    "small": "data: {interactions: {path: log.csv}}\n",
    "override": "train.optimizer.learning_rate=0.01\n",
    "override_map": "split={kind: random, test: 0.3, seed: 2}\n",
    "alias": "a: &a [1, 2]\nb: *a\n? c\n: 'd'\n",
    "json": '{"train": {"epochs": 3, "table_optimizer": {"kind": "adagrad"}}, "towers": {"dim": 64}}\n',
    "tables": """name: movies
data:
  interactions: {path: r.csv, user: u, item: i, time: t, type: {column: e, weights: {view: 1, shown: 0}},
                 last: 90d, half_life: 30d, keep: {rating: {min: 4}}, on_bad_row: {kind: skip, max: 9}}
  users: {path: users.dat, separator: "::", header: [user, age], id: user}
  items: {path: movies.dat, encoding: latin-1, id: movie, show: [title]}
  repeat: exclude
split: {kind: time, test: {from: 2026-11-21}, validation: 0.1, targets: event, candidates: started}
""",
    "model": """features:
  user: {history: {kind: sequence, length: 20, encoder: {kind: attention, blocks: 2}}, age: {kind: number, buckets: 8}}
  item: {id: {kind: id, dim: 16}, tags: {kind: tags, separator: "|"}, title: text, v: vector}
  context: {hour: category}
towers: {dim: 32, user: {hidden: [64], dropout: 0.1}, similarity: cosine, temperature: 0.05}
loss: {kind: softmax, log_q: true}
negatives: {in_batch: true, uniform: 256}
train: {epochs: 20, early_stopping: {metric: ndcg@10, patience: 3}, schedule: cosine, average: ema}
""",
}

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, text in CONFIGS.items():
    (folder / name).write_text(text, encoding="utf-8")
