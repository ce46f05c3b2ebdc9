"""Items and users over HTTP: durable and in every answer before they are answered, written on conditions, forgotten.

Usage: items_test.py PROGRAM
"""
import hashlib
import http.client
import json
import os
import random
import subprocess
import threading
import time
import unittest

from http_shop import NUM_ITEMS, PROGRAM, Server
from stateful_shop import CONFIG, StatefulTest, features

KILLS = max(2, int(100 * float(os.environ.get("TWOTOWER_FAULT_SCALE", "0.1"))))


class ItemsTest(StatefulTest):
    def test_a_new_item_is_in_the_next_answer(self):
        self.assertNotIn(500, self.items_of())
        answer = self.put(500, features(5, title="a new thing"))
        self.assertEqual(answer["status"], "stored")
        self.assertIn(500, self.items_of())
        shown = {item: show for item, _, show in self.list_of()}
        self.assertEqual(shown[500], {"title": "a new thing"})
        # As one that training had without knowing its id: where its features say.
        self.assertIn(500, self.items_of(filter={"price": {"is": 15}}))
        self.assertIn(500, self.items_of(filter={"tags": {"is": "t1"}}))
        self.assertNotIn(500, self.items_of(filter={"tags": {"none": ["t1", "blue"]}}))
        self.assertNotIn(500, self.items_of(filter={"price": {"above": 15}}))
        got = self.call("GET", "/v1/items/500")
        self.assertEqual((got["id"], got["features"]), ("500", features(5, title="a new thing")))
        before = self.list_of()
        self.kill()
        self.start()
        self.assertEqual(self.list_of(), before)

    def test_a_changed_item_is_changed(self):
        before = dict((item, score) for item, score, _ in self.list_of("new", features={"city": "Wuhan"}))
        self.put(7, features(7, price=99, title="dear"))
        after = self.list_of("new", features={"city": "Wuhan"})
        self.assertNotEqual(before[7], next(score for item, score, _ in after if item == 7))
        self.assertEqual({"title": "dear"}, next(show for item, _, show in after if item == 7))
        self.assertEqual(self.items_of("new", filter={"price": {"min": 99}}), [7])
        for item, score, _ in after:
            if item != 7:
                self.assertEqual(score, before[item])

    def test_a_removed_item_is_gone_and_may_come_again(self):
        self.assertIn(7, self.items_of("new"))
        self.assertEqual(self.call("DELETE", "/v1/items/7")["status"], "removed")
        self.assertNotIn(7, self.items_of("new"))
        self.call("GET", "/v1/items/7", expected=404)
        self.call("POST", "/v1/similar", {"item_id": 7}, expected=404)
        self.assertEqual(self.call("DELETE", "/v1/items/7")["status"], "missing")
        self.stop()
        self.start()
        self.assertNotIn(7, self.items_of("new"))
        self.put(7, features(7))
        self.assertIn(7, self.items_of("new"))

    def test_what_the_bundle_knows_of_an_item(self):
        got = self.call("GET", "/v1/items/7")
        self.assertEqual(got["features"], features(7))
        self.assertNotIn("version", got)
        before = self.list_of("new")
        self.put(7, got["features"])  # what was read is what may be written
        self.assertEqual([(item, show) for item, _, show in self.list_of("new")],
                         [(item, show) for item, _, show in before])

    def test_older_versions_change_nothing(self):
        self.assertEqual(self.put(500, features(5, title="five"), version=5)["version"], 5)
        stale = self.put(500, features(5, title="four"), version=4)
        self.assertEqual((stale["status"], stale["version"]), ("stale", 5))
        self.assertEqual(self.call("GET", "/v1/items/500")["features"]["title"], "five")
        self.assertEqual(self.put(500, features(5, title="again"), version=5)["status"], "stored")
        self.assertEqual(self.put(500, features(5, title="any"))["version"], 5)
        self.assertEqual(self.call("DELETE", "/v1/items/500?version=4")["status"], "stale")
        self.assertEqual(self.call("DELETE", "/v1/items/500", {"version": 4})["status"], "stale")
        self.assertEqual(self.call("DELETE", "/v1/items/500?version=7")["status"], "removed")
        self.assertEqual(self.put(500, features(5), version=6)["status"], "stale")  # it comes too late
        self.assertNotIn(500, self.items_of())
        # The removal of what was never there is remembered, if it has a version.
        self.assertEqual(self.call("DELETE", "/v1/items/501?version=7")["status"], "removed")
        self.assertEqual(self.put(501, features(5), version=6)["status"], "stale")

    def test_modes(self):
        self.assertEqual(self.put(500, features(5), "?mode=update_only")["status"], "missing")
        self.assertEqual(self.put(500, features(5), mode="insert_only")["status"], "stored")
        self.assertEqual(self.put(500, features(5), "?mode=insert_only")["status"], "exists")
        self.assertEqual(self.put(7, features(5), "?mode=insert_only")["status"], "exists")
        self.assertEqual(self.put(7, features(5), "?mode=update_only")["status"], "stored")
        self.call("PUT", "/v1/items/7?mode=upset", {"features": {}}, expected=400)
        self.call("PUT", "/v1/items/7?mode=upsert", {"features": {}, "mode": "upsert"}, expected=400)

    def test_if_match(self):
        self.call("GET", "/v1/items/7")
        tag = self.tag
        self.call("PUT", "/v1/items/7", {"features": features(7, price=1)}, If_Match=tag)
        second = self.tag
        self.assertNotEqual(tag, second)
        error = self.call("PUT", "/v1/items/7", {"features": features(7, price=2)}, 412, If_Match=tag)["error"]
        self.assertEqual((error["code"], error["field"]), ("request.precondition", "If-Match"))
        self.call("GET", "/v1/items/7")
        self.assertEqual(self.tag, second)
        self.call("DELETE", "/v1/items/7", None, 412, If_Match=tag)
        self.call("DELETE", "/v1/items/7", If_Match=f'"x", {second}')
        self.call("PUT", "/v1/items/7", {"features": features(7)}, 412, If_Match="*")

    def test_if_none_match(self):
        self.call("PUT", "/v1/items/7", {"features": features(7)}, 412, If_None_Match="*")
        self.call("PUT", "/v1/items/500", {"features": features(7)}, If_None_Match="*")
        error = self.call("PUT", "/v1/items/500", {"features": features(7)}, 412, If_None_Match="*")["error"]
        self.assertEqual(error["field"], "If-None-Match")

    def test_what_is_not_given_is_said(self):
        self.assertNotIn("not_given", self.put(7, features(7)))
        self.assertEqual(self.put(7, {"price": 5})["not_given"], ["shelf", "tags"])
        self.assertEqual(self.put(7, {"price": 5, "tags": None, "shelf": None}).get("not_given"), None)

    def test_a_flag_is_one_of_the_words_of_its_column(self):
        self.put(500, features(5, adult=True))
        self.put(501, features(5, adult=False))
        adults = self.items_of("new", filter={"adult": {"is": True}})
        self.assertIn(500, adults)
        self.assertNotIn(501, adults)
        self.assertIn(501, self.items_of("new", filter={"adult": {"none": [True]}}))

    def test_an_id_has_one_form(self):
        for other in ("007", "%2B7", "7.0", "-0"):
            error = self.call("PUT", f"/v1/items/{other}", {"features": features(7)}, 400)["error"]
            self.assertEqual((error["code"], error["field"]), ("request.wrong_feature", "id"))
        for wrong in ("a\0b", "x" * 1025):
            self.call("POST", "/v1/events", [{"user_id": wrong, "item_id": 3}], 400)
            self.call("POST", "/v1/items:batch", {"items": [{"id": wrong}]}, 400)

    def test_each_of_a_batch_has_its_result(self):
        rows = [{"id": 600, "features": features(5)},
                {"id": 601, "features": features(5, price="dear")},
                {"id": 602, "features": features(5, colour="blue"), "version": 3},
                {"id": 7, "delete": True},
                {"id": "no number", "features": features(5)},
                {"id": 600, "features": features(5, title="later")},
                {"id": 602, "features": features(5), "version": 2},
                {"id": 603, "features": {}},
                {"id": 603, "delete": True}]
        results = self.call("POST", "/v1/items:batch", {"items": rows})["results"]
        self.assertEqual([result["status"] for result in results],
                         ["stored", "refused", "stored", "removed", "refused", "stored", "stale", "stored", "removed"])
        self.assertEqual(results[1]["error"]["code"], "request.wrong_feature")
        self.assertIn("price", results[1]["error"]["field"])
        self.assertEqual((results[2]["version"], results[2]["unread"]), (3, ["colour"]))
        self.assertIn("no number", results[4]["error"]["message"])
        listed = {item: show for item, _, show in self.list_of("new")}
        self.assertEqual(listed[600], {"title": "later"})
        for item in (601, 7, 603):
            self.assertNotIn(item, listed)
        self.assertEqual(self.call("GET", "/v1/items/602")["features"]["colour"], "blue")  # it is kept
        modes = self.call("POST", "/v1/items:batch?mode=insert_only", {"items": rows[:1]})["results"]
        self.assertEqual(modes[0]["status"], "exists")

    def test_wrong_calls_are_refused_whole(self):
        for body in ({}, {"items": 1}, {"items": [1]}, {"items": [{"features": {}}]}, {"items": [], "more": 1},
                     {"items": [{"id": 1, "version": -1}]}, {"items": [{"id": 1, "features": {"a": {"b": 1}}}]},
                     {"items": [{"id": 1, "features": {"a": "x" * 70_000}}]},
                     {"items": [{"id": 1}] * 1001}):
            self.call("POST", "/v1/items:batch", body, expected=400)
        self.call("PUT", "/v1/items/7", {"price": 5}, expected=400)
        self.call("PATCH", "/v1/items/7", {}, expected=405)
        self.call("PUT", "/v1/items/", {}, expected=404)
        self.assertEqual(self.call("POST", "/v1/items:batch", {"items": []})["results"], [])

    def test_without_state_nothing_is_kept(self):
        self.stop()
        self.server = Server(self.folder, "runs/shop", "--threads", "2")
        self.assertEqual(self.call("PUT", "/v1/items/7", {"features": {}}, 409)["error"]["code"], "serve.no_state")
        self.assertEqual(self.call("GET", "/v1/items/7")["features"]["price"], 17)
        self.call("GET", "/v1/users/u1", expected=409)

    def test_many_changes_are_those_of_a_server_that_begins(self):
        draw = random.Random(4)
        for _ in range(30):
            rows = []
            for _ in range(100):
                item = draw.randrange(3000)
                if draw.random() < 0.2:
                    rows.append({"id": item, "delete": True})
                else:
                    rows.append({"id": item, "features": features(draw.randrange(NUM_ITEMS), price=draw.random())})
            self.call("POST", "/v1/items:batch", {"items": rows})
        before = [self.list_of(user, filter={"price": {"max": 0.9}}) for user in ("u1", "u2", "new")]
        self.stop()
        self.start()
        after = [self.list_of(user, filter={"price": {"max": 0.9}}) for user in ("u1", "u2", "new")]
        self.assertEqual([[(i, s) for i, s, _ in one] for one in after], [[(i, s) for i, s, _ in one] for one in before])

    def test_events_of_a_new_item_count(self):
        self.put(500, features(5))
        before = self.list_of("new")
        result, = self.call("POST", "/v1/events", [{"user_id": "new", "item_id": 500}])["results"]
        self.assertNotIn("unknown_item", result["notes"])
        self.assertNotEqual(self.list_of("new"), before)
        self.assertNotIn(500, self.items_of("new"))

    def test_kill_under_writes(self):
        """What was answered is there, and what was not is there whole or not at all."""
        draw = random.Random(8)
        expected, doubtful = {}, {}
        for _ in range(KILLS):
            stop_after = time.monotonic() + draw.uniform(0.02, 0.3)
            killer = threading.Timer(stop_after - time.monotonic(), self.kill)
            killer.start()
            try:
                while True:
                    rows = {draw.randrange(40) + 1000: draw.randrange(10_000) for _ in range(5)}
                    doubtful = rows
                    self.call("POST", "/v1/items:batch",
                              {"items": [{"id": i, "features": features(5, price=p)} for i, p in rows.items()]})
                    expected.update(rows)
                    doubtful = {}
            except (OSError, ValueError, http.client.HTTPException):
                pass
            killer.join()
            self.start()
            got = {item: self.call("GET", f"/v1/items/{item}")["features"]["price"] for item in expected}
            if doubtful and any(got.get(i) != expected.get(i) for i in doubtful if i in expected):
                expected.update(doubtful)  # it was written, and nobody told so
            expected_now = {i: got[i] if i in doubtful else p for i, p in expected.items()}
            self.assertEqual(got, expected_now)
            listed = set(self.items_of("new"))
            self.assertLessEqual(set(expected), listed)


