"""The served OpenAPI document: it is valid, real answers are what it says, and schemathesis, which makes requests of
it, valid and invalid ones, finds none that the server treats otherwise.

Usage: open_api_test.py PROGRAM
TWOTOWER_FAULT_SCALE: how many requests schemathesis makes, .1 without it; `make test-faults` has 1.
"""
import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema_rs
from schemathesis.specs.openapi.definitions import OPENAPI_31

from http_shop import CONFIG, NUM_ITEMS, NUM_USERS, Server, trained_shop, write_csv, write_shop

SCALE = float(os.environ.get("TWOTOWER_FAULT_SCALE", ".1"))
SEED = 7
BATCH = "/v1/recommend:batch"
KEY = "the-key-of-admins"
# Our own checks stand in for two of schemathesis's; tests/open_api_checks.py says why.
CHECKS = """
[cache]
enabled = false
[generation]
database = "none"
[checks.positive_data_acceptance]
enabled = false
[checks.not_a_server_error]
expected-statuses = ["2xx", "4xx", 503]
[[operations]]
include-path = "/v1/recommend:batch"
checks.negative_data_rejection.enabled = false
"""
WITHOUT_COVERAGE = """
[[operations]]
include-path = {}
phases.coverage.enabled = false
"""


def write_wide_shop(folder):
    """The shop with a feature of users, one of the moment, and a column of every type."""
    write_shop(folder)
    config = CONFIG.replace("  repeat:", "  users: {path: users.csv, id: user}\n  repeat:")
    config = config.replace("  item: {item:", "  context: {hour: category}\n  item: {item:")
    config = config.replace("user: {history:", "user: {age: number, history:")
    config += "serve: {shown: {max: 1, within: 7d}}\n"
    (folder / "shop.yaml").write_text(config, encoding="utf-8")
    write_csv(folder / "users.csv", ["user", "age"], [[f"u{i}", 20 + i % 50] for i in range(NUM_USERS)])
    rows = (folder / "log.csv").read_text(encoding="utf-8").splitlines()
    write_csv(folder / "log.csv", [*rows[0].split(","), "hour"],
              [[*row.split(","), 8 + i % 2 * 12] for i, row in enumerate(rows[1:])])
    write_csv(folder / "items.csv", ["item", "shelf", "title", "price", "place", "added"],
              [[i, f"row {i % 3}/shelf {i % 6}", f"thing {i}", "" if i == 5 else i / 2, f"{i}.5,{2 * i}",
                f"2026-01-{i + 1:02}"] for i in range(NUM_ITEMS)])


def nodes_of(tree):
    """Every map in a tree."""
    if isinstance(tree, dict):
        yield tree
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else []:
        yield from nodes_of(part)


def property_names(schema):
    return {name for node in nodes_of(schema) for name in node.get("properties", {})}


class OpenApiTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = trained_shop(cls.addClassCleanup, write_wide_shop)
        (cls.folder / "keys.yaml").write_text(f"keys: {{admin: [{KEY}]}}\n", encoding="utf-8")
        cls.server = cls.started()
        cls.document = cls.server.ask("GET", "/openapi.json")[1]

    @classmethod
    def started(cls, *arguments):
        state = tempfile.TemporaryDirectory()
        cls.addClassCleanup(state.cleanup)
        server = Server(cls.folder, "runs/shop", "--threads", "2", "--state", state.name, *arguments)
        cls.addClassCleanup(server.stop)
        return server

    def operations(self):
        return [(path, method, operation) for path, methods in self.document["paths"].items()
                for method, operation in methods.items()]

    def validator(self, schema, document=None):
        components = (document or self.document)["components"]
        return jsonschema_rs.Draft202012Validator({**schema, "components": components}, validate_formats=True)

    def answer_schema(self, path, status, method="post"):
        response = self.document["paths"][path][method]["responses"][str(status)]
        if "$ref" in response:
            response = self.document["components"]["responses"][response["$ref"].rpartition("/")[2]]
        return next(iter(response["content"].values()))["schema"]

    def test_the_document_is_valid(self):
        jsonschema_rs.Draft202012Validator(OPENAPI_31).validate(self.document)
        schemas = [node["schema"] for node in nodes_of(self.document["paths"]) if "schema" in node]
        schemas += self.document["components"]["schemas"].values()
        self.assertGreater(len(schemas), 20)
        for schema in schemas:
            jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
            self.validator(schema)  # fails for a reference to nothing
        references = {node["$ref"] for node in nodes_of(self.document) if "$ref" in node}
        self.assertEqual({name for name in self.document["components"]["schemas"]},
                         {name.rpartition("/")[2] for name in references if "/schemas/" in name})

    def body_schema(self, path):
        return self.document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]

    def assert_agreed(self, path, bodies, is_valid):
        """That schema and server say the same of each."""
        validator = self.validator(self.body_schema(path))
        for body in bodies:
            status, answer = self.server.post(path, body)
            self.assertEqual((validator.is_valid(body), status == 200), (is_valid, is_valid), (body, answer))

    def test_the_server_takes_what_the_document_says(self):
        clauses = [{"key": "price", "match": {"value": 1, "any": None}},
                   {"key": "shelf", "match": {"except": ["x", 1]}}, {"has_id": [1, "2"]},
                   {"key": "price", "range": {"gt": 1, "lte": 3.5, "lt": None}},
                   {"key": "place", "geo_radius": {"center": {"lat": 1, "lon": 2.5}, "radius": 5e7}},
                   {"is_empty": {"key": "price"}}, {"is_null": {"key": "price"}}, {"should": [{"must_not": None}]}]
        filters = [None, {}, {"price": {"min": 1, "below": 9}}, {"item.shelf": {"under": "row 1"}},
                   {"any_of": [{"title": {"is": "x"}}, {"not": {"price": {"exists": True}}}]},
                   {"added": {"within": "52w"}}, {"place": {"within": {"km": 5, "latitude": 9.5, "longitude": 18}}},
                   *({"must": [clause], "must_not": clause} for clause in clauses)]
        events = [1, "a", 7.0, {"item_id": 2, "type": None, "time": None, "context": None},
                  {"item_id": "b", "time": "2026-11-21T08:30:00Z"}, {"item_id": 1, "time": 1_700_000_000.5}]
        self.assert_agreed("/v1/recommend", [
            {}, {"k": 1000}, {"k": 3.0}, {"user_id": 2**63 - 1}, {"user_id": None, "history": None, "events": None},
            {"history": events, "events": events, "exclude": [1, "x"]}, {"diversity": 1, "why": True, "cursor": ""},
            {"caps": {"shelf": 2}}, {"caps": {}, "search": {"exact": True}}, {"search": {}},
            {"features": {"age": None}, "context": {"hour": 8}}, {"features": None}, {"timeout_ms": 600_000},
            {"user_vector": None, "model": ""}, {"user_id": "u9", "log_shown": True}, {"log_shown": False}, *({"filter": given} for given in filters)], True)
        self.assert_agreed("/v1/similar", [{"item_id": 7}, {"item_id": 7.0, "exclude": None}], True)
        self.assert_agreed("/v1/score", [{"items": []}, {"items": None}, {"items": [1, "x"] * 128}], True)
        self.assert_agreed("/v1/recommend:batch", [{"requests": []}, {"requests": [{}] * 256}], True)
        event = {"user_id": "u1", "item_id": 7}
        self.assert_agreed("/v1/events", [
            [], [event] * 1000, [{**event, "time": "2026-11-21"}, {**event, "time": None, "type": None, "value": None}],
            [{"user_id": 7.0, "item_id": "x", "event_id": "", "type": 3, "time": 1_700_000_000.5, "value": -1.5,
              "context": {"hour": 8}, "request_id": "r", "position": 1}]], True)

    def test_the_server_refuses_what_the_document_forbids(self):
        clauses = [{"key": "price"}, {"key": 1, "match": {"value": 1}}, {"key": "price", "match": {"value": None}},
                   {"key": "price", "match": {}}, {"key": "price", "match": {"value": [1]}}, {"has_id": 3},
                   {"key": "price", "range": {"gt": 1, "over": 2}}, {"is_empty": {"key": "price", "more": 1}},
                   {"key": "place", "geo_radius": {"center": {"lat": 91, "lon": 2.5}, "radius": 5}}, {}, 7]
        filters = [[], 7, {"price": {}}, {"price": 7}, {"price": {"minn": 1}}, {"price": {"min": True}},
                   {"any_of": []}, {"any_of": {}}, {"not": None}, {"shelf": {"under": ""}}, {"added": {"within": "1y"}},
                   {"place": {"within": {"km": 0, "latitude": 9.5, "longitude": 18}}}, {"price": {"any": 1}},
                   {"price": {"is": None}}, *({"must": [clause]} for clause in clauses)]
        events = [None, True, 7.5, 2**63, {}, {"item_id": None}, {"item_id": 1, "item": 2},
                  {"item_id": 1, "time": "soon"}, {"item_id": 1, "time": 1e22}, {"item_id": 1, "type": 1.5},
                  {"item_id": 1, "context": [1]}]
        self.assert_agreed("/v1/recommend", [
            [], {"kk": 1}, {"k": 0}, {"k": 1001}, {"k": None}, {"k": 1.5}, {"k": 2**63}, {"user_id": -2**63 - 1},
            {"user_id": True}, {"why": None}, {"model": None}, {"cursor": 1}, {"diversity": 1.1}, {"timeout_ms": 0},
            {"caps": {"shelf": 0}}, {"caps": 2}, {"search": {"exact": 1}}, {"search": {"ef": 9}},
            {"exclude": [None]}, {"exclude": 1}, {"features": [1]}, {"features": {"age": {}}},
            {"features": {"age": [[1]]}}, {"log_shown": True}, {"log_shown": True, "user_id": None},
            {"user_vector": [1.0]}, {"user_vector": [1.0], "model": ""}, {"user_vector": [1.1e16], "model": "x"},
            *({"events": [event]} for event in events), *({"filter": given} for given in filters)], False)
        for path in ("/v1/similar", "/v1/why"):
            self.assert_agreed(path, [{}, {"item_id": None}, {"item_id": 7, "user": 1}, {"item_id": [7]}], False)
        event = {"user_id": "u1", "item_id": 7}
        self.assert_agreed("/v1/events", [
            {}, [7], [event] * 1001, [{"user_id": "u1"}], [{"item_id": 7}], [{**event, "user_id": None}],
            [{**event, "item_id": 7.5}], [{**event, "more": 1}], [{**event, "time": "soon"}],
            [{**event, "event_id": 7}], [{**event, "position": 0}], [{**event, "value": "x"}],
            [{**event, "context": [1]}], [{**event, "context": {"a": {"b": 1}}}],
            [{**event, "context": {"a": [{"b": 1}]}}]], False)
        self.assert_agreed("/v1/score", [{}, {"items": [1] * 257}, {"items": [1.5]}, {"items": [1], "k": 3}],
                           False)
        self.assert_agreed("/v1/recommend:batch", [{}, {"requests": None}, {"requests": [{}] * 257},
                                                   {"requests": [], "k": 3}], False)

    def validated(self, path, body, status=200, sent_to=None, method="post"):
        """An answer, which has no key but those of the document."""
        schema = self.answer_schema(path, status, method)
        closed = copy.deepcopy({"schema": schema, "components": self.document["components"]})
        for node in nodes_of(closed):
            if "properties" in node and "additionalProperties" not in node:
                node["additionalProperties"] = False
        found, answer = self.server.ask(method.upper(), sent_to or path, body)
        self.assertEqual(found, status, answer)
        self.validator(closed["schema"], closed).validate(answer)
        return answer

    def test_real_answers_are_what_the_document_says(self):
        recommend, batch, similar, score, why = (f"/v1/{name}" for name in (
            "recommend", "recommend:batch", "similar", "score", "why"))
        self.validated("/v1/events", [{"user_id": "u5", "item_id": 7, "type": "shown"}])
        first = self.validated(recommend, {"user_id": "u5", "k": 4})
        model = first["model"]
        rest = {"user_id": "u5", "k": 30, "cursor": first["cursor"]}
        lists = [first, self.validated(recommend, rest),
                 self.validated(recommend, {"user_id": "u1", "why": True, "k": 30}),
                 self.validated(recommend, {"user_id": "u1", "k": 30, "caps": {"shelf": 1}}),
                 self.validated(recommend, {"features": {"age": 33}, "context": {"hour": 8}, "why": True}),
                 self.validated(recommend, {"history": [1, {"item_id": 2, "time": "2026-11-21"}], "why": True}),
                 self.validated(recommend, {"history": ["none"], "exclude": ["none"], "events": [4]}),
                 self.validated(recommend, {"user_id": "nobody", "why": True, "filter": {"price": {"max": 2}}}),
                 self.validated(recommend, {"user_vector": [1.0] + [0.0] * 15, "model": model, "why": True}),
                 self.validated(similar, {"item_id": 7, "k": 40, "filter": None})]
        made = self.validated(batch, {"requests": [{"user_id": "u1", "k": 30, "caps": {"shelf": 1}}, {"k": 0}, {"user_id": "nobody", "why": True}]})
        scores = [self.validated(score, {"user_id": user, "items": [1, "none"]}) for user in ("u1", "nobody")]
        whys = [self.validated(why, {"item_id": item, "user_id": user, "context": {"hour": 20}})
                for item in (4, 9, 20) for user in ("u1", "u2")]
        whys.append(self.validated(why, {"item_id": 4, "user_id": "nobody"}))
        events = "/v1/events"
        event = {"user_id": "u1", "item_id": 7}
        kept = self.validated(events, [{**event, "event_id": "a"}, {**event, "event_id": "a"},
                                       {**event, "item_id": "none", "time": "2020-01-01"},
                                       {**event, "time": "2100-01-01"}])
        self.assertEqual([result["status"] for result in kept["results"]],
                         ["stored", "duplicate", "late", "refused"])
        merge = "/v1/users/{id}:merge"
        merged = self.validated(merge, {"from": "session-1"}, sent_to="/v1/users/u7:merge")
        item, items, user = "/v1/items/{id}", "/v1/items:batch", "/v1/users/{id}"
        wrote = [self.validated(item, {"features": {"price": 2, "more": 1}, "version": 3}, sent_to="/v1/items/500", method="put"),
                 self.validated(item, None, sent_to="/v1/items/500?version=2", method="delete")]
        self.assertEqual([answer["status"] for answer in wrote], ["stored", "stale"])
        many = self.validated(items, {"items": [{"id": 501, "features": {"more": 1}, "version": 1}, {"id": "none"}]})
        known = [self.validated(item, None, sent_to="/v1/items/500", method="get")]
        wrote_user = self.validated(user, {"features": {"age": 27, "more": 1}, "version": 3}, sent_to="/v1/users/u8", method="put")
        known_user = self.validated(user, None, sent_to="/v1/users/u8", method="get")
        erased = self.validated(user, None, sent_to="/v1/users/u8", method="delete")
        for path, method, answers in ((item, "put", wrote), (items, "post", [many]), (item, "get", known),
                                      (user, "put", [wrote_user]), (user, "get", [known_user]),
                                      (user, "delete", [erased])):
            told = {name for node in nodes_of(answers) for name in node}
            self.assertEqual(property_names([self.answer_schema(path, 200, method)]) - told, set(), path)
        for path, answers in ((events, [kept]), (merge, [merged]), (recommend, lists), (batch, [made]), (score, scores), (why, whys)):
            told = {name for node in nodes_of(answers) for name in node}
            schemas = [self.answer_schema(path, 200)]
            if path == batch:
                schemas.append(self.document["components"]["schemas"]["Error"])
            self.assertEqual(property_names(schemas) - told, set(), path)

    def test_real_errors_are_what_the_document_says(self):
        for path, body, status in (("/v1/recommend", {"kk": 1}, 400), ("/v1/similar", {"item_id": "none"}, 404),
                                   ("/v1/why", {}, 400), ("/v1/why", {"item_id": "none"}, 404),
                                   ("/v1/score", {"items": [1], "user_vector": [1], "model": "x"}, 409),
                                   ("/v1/recommend:batch", {"requests": [{}] * 257}, 400),
                                   ("/v1/events", [{"user_id": "u1"}], 400),
                                   ("/v1/recommend", b"[" + b" " * 1_100_000 + b"]", 413)):
            self.validated(path, body, status)
        for path in ("/livez", "/readyz", "/healthz", "/openapi.json"):
            status, answer = self.server.ask("GET", path)
            self.assertEqual(status, 200)
            self.validator(self.answer_schema(path, 200, "get")).validate(answer)

    def test_it_says_where_a_key_is_needed(self):
        self.assertEqual([path for path, _, operation in self.operations() if "security" in operation], [])
        guarded = self.started("--config", "keys.yaml")
        document = guarded.ask("GET", "/openapi.json")[1]
        generation = guarded.ask("GET", "/healthz")[1]["generation"]
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")
                one = path.replace("{id}", {"items": "7", "users": "u7"}.get((path + "//").split("/")[2], generation))
                statuses = [guarded.ask(method.upper(), one, body, headers=headers)[0] for headers in (
                    {}, {"Authorization": "Bearer wrong"}, {"api-key": KEY}, {"Authorization": f"Bearer {KEY}"})]
                expected = [401, 401, 200, 200] if "security" in operation else [200] * 4
                self.assertEqual(statuses, expected, path)
                self.assertEqual("401" in operation["responses"], "security" in operation, path)

    def assert_no_violation(self, server, max_examples, phases, uncovered, *arguments):
        config = CHECKS + (WITHOUT_COVERAGE.format(json.dumps(uncovered)) if SCALE < 1 else "")
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "checks.toml").write_text(config, encoding="utf-8")
            # A file, as the path that a document is loaded from is left out of the test.
            document = json.dumps(server.ask("GET", "/openapi.json")[1])
            (pathlib.Path(folder) / "openapi.json").write_text(document, encoding="utf-8")
            here = str(pathlib.Path(__file__).parent)
            command = [sys.executable, "-m", "schemathesis.cli", "--config-file", "checks.toml", "run", "openapi.json",
                       "--url", server.address, "--phases", phases, "--max-examples",
                       str(int(max_examples * SCALE)), "--seed", str(SEED), "--workers", "1", "--no-color",
                       "--continue-on-failure", "--warnings", "off", *arguments]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=1200, env={
                **os.environ, "SCHEMATHESIS_HOOKS": "open_api_checks",
                "PYTHONPATH": os.pathsep.join([here, os.environ.get("PYTHONPATH", "")])})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        tested, cases = (int(re.search(pattern, done.stdout)[1]) for pattern in (r"Tested: (\d+)", r"(\d+) generated"))
        self.assertEqual(tested, len(self.operations()))
        self.assertGreater(cases, max_examples * SCALE)
        print(f"schemathesis: {cases} cases")

    # Coverage makes thousands of requests whatever is asked for; those of recommend cover nearly all of the others.
    def test_schemathesis_finds_no_violation(self):
        self.assert_no_violation(self.server, 120, "examples,coverage,fuzzing", [BATCH, "/v1/similar", "/v1/why"])

    def test_schemathesis_finds_no_violation_behind_keys(self):
        server = self.started("--config", "keys.yaml")
        # It would send both fields that a key may come in, and is left to say what is missing.
        self.assert_no_violation(server, 50, "examples,coverage,fuzzing" if SCALE >= 1 else "examples,coverage",
                                 [BATCH, "/v1/recommend", "/v1/similar", "/v1/why"], "--header",
                                 f"Authorization: Bearer {KEY}", "--generation-with-security-parameters", "false")


if __name__ == "__main__":
    unittest.main()
