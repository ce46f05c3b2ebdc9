"""What tests/open_api_test.py tells schemathesis of this server: which schema-valid requests it refuses all the
same, for what no schema says. Loaded by schemathesis itself (SCHEMATHESIS_HOOKS).
"""
import json
import re
import zlib

import schemathesis
from schemathesis.specs.openapi.checks import negative_data_rejection

BATCH = "/v1/recommend:batch"
DIM = 16  # of the shop's towers
COLUMNS = ("shelf", "title", "price", "place", "added", "item_id", "item.price")


def may_always(_field, _body):
    return True


# Status, code and field of an error that depends on the bundle or the clock, and whether the request `body` is one
# that may meet it. Any other error of a schema-valid request is a fault of the document or of the server.
REFUSALS = (
    # Columns that no feature of this bundle reads, and values that theirs cannot be.
    (400, "request.wrong_feature",
     r"((items)?\[\d+\]\.)?(features|context)\..*|(history|events)(\[\d+\](\..*)?)?", may_always),
    # A filter's column that the items have not, and a value that cannot be compared with those of one they have.
    (400, "config.unknown_name", r"filter\..*",
     lambda field, body: field.removeprefix("filter.") in columns_of(body.get("filter"))),
    (400, "config.wrong_type", r"filter\..*",
     lambda field, body: field.removeprefix("filter.").rpartition(".")[0] in COLUMNS),
    # A column of a cap that the items have not.
    (400, "config.unknown_name", r"caps\..*",
     lambda field, body: field.removeprefix("caps.") in (body.get("caps") or {})),
    # JSON Schema bounds neither how deep conditions lie within one another nor how many there are in all.
    (400, "config.out_of_range", r"filter\..*(any_of\[\d+\]|not)", may_always),
    (400, "request.out_of_range", "filter", may_always),
    # Nor does it add the k of a batch's requests.
    (400, "request.out_of_range", "requests",
     lambda field, body: sum(request.get("k", 10) for request in body["requests"]) > 10_000),
    # A text that looks like a cursor and is none of this server's.
    (400, "request.out_of_range", "cursor", lambda field, body: bool(body.get("cursor"))),
    (409, "cursor.expired", "cursor", lambda field, body: bool(body.get("cursor"))),
    # A vector of other towers, or of the right ones, whose name schemathesis finds in answers, and another length.
    (409, "bundle.mismatch", "model", lambda field, body: body.get("user_vector") is not None),
    (400, "request.out_of_range", "user_vector", lambda field, body: len(body["user_vector"]) != DIM),
    (404, "request.unknown_id", "item_id", lambda field, body: "item_id" in body),
    (404, "request.unknown_id", "id", may_always),
    (412, "request.precondition", "If-Match", may_always),
    # A text where the bundle's ids are integers.
    (400, "request.wrong_feature", "id", may_always),
    # The same of rules, those that were told before too.
    (400, "config.unknown_name", r"rules\[\d+\]\..*", may_always),
    (400, "config.wrong_type", r"rules\[\d+\]\..*", may_always),
    (400, "config.out_of_range", r"rules\[\d+\]\..*(any_of\[\d+\]|not)", may_always),
    # It makes few names, and merges one into two.
    (409, "request.conflict", "from", lambda field, body: "from" in body),
    (503, "serve.deadline", "timeout_ms", lambda field, body: body.get("timeout_ms") is not None),
)


def columns_of(tree):
    """Every name in a filter that could be a column's."""
    if isinstance(tree, list):
        return set().union(*map(columns_of, tree))
    if not isinstance(tree, dict):
        return set()
    key = {tree["key"]} if isinstance(tree.get("key"), str) else set()
    return set(tree) | key | columns_of(list(tree.values()))


def is_explained(status, error, body):
    return any(status == of_status and error["code"] == code and re.fullmatch(fields, error.get("field", ""), re.DOTALL)
               and may_meet(error["field"], body) for of_status, code, fields, may_meet in REFUSALS)


def errors_of(response, case):
    """Status, error and request of each that was refused; of a batch there may be several."""
    if response.status_code != 200:
        return [(response.status_code, response.json()["error"], case.body)]
    if case.path != BATCH:
        return []
    statuses = {"config": 400, "request": 400, "cursor": 409, "bundle": 409, "serve": 503}
    answers = zip(response.json()["answers"], case.body["requests"], strict=True)
    return [(statuses[answer["error"]["code"].split(".")[0]], answer["error"], body)
            for answer, body in answers if "error" in answer]


@schemathesis.check
def valid_requests_are_answered(_, response, case):
    """In place of positive_data_acceptance, which would let any 403, 404, 409 and 5xx pass and knows no codes."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.request.method != case.method.upper():
        return
    for status, error, body in errors_of(response, case):
        if not is_explained(status, error, body if isinstance(body, dict) else {}):
            raise AssertionError(f"a valid request was refused: {status} {json.dumps(error)}")


@schemathesis.check
def late_requests_asked_to_be(_, response, case):
    """503 is no fault of the server where the client would not wait."""
    if response.status_code == 503 and not is_explained(503, response.json()["error"], case.body):
        raise AssertionError(f"503 without need: {response.text}")


@schemathesis.check
def batches_refuse_invalid_requests(ctx, response, case):
    """In place of negative_data_rejection for a batch, which answers each of its requests by itself."""
    if case.path != BATCH:
        return
    is_refused = response.status_code == 200 and any("error" in answer for answer in response.json()["answers"])
    if not is_refused:
        negative_data_rejection(ctx, response, case)


def with_known_columns(tree):
    """Half of the columns of a filter become some that the items have: what is asked of them is then tested, too."""
    if not isinstance(tree, dict):
        return tree
    if tree and set(tree) <= {"must", "should", "must_not"}:
        return {group: [with_known_key(clause) for clause in clauses] if isinstance(clauses, list) else
                with_known_key(clauses) for group, clauses in tree.items()}
    inner = {"any_of": lambda parts: [with_known_columns(part) for part in parts], "not": with_known_columns}
    return {name if name in inner else known_column(name): inner.get(name, lambda tests: tests)(part)
            for name, part in tree.items()}


def with_known_key(clause):
    if not isinstance(clause, dict):
        return clause
    if isinstance(clause.get("key"), str):
        return {**clause, "key": known_column(clause["key"])}
    if set(clause) <= {"is_empty", "is_null"}:
        return {form: with_known_key(named) for form, named in clause.items()}
    return with_known_columns(clause) if "has_id" not in clause else clause


def known_column(name):
    number = zlib.crc32(name.encode(errors="replace"))  # the same in every run
    return COLUMNS[number // 2 % len(COLUMNS)] if number % 2 == 0 else name


@schemathesis.hook
def map_case(_, case):
    if case.meta is None or not case.meta.generation.mode.is_positive or not isinstance(case.body, dict):
        return case
    for request in case.body["requests"] if case.path == BATCH else [case.body]:
        if not isinstance(request, dict):
            continue
        if "filter" in request:
            request["filter"] = with_known_columns(request["filter"])
        for field, column in (("features", "age"), ("context", "hour")):
            if isinstance(request.get(field), dict):
                request[field] = {column if name > "m" else name: value for name, value in request[field].items()}
    return case