class UsersTest(StatefulTest):
    def put_user(self, user, body_features, **more):
        return self.call("PUT", f"/v1/users/{user}", {"features": body_features, **more})

    def test_stored_features_are_read_by_the_next_request(self):
        expected = self.list_of("new", features={"city": "Wuhan", "age": 30})
        self.assertNotEqual(self.list_of("new"), expected)
        self.assertEqual(self.put_user("new", {"city": "Wuhan", "age": 30})["status"], "stored")
        self.assertEqual(self.list_of("new"), expected)
        # Those of a request hold over them, and they over the bundle's.
        other = self.list_of("new", features={"city": "Chengdu"})
        self.assertNotEqual(other, expected)
        known = self.list_of("u1", features={"city": "Chengdu"})
        self.put_user("u1", {"city": "Chengdu"})
        self.assertEqual(self.list_of("u1"), known)
        self.kill()
        self.start()
        self.assertEqual(self.list_of("new"), expected)
        got = self.call("GET", "/v1/users/new")
        self.assertEqual((got["features"], got["events"], got["in_bundle"]), ({"city": "Wuhan", "age": 30}, 0, False))

    def test_conditions(self):
        self.assertEqual(self.put_user("new", {"age": 30}, version=5)["version"], 5)
        self.assertEqual(self.put_user("new", {"age": 31}, version=4)["status"], "stale")
        self.assertEqual(self.put_user("new", {"age": 31}, mode="insert_only")["status"], "exists")
        self.call("GET", "/v1/users/new")
        tag = self.tag
        self.call("PUT", "/v1/users/new", {"features": {"age": 32}}, If_Match=tag)
        self.call("PUT", "/v1/users/new", {"features": {"age": 33}}, 412, If_Match=tag)
        self.assertEqual(self.call("GET", "/v1/users/new")["features"], {"age": 32})

    def test_what_the_model_cannot_read_is_said(self):
        self.assertEqual(self.put_user("new", {"age": 30, "shoe": 41})["unread"], ["shoe"])
        error = self.call("PUT", "/v1/users/new", {"features": {"age": "old"}}, 400)["error"]
        self.assertEqual((error["code"], error["field"]), ("request.wrong_feature", "features.age"))
        self.assertEqual(self.call("GET", "/v1/users/new")["features"], {"age": 30, "shoe": 41})
        self.call("GET", "/v1/users/nobody", expected=404)

    def test_a_merged_user_keeps_features(self):
        self.put_user("cookie", {"city": "Wuhan"})
        self.put_user("ann", {"city": "Chengdu"})
        self.put_user("other", {"city": "Wuhan"})
        self.call("POST", "/v1/users/ann:merge", {"from": "cookie"})
        self.call("POST", "/v1/users/eve:merge", {"from": "other"})
        self.assertEqual(self.call("GET", "/v1/users/cookie")["features"], {"city": "Chengdu"})
        self.assertEqual(self.call("GET", "/v1/users/eve")["features"], {"city": "Wuhan"})
        self.assertEqual(self.call("GET", "/v1/users/other")["id"], "eve")

    def files_with(self, text):
        return [str(path) for path in self.state.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]

    def receipt_of(self, user, seconds=30):
        end = time.monotonic() + seconds
        while True:
            receipt = self.call("DELETE", f"/v1/users/{user}")
            if receipt["status"] == "erased" or time.monotonic() > end:
                return receipt
            time.sleep(0.05)

    def test_a_user_is_forgotten(self):
        name, session = "ann-of-oz-4711", "session-of-oz-4711"
        nobody = self.list_of("nobody-at-all")
        for i in range(200):
            self.call("POST", "/v1/events", [{"user_id": user, "item_id": i % NUM_ITEMS, "event_id": f"{user} {i}"}
                                             for user in (name, session, "bob-of-oz")])
        self.call("POST", f"/v1/users/{name}:merge", {"from": session})
        self.put_user(name, {"city": "Wuhan"})
        self.call("POST", "/v1/recommend", {"user_id": name, "k": 3, "log_shown": True})
        self.assertNotEqual(self.files_with(name), [])
        receipt = self.call("DELETE", f"/v1/users/{session}")  # whoever it stands for
        self.assertEqual(receipt["generations"], [])
        self.assertEqual(self.list_of(name), nobody)
        self.assertEqual(self.list_of(session), nobody)
        self.call("GET", f"/v1/users/{name}", expected=404)
        self.assertEqual(self.receipt_of(name)["status"], "erased")
        for text in (name, session):
            self.assertEqual(self.files_with(text), [])
        self.assertNotEqual(self.files_with("bob-of-oz"), [])
        self.assertEqual(self.call("GET", "/v1/users/bob-of-oz")["events"], 200)
        error_log = self.stop()
        self.assertNotIn(name, error_log)
        self.start()
        self.assertEqual(self.list_of(name), nobody)
        self.assertEqual(self.receipt_of(name)["status"], "erased")
        for text in (name, session):
            self.assertEqual(self.files_with(text), [])

    def test_what_the_bundle_knows_is_hidden(self):
        nobody = self.list_of("nobody-at-all")
        self.assertNotEqual(self.list_of("u1"), nobody)
        receipt = self.call("DELETE", "/v1/users/u1")
        generation = self.call("GET", "/livez")["generation"]
        self.assertEqual(receipt["generations"], [generation.split("+")[0]])
        self.assertEqual(self.list_of("u1"), nobody)
        self.call("GET", "/v1/users/u1", expected=404)
        # Who comes again is somebody new.
        self.call("POST", "/v1/events", [{"user_id": user, "item_id": 4} for user in ("u1", "other")])
        self.assertEqual(self.list_of("u1"), self.list_of("other"))
        self.stop()
        self.start()
        self.assertEqual(self.list_of("u1"), self.list_of("other"))

    def test_who_was_merged_is_forgotten_too(self):
        nobody = self.list_of("nobody-at-all")
        self.call("POST", "/v1/events", [{"user_id": "s1", "item_id": i} for i in range(5)])
        self.assertNotEqual(self.list_of("s1"), nobody)  # it is read, and kept in memory
        self.call("POST", "/v1/users/u7:merge", {"from": "s1"})
        receipt = self.call("DELETE", "/v1/users/s1")
        self.assertEqual(receipt["generations"], [self.call("GET", "/livez")["generation"]])  # it knows u7
        for user in ("s1", "u7"):
            self.assertEqual(self.list_of(user), nobody)
            self.call("GET", f"/v1/users/{user}", expected=404)

    def test_a_later_bundle_that_knows_the_user(self):
        self.assertEqual(self.receipt_of("u1")["status"], "erased")
        self.stop()
        time.sleep(1.1)  # a bundle says to the second when it was made
        (self.folder / "later.yaml").write_text(CONFIG.replace("name: shop", "name: later"), encoding="utf-8")
        subprocess.run([PROGRAM, "train", "later.yaml", "--threads", "1"], cwd=self.folder, check=True,
                       capture_output=True, timeout=120)
        self.server = Server(self.folder, "runs/later", "--threads", "2", "--state", str(self.state))
        nobody = self.list_of("nobody-at-all")
        self.assertNotEqual(self.list_of("u1"), nobody)  # whoever trained it had the user again
        self.assertEqual(self.call("DELETE", "/v1/users/u1")["status"], "pending")
        self.assertEqual(self.list_of("u1"), nobody)
        self.assertEqual(self.receipt_of("u1")["status"], "erased")
        self.assertEqual(self.list_of("u1"), nobody)

    def test_a_killed_erasure_goes_on(self):
        name = "ann-of-oz-4711"
        draw = random.Random(3)
        for _ in range(max(2, KILLS // 10)):
            for i in range(30):
                self.call("POST", "/v1/events", [{"user_id": name, "item_id": i}])
            self.stop()
            self.start()  # they are in files of their own now
            self.call("DELETE", f"/v1/users/{name}")
            time.sleep(draw.uniform(0, 0.05))
            self.kill()
            self.start()
            self.call("GET", f"/v1/users/{name}", expected=404)
            self.assertEqual(self.receipt_of(name)["status"], "erased")
            self.assertEqual(self.files_with(name), [])

    def test_each_change_has_a_line(self):
        self.call("PUT", "/v1/items/500", {"features": features(5), "version": 3}, X_Request_Id="r-1")
        self.put_user("ann-of-oz", {"city": "Wuhan"})
        self.call("POST", "/v1/users/ann-of-oz:merge", {"from": "cookie"})
        self.call("DELETE", "/v1/items/500")
        self.call("DELETE", "/v1/users/ann-of-oz")
        text = (self.state / "audit.jsonl").read_text(encoding="utf-8")
        lines = [json.loads(line) for line in text.splitlines()][1:]  # of the first generation
        self.assertEqual([line["change"] for line in lines],
                         ["item.put", "user.put", "user.merged", "item.removed", "user.erased"])
        self.assertEqual(lines[0]["request_id"], "r-1")
        self.assertEqual(lines[0]["version"], 3)
        self.assertEqual(lines[0]["id"], lines[3]["id"])
        self.assertEqual(lines[1]["id"], lines[2]["into"])
        self.assertEqual(lines[1]["id"], lines[4]["id"])
        self.assertNotIn("ann-of-oz", text)
        for line in lines:  # nor a digest that anybody could make
            for digest in (hashlib.md5(b"ann-of-oz"), hashlib.blake2b(b"ann-of-oz", digest_size=16)):
                self.assertNotEqual(line["id"], digest.hexdigest())


if __name__ == "__main__":
    unittest.main()
