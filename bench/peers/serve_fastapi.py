#!/usr/bin/env python3
"""Recommendations as one serves them from Python: FastAPI, PyTorch, Faiss, histories in memory.

Usage: serve_fastapi.py WORLD PORT      (one process; WORLD is a folder of serve_world.py)

The architecture and the sizes of the model are those of the bundle beside it; the weights are
drawn: they do not change what a request costs. It answers the bodies of WORLD by the same rules: k items
that pass the filter and that the user did not have. One thread: a core more is a process more.
"""

import functools
import math
import pathlib
import sys

import measure

measure.limit_threads(1)

import faiss  # noqa: E402
import fastapi  # noqa: E402
import numpy as np  # noqa: E402
import orjson  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
import pydantic  # noqa: E402
import torch  # noqa: E402
import uvicorn  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

DIM, LENGTH, SIDE_DIM, HIDDEN = 64, 50, 16, 128


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(DIM), nn.LayerNorm(DIM)
        self.qkv, self.project = nn.Linear(DIM, 3 * DIM), nn.Linear(DIM, DIM)
        self.widen, self.narrow = nn.Linear(DIM, DIM), nn.Linear(DIM, DIM)

    def forward(self, x):
        q, k, v = self.qkv(self.norm1(x)).chunk(3, dim=-1)
        attended = F.scaled_dot_product_attention(q[None], k[None], v[None], is_causal=True)[0]
        x = x + self.project(attended)
        return x + self.narrow(F.gelu(self.widen(self.norm2(x))))


class UserTower(nn.Module):
    """One user a call: nothing is padded."""

    def __init__(self, num_items, num_countries, num_ages):
        super().__init__()
        self.items = nn.Embedding(num_items, DIM)
        self.countries = nn.Embedding(num_countries, SIDE_DIM)
        self.ages = nn.Embedding(num_ages, SIDE_DIM)
        self.positions = nn.Parameter(torch.randn(LENGTH, DIM) * 0.02)
        self.block, self.norm = Block(), nn.LayerNorm(DIM)
        self.layers = nn.Sequential(nn.Linear(DIM + 2 * SIDE_DIM, HIDDEN), nn.ReLU(),
                                    nn.Linear(HIDDEN, DIM))

    def forward(self, history, country, age):
        x = self.items(history) * math.sqrt(DIM) + self.positions[LENGTH - len(history):]
        state = self.norm(self.block(x)[-1])
        x = torch.cat([state, self.countries.weight[country], self.ages.weight[age]])
        return F.normalize(self.layers(x), dim=0)


def codes_of(column):
    """The values of a text column, and a number for each row."""
    encoded = column.combine_chunks().dictionary_encode()
    names = encoded.dictionary.to_pylist()
    return {name: code for code, name in enumerate(names)}, encoded.indices.to_numpy()


class Catalog:
    def __init__(self, folder):
        table = pq.read_table(folder / "items.parquet")
        self.titles = table["title"].to_pylist()
        self.names, self.columns = {}, {}
        for name in ("category", "brand"):
            self.names[name], self.columns[name] = codes_of(table[name])
        for name in ("price", "stock"):
            self.columns[name] = table[name].to_numpy()
        vectors = F.normalize(torch.randn(len(self.titles), DIM)).numpy()
        self.index = faiss.IndexFlatIP(DIM)
        self.index.add(vectors)

    @functools.lru_cache(maxsize=4096)
    def passing(self, text):
        """One bit an item that passes a filter, given as JSON."""
        mask = np.ones(len(self.titles), bool)
        for name, tests in orjson.loads(text).items():
            column = self.columns[name]
            for test, value in tests.items():
                if test == "min":
                    mask &= column >= value
                elif test == "max":
                    mask &= column <= value
                elif test == "is":
                    mask &= column == self.names[name].get(value, -1)
                else:
                    mask &= np.isin(column, [self.names[name].get(v, -1) for v in value])
        return np.packbits(mask, bitorder="little")

    def search(self, vector, k, wanted, seen):
        """The best k: what was seen is dropped from a longer list, or taken out of the bits."""
        if not wanted:
            scores, ids = self.index.search(vector, k + len(seen))
            kept = [(i, s) for i, s in zip(ids[0].tolist(), scores[0].tolist()) if i not in seen]
            return kept[:k]
        bits = self.passing(orjson.dumps(wanted)).copy()
        places = np.fromiter(seen, np.int64, len(seen))
        np.bitwise_and.at(bits, places >> 3, ~(np.uint8(1) << (places & 7).astype(np.uint8)))
        chosen = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        scores, ids = self.index.search(vector, k, params=chosen)
        return [(i, s) for i, s in zip(ids[0].tolist(), scores[0].tolist()) if i >= 0]


class Users:
    def __init__(self, folder):
        table = pq.read_table(folder / "users.parquet")
        countries, self.countries = codes_of(table["country"])
        ages, self.ages = codes_of(table["age"])
        self.num_countries, self.num_ages = len(countries), len(ages)
        log = pq.read_table(folder / "interactions.parquet", columns=["user_id", "item_id"])
        # They stand by user and time.
        self.items = log["item_id"].to_numpy()
        self.offsets = np.searchsorted(log["user_id"].to_numpy(), np.arange(len(table) + 1))

    def history(self, user):
        return self.items[self.offsets[user]:self.offsets[user + 1]]


class Recommend(pydantic.BaseModel):
    user_id: int
    k: int = 10
    filter: dict[str, dict] | None = None
    events: list[int] = []


torch.set_num_threads(1)
torch.manual_seed(1)
faiss.omp_set_num_threads(1)
folder = pathlib.Path(sys.argv[1])
catalog, users = Catalog(folder), Users(folder)
tower = UserTower(len(catalog.titles), users.num_countries, users.num_ages).eval()
app = fastapi.FastAPI()


# Not handed to a thread: all of it is work for this core.
@app.post("/v1/recommend")
async def recommend(request: Recommend):
    history = np.concatenate([users.history(request.user_id),
                              np.array(request.events, np.int64)])
    with torch.inference_mode():
        vector = tower(torch.from_numpy(history[-LENGTH:]), users.countries[request.user_id],
                       users.ages[request.user_id])[None].numpy()
    found = catalog.search(vector, request.k, request.filter, set(history.tolist()))
    items = [{"id": i, "score": s, "show": {"title": catalog.titles[i]}} for i, s in found]
    return fastapi.Response(orjson.dumps({"items": items}), media_type="application/json")


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), loop="uvloop", http="httptools",
            access_log=False, log_level="warning", timeout_keep_alive=75)
