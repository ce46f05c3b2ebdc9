"""Writes requests that are right, for http_fuzz to start from: of every call, in every framing.

Usage: http_fuzz_seeds.py FOLDER
"""
import json
import pathlib
import sys

RECOMMEND = {"user_id": "ann", "k": 3, "exclude": [103], "why": True, "diversity": 0.5, "caps": {"colors": 2},
             "filter": {"price": {"max": 5}, "colors": {"is": "red"}}}
CALLS = {
    "recommend": RECOMMEND,
    "recommend:batch": {"requests": [RECOMMEND, {"k": 0}]},
    "similar": {"item_id": 104, "k": 2, "filter": {"must": [{"key": "title", "match": {"value": "a"}}]}},
    "score": {"history": [100, {"item_id": 101, "type": "buy", "time": "2026-11-21T08:30:00Z"}],
              "features": {"city": "oslo", "age": 20}, "context": {"hour": 8}, "items": [101, 102]},
    "why": {"user_id": "eve", "events": [106], "item_id": 102},
}


def post(name, body, framing):
    return (f"POST /v1/{name} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{framing}\r\n\r\n"
            .encode() + body)


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
seeds = {"health": b"GET /healthz?x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
         "wrong": b"PUT /v1/score HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\r\n",
         "no_http": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}
for name, call in CALLS.items():
    body = json.dumps(call).encode()
    seeds[name] = post(name, body, f"Content-Length: {len(body)}")
    chunks = b"%x;a=\"b\"\r\n%s\r\n%x\r\n%s\r\n0\r\nA: b\r\n\r\n" % (9, body[:9], len(body) - 9, body[9:])
    seeds[name + ".chunked"] = post(name, chunks, "Transfer-Encoding: chunked")
seeds["pipelined"] = seeds["why.chunked"] + seeds["health"] + seeds["similar"]
seeds["empty"] = post("why", b"0\r\n\r\n", "Expect: 100-continue\r\nTransfer-Encoding: chunked") + seeds["score"]
for number, (name, seed) in enumerate(seeds.items()):
    (folder / name).write_bytes(bytes([number]) + seed)
