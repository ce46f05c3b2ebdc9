"""Vectors that were made elsewhere: `twotower index build` makes a bundle of them, which is served, filtered and
added to like any other. What it answers is what NumPy computes from the same numbers.

Usage: foreign_vectors_test.py PROGRAM; needs numpy (make deps-test)
"""
import json
import pathlib
import subprocess
import tempfile
import time
import unittest

import numpy as np
from http_shop import PROGRAM, Server, write_csv

NUM_ITEMS, DIM, K, NUM_QUERIES = 3000, 24, 10, 20
SHELVES = ("food", "books", "toys")
SIMILARITIES = ("dot", "cosine", "euclidean", "manhattan")


def item_ids(count):
    return [f"sku-{7 * i % count}" for i in range(count)]  # rows in no order of ids


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def scores_of(similarity, vectors, query):
    """Of all items, in double precision from the fp32 numbers that both sides have."""
    v, q = vectors.astype(np.float64), query.astype(np.float64)
    if similarity == "dot":
        return v @ q
    if similarity == "cosine":
        return (v @ q) / (np.linalg.norm(v, axis=1) * np.linalg.norm(q))
    if similarity == "euclidean":
        return -((v - q) ** 2).sum(axis=1)
    return -np.abs(v - q).sum(axis=1)


def best_of(scores, allowed):
    """Slots, best first, equal scores in the order of slots."""
    order = np.argsort(-scores, kind="stable")
    return [slot for slot in order if allowed[slot]][:K]


def build(folder, *arguments, language="en"):
    return subprocess.run([PROGRAM, "--lang", language, "index", "build", *arguments], cwd=folder,
                          capture_output=True, text=True, check=False, timeout=120)


class Shop:
    """A folder with vectors.jsonl and items.jsonl."""

    def __init__(self, folder):
        draw = np.random.default_rng(11)
        self.folder = folder
        self.ids = item_ids(NUM_ITEMS)
        self.vectors = (draw.standard_normal((NUM_ITEMS, DIM)) * draw.uniform(.2, 3, (NUM_ITEMS, 1))).astype(np.float32)
        self.vectors[1500] = self.vectors[20]  # two of one score, whoever asks
        self.shelves = [SHELVES[i % 3] for i in range(NUM_ITEMS)]
        self.prices = draw.integers(1, 100, NUM_ITEMS)
        self.queries = draw.standard_normal((NUM_QUERIES, DIM)).astype(np.float32)
        self.queries[0] = self.vectors[20]  # what is asked for is there, twice
        write_lines(folder / "vectors.jsonl",
                    [{"item_id": i, "vector": [float(x) for x in v]} for i, v in zip(self.ids, self.vectors)])
        backwards = list(zip(self.ids, self.shelves, self.prices))[:-5][::-1]  # five have no row
        write_lines(folder / "items.jsonl", [{"item_id": i, "shelf": s, "price": int(p), "phone": "+86 138 0000 0000",
                                              "title": f"thing {i}"} for i, s, p in backwards])

    def build(self, similarity, to):
        return build(self.folder, "--vectors", "vectors.jsonl", "--items", "items.jsonl", "--similarity", similarity,
                     "--to", to, "--json")


class ForeignVectorsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.shop = Shop(pathlib.Path(temporary.name))
        cls.built = {}
        for similarity in SIMILARITIES:
            done = cls.shop.build(similarity, similarity)
            if done.returncode != 0:
                raise AssertionError(done.stderr)
            cls.built[similarity] = json.loads(done.stdout)

    def serve(self, bundle, *arguments):
        server = Server(self.shop.folder, bundle, *arguments)
        self.addCleanup(server.process.kill)
        return server

    def ask(self, server, query, **more):
        """The answer to a vector."""
        status, answer = server.post("/v1/recommend", {"user_vector": [float(x) for x in query], "k": K,
                                                       "model": self.built["dot"]["model"], **more})
        self.assertEqual(status, 200, answer)
        self.assertNotIn("degraded", answer)
        return answer

    def assert_best(self, answer, scores, allowed, ids, similarity):
        expected = best_of(scores, allowed)
        found = [item["id"] for item in answer["items"]]
        self.assertEqual(found, [ids[slot] for slot in expected])
        size = max(1.0, float(np.abs(scores).max()))
        for item, slot in zip(answer["items"], expected):
            self.assertAlmostEqual(item["score"], scores[slot], delta=1e-6 * size, msg=similarity)

    def test_what_was_built_is_said(self):
        for similarity, built in self.built.items():
            self.assertEqual(built["items"], NUM_ITEMS)
            self.assertEqual(built["dim"], DIM)
            self.assertEqual(built["similarity"], similarity)
            self.assertEqual(built["vector"], "vector")
            self.assertEqual(built["without_row"], 5)
            self.assertEqual(built["zeros"], 0)
            self.assertEqual(built["columns"], ["shelf", "price", "title"])
            self.assertEqual(built["left_out"], ["phone"])
            said = subprocess.run([PROGRAM, "inspect", similarity, "--json"], cwd=self.shop.folder, check=True,
                                  capture_output=True, text=True)
            bundle = json.loads(said.stdout)
            self.assertEqual((bundle["items"], bundle["users"], bundle["weights"]), (NUM_ITEMS, 0, 0))
            self.assertEqual(bundle["generation"], built["generation"])

    def test_answers_are_those_of_numpy_with_and_without_filters(self):
        shop = self.shop
        rows = range(NUM_ITEMS - 5)  # of the items table
        everything = np.ones(NUM_ITEMS, bool)
        on_shelf = np.array([i in rows and shop.shelves[i] == "books" for i in range(NUM_ITEMS)])
        cheap = np.array([i in rows and shop.prices[i] < 5 for i in range(NUM_ITEMS)])
        cases = [({}, everything),
                 ({"filter": {"shelf": {"is": "books"}}}, on_shelf),
                 ({"filter": {"price": {"below": 5}, "shelf": {"is": "books"}}}, on_shelf & cheap),
                 ({"filter": {"must": [{"key": "shelf", "match": {"value": "books"}}]}}, on_shelf)]
        for similarity in SIMILARITIES:
            server = self.serve(similarity)
            for query in shop.queries:
                scores = scores_of(similarity, shop.vectors, query)
                for more, allowed in cases:
                    answer = self.ask(server, query, **more)
                    self.assert_best(answer, scores, allowed, shop.ids, similarity)
                    for item in answer["items"]:
                        slot = shop.ids.index(item["id"])
                        if slot in rows:
                            self.assertEqual(item["show"], {"shelf": shop.shelves[slot], "title": f"thing {item['id']}",
                                                            "price": int(shop.prices[slot])})
            self.assertEqual(server.stop()[0], 0)

    def test_pages_go_on_where_the_page_before_ended(self):
        server = self.serve("dot")
        scores = scores_of("dot", self.shop.vectors, self.shop.queries[1])
        order = np.argsort(-scores, kind="stable")
        first = self.ask(server, self.shop.queries[1])
        second = self.ask(server, self.shop.queries[1], cursor=first["cursor"])
        self.assertEqual([item["id"] for item in second["items"]], [self.shop.ids[slot] for slot in order[K:2 * K]])

    def test_a_user_may_bring_the_vector_as_a_feature(self):
        """The user tower is the identity, so the command line can ask, too."""
        query = [float(x) for x in self.shop.queries[2]]
        for similarity in SIMILARITIES:
            done = subprocess.run([PROGRAM, "recommend", similarity, "--features", json.dumps({"vector": query}),
                                   "--why", "--json"], cwd=self.shop.folder, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            answer = json.loads(done.stdout)
            self.assertNotIn("degraded", answer)
            self.assert_best(answer, scores_of(similarity, self.shop.vectors, self.shop.queries[2]),
                             np.ones(NUM_ITEMS, bool), self.shop.ids, similarity)
            if similarity in ("dot", "cosine"):  # without it all scores are 0
                self.assertEqual(answer["items"][0]["because"]["kind"], "feature")

    def test_why_an_item_is_where_it_is(self):
        server = self.serve("euclidean")
        scores = scores_of("euclidean", self.shop.vectors, self.shop.queries[5])
        best = self.shop.ids[best_of(scores, np.ones(NUM_ITEMS, bool))[0]]
        query = [float(x) for x in self.shop.queries[5]]
        status, answer = server.post("/v1/why", {"user_vector": query, "model": self.built["euclidean"]["model"],
                                                 "item_id": best})
        self.assertEqual((status, answer["place"], answer["match"]), (200, 1, 1), answer)
        self.assertAlmostEqual(answer["score"], scores.max(), delta=1e-4)

    def test_nobody_known_gets_items_that_say_so(self):
        server = self.serve("cosine")
        for body in ({"k": K}, {"user_id": "u1", "k": K}):
            status, answer = server.post("/v1/recommend", body)
            self.assertEqual(status, 200)
            self.assertEqual(answer["degraded"], {"reasons": ["unknown_user"]})
            self.assertEqual([item["id"] for item in answer["items"]], self.shop.ids[:K])
            self.assertEqual({item["score"] for item in answer["items"]}, {0})
        for body, code in (({"user_vector": [1.0] * DIM}, "request.out_of_range"),
                           ({"user_vector": [1.0] * (DIM + 1), "model": self.built["cosine"]["model"]},
                            "request.out_of_range"),
                           ({"user_vector": [1.0] * DIM, "model": "0" * 16}, "bundle.mismatch")):
            status, answer = server.post("/v1/recommend", {**body, "k": K})
            self.assertIn(status, (400, 409))
            self.assertEqual(answer["error"]["code"], code)
        status, answer = server.post("/v1/similar", {"item_id": self.shop.ids[20], "k": 3})
        self.assertEqual((status, answer["items"][0]["id"]), (200, self.shop.ids[1500]))

    def test_an_item_that_is_put_is_found_and_stays(self):
        shop = self.shop
        ids = [*shop.ids, "new"]
        features = {"shelf": "books", "price": 3, "title": "new one", "vector": [float(x) for x in 2 * shop.queries[3]]}
        for similarity in SIMILARITIES:
            server = self.serve(similarity, "--state", f"state-{similarity}")
            status, answer = server.ask("PUT", "/v1/items/new", {"features": features})
            self.assertEqual((status, answer["status"]), (200, "stored"), answer)
            self.assertNotIn("unread", answer)
            self.assertNotIn("not_given", answer)
            # Another vector for one that is there.
            moved = {"shelf": "toys", "vector": [float(x) for x in -shop.queries[3]]}
            self.assertEqual(server.ask("PUT", f"/v1/items/{ids[0]}", {"features": moved})[0], 200)
            self.assertEqual(server.ask("DELETE", f"/v1/items/{ids[1]}")[0], 200)
            vectors = np.vstack([shop.vectors, 2 * shop.queries[3]])
            vectors[0] = -shop.queries[3]
            allowed = np.ones(NUM_ITEMS + 1, bool)
            allowed[1] = False
            answers = []
            for again in (False, True):
                if again:
                    self.assertEqual(server.stop()[0], 0)
                    server = self.serve(similarity, "--state", f"state-{similarity}")
                for query in shop.queries[:5]:
                    answer = self.ask(server, query)
                    self.assert_best(answer, scores_of(similarity, vectors, query), allowed, ids, similarity)
                    answers.append(answer["items"])
            self.assertEqual(answers[:5], answers[5:])
            for wrong in ({"title": "no vector"}, {"vector": None}, {"vector": [1.0] * (DIM - 1)},
                          {"vector": ["a"] * DIM}, {"vector": [1e17] * DIM}):
                status, answer = server.ask("PUT", "/v1/items/bad", {"features": wrong})
                if similarity == "cosine" and wrong.get("vector") == [1e17] * DIM:
                    self.assertEqual(status, 200, answer)  # its direction is what counts
                    continue
                self.assertEqual(status, 400, f"{wrong}: {answer}")
                self.assertEqual(answer["error"]["code"], "request.wrong_feature")
            self.assertEqual(server.stop()[0], 0)

    def test_a_stored_vector_answers_for_its_user(self):
        shop, server = self.shop, self.serve("manhattan", "--state", "state-of-users")
        query = [float(x) for x in shop.queries[6]]
        self.assertEqual(server.ask("PUT", "/v1/users/ann", {"features": {"vector": query}})[0], 200)
        status, answer = server.post("/v1/recommend", {"user_id": "ann", "k": K})
        self.assertEqual(status, 200, answer)
        self.assertNotIn("degraded", answer)
        self.assert_best(answer, scores_of("manhattan", shop.vectors, shop.queries[6]), np.ones(NUM_ITEMS, bool),
                         shop.ids, "manhattan")

    def test_a_newer_bundle_is_taken_over(self):
        folder = self.shop.folder
        write_lines(folder / "one.jsonl", [{"id": 1, "v": [1.5, 0]}])
        self.assertEqual(build(folder, "--vectors", "one.jsonl", "--to", "watched").returncode, 0)
        server = self.serve("watched", "--state", "state-of-watched", "--watch")
        write_lines(folder / "one.jsonl", [{"id": 1, "v": [1.5, 0]}, {"id": 2, "v": [3.5, 0.5]}])
        done = build(folder, "--vectors", "one.jsonl", "--similarity", "dot", "--to", "watched", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        built = json.loads(done.stdout)
        for _ in range(200):
            if server.ask("GET", "/readyz")[1]["generation"] == built["generation"]:
                break
            time.sleep(.1)
        status, answer = server.post("/v1/recommend", {"user_vector": [1, 1], "model": built["model"], "k": 5})
        self.assertEqual(status, 200, answer)
        self.assertEqual([(item["id"], item["score"]) for item in answer["items"]], [(2, 4), (1, 1.5)])

    def test_items_add_takes_more_of_them(self):
        folder = self.shop.folder
        query = self.shop.queries[4]
        write_lines(folder / "more.jsonl", [{"item_id": "more", "shelf": "food", "price": 1, "title": "t",
                                             "vector": [float(x) for x in 3 * query]}])
        done = subprocess.run([PROGRAM, "items", "add", "dot", "more.jsonl", "--out", "dot-more", "--json"], cwd=folder,
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["items"], NUM_ITEMS + 1)
        server = self.serve("dot-more")
        self.assert_best(self.ask(server, query), scores_of("dot", np.vstack([self.shop.vectors, 3 * query]), query),
                         np.ones(NUM_ITEMS + 1, bool), [*self.shop.ids, "more"], "dot")

    def test_one_table_may_hold_both_and_a_bundle_is_replaced(self):
        folder = self.shop.folder
        write_csv(folder / "both.csv", ["id", "embedding", "color"],
                  [[3, "1|0|0|0", "red"], [5, "0|1|0|0", ""], [4, "0|.5|.5|0", "blue"]])
        for name in ("both", "both"):
            done = build(folder, "--vectors", "both.csv", "--to", name, "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
        built = json.loads(done.stdout)
        self.assertEqual((built["items"], built["dim"], built["vector"]), (3, 4, "embedding"))
        self.assertEqual((built["columns"], built["similarity"]), (["color"], "cosine"))
        server = self.serve("both")
        status, answer = server.post("/v1/recommend", {"user_vector": [0, 1, 0, 0], "model": built["model"], "k": 2})
        self.assertEqual(status, 200, answer)
        self.assertEqual([item["id"] for item in answer["items"]], [5, 4])
        self.assertAlmostEqual(answer["items"][1]["score"], .5 ** .5, delta=1e-6)
        self.assertEqual(answer["items"][1]["show"], {"color": "blue"})

    def assert_refused(self, code, words, *arguments):
        done = build(self.shop.folder, *arguments, "--to", "refused")
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertIn(f"error[{code}]", done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertFalse((self.shop.folder / "refused").exists())

    def test_errors_name_row_and_column_and_what_is_allowed(self):
        folder = self.shop.folder
        good = {"id": 1, "v": [1.0, 2.5]}
        tables = {"short": ([good, {"id": 2, "v": [1.0]}], "data.bad_row", ["row 2", "column v", "1 number "]),
                  "nan": ([good, {"id": 2, "v": [1.5, None]}], "data.not_finite", ["row 2", "column v", "number 2"]),
                  "huge": ([good, {"id": 2, "v": [1e300, 1.5]}], "data.bad_row", ["row 2", "number 1", "1e+16"]),
                  "none": ([good, {"id": 2}], "data.bad_row", ["row 2", "column v", "needs a vector"]),
                  "twice": ([good, good], "data.duplicate_id", ["row 2", "column id", "`1`"]),
                  "no_id": ([good, {"v": [1.5, 2]}], "data.bad_row", ["row 2", "column id"]),
                  "texts": ([{"id": 1, "v": ["a", "b"]}], "data.missing_column", ["--vector"]),
                  "two": ([{**good, "w": [1.5, 2.5]}], "data.ambiguous_column", ["v, w", "--vector v"])}
        for name, (rows, code, words) in tables.items():
            with self.subTest(name):
                write_lines(folder / f"{name}.jsonl", rows)
                self.assert_refused(code, words, "--vectors", f"{name}.jsonl")
        write_csv(folder / "empty.csv", ["id", "v"], [])
        self.assert_refused("data.too_little", ["empty.csv"], "--vectors", "empty.csv")
        (folder / "words.csv").write_text("id,v\n1,1|2|3|4\n2,1|2|x|4\n", encoding="utf-8")
        self.assert_refused("data.bad_row", ["row 2", "column v", "1|2|x|4"], "--vectors", "words.csv", "--vector", "v")
        write_lines(folder / "wide.jsonl", [{"id": 1, "v": [.5] * 5000}])
        self.assert_refused("data.wrong_format", ["5000", "4096"], "--vectors", "wide.jsonl")
        self.assert_refused("data.missing_column", ["vektor", "vector"], "--vectors", "vectors.jsonl", "--vector", "vektor")
        self.assert_refused("data.missing_column", ["nr", "--id"], "--vectors", "vectors.jsonl", "--id", "nr")
        self.assert_refused("config.unknown_name", ["dot, cosine, euclidean, manhattan"], "--vectors", "vectors.jsonl",
                            "--similarity", "l2")
        self.assert_refused("file.unreadable", ["nowhere"], "--vectors", "nowhere.parquet")

    def test_items_without_a_vector_are_refused_by_name(self):
        folder = self.shop.folder
        rows = (folder / "items.jsonl").read_text(encoding="utf-8")
        (folder / "strangers.jsonl").write_text(rows + "".join(
            json.dumps({"item_id": f"odd-{i}", "shelf": "food"}) + "\n" for i in range(7)), encoding="utf-8")
        self.assert_refused("data.unjoinable", ["7 of", "odd-0, odd-1, odd-2, odd-3, odd-4, ...", "leave these rows out"],
                            "--vectors", "vectors.jsonl", "--items", "strangers.jsonl")
        write_csv(folder / "others.csv", ["item_id", "color"], [[1, "red"], [2, "blue"]])
        self.assert_refused("data.unjoinable", ["none of its items", "`1`", "sku-0"],
                            "--vectors", "vectors.jsonl", "--items", "others.csv")

    def test_a_bundle_without_interactions_cannot_be_tested(self):
        done = subprocess.run([PROGRAM, "evaluate", "dot"], cwd=self.shop.folder, capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("error[bundle.mismatch]", done.stderr)

    def test_what_is_there_and_no_bundle_stays(self):
        mine = self.shop.folder / "mine"
        mine.mkdir()
        (mine / "thesis.txt").write_text("mine", encoding="utf-8")
        done = build(self.shop.folder, "--vectors", "vectors.jsonl", "--to", "mine")
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("error[request.out_of_range]", done.stderr)
        self.assertEqual((mine / "thesis.txt").read_text(encoding="utf-8"), "mine")

    def test_a_vector_of_zeros_is_said_and_scores_zero(self):
        write_lines(self.shop.folder / "zero.jsonl", [{"id": 1, "v": [.5, -.5]}, {"id": 2, "v": [0, 0]},
                                                      {"id": 3, "v": [-1e-30, 1e-30]}])
        done = build(self.shop.folder, "--vectors", "zero.jsonl", "--to", "zero", language="zh")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("检查      ! 1 个向量全为零", done.stdout)
        answer = json.loads(subprocess.run([PROGRAM, "recommend", "zero", "--features", '{"v": [1, -1]}', "--json"],
                                           cwd=self.shop.folder, capture_output=True, text=True, check=True).stdout)
        self.assertEqual([item["id"] for item in answer["items"]], [1, 2, 3])
        for item, score in zip(answer["items"], (1, 0, -1)):
            self.assertAlmostEqual(item["score"], score, delta=1e-6)


if __name__ == "__main__":
    unittest.main()
