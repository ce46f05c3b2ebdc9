"""Rules over HTTP: effective with the next request, durable, by conditions on items, user and request.

Usage: rules_test.py PROGRAM
"""
import json
import threading
import unittest

from http_shop import NUM_ITEMS
from stateful_shop import StatefulTest, features

CHEAP = {"name": "cheap at night", "when": {"context.hour": {"min": 22}}, "items": {"price": {"max": 15}}}


class RulesTest(StatefulTest):
    def put_rules(self, *rules, expected=200):
        return self.call("PUT", "/v1/rules", {"rules": list(rules)}, expected)

    def test_they_hold_with_the_next_request(self):
        self.assertEqual((self.call("GET", "/v1/rules")["rules"], len(self.items_of("new"))), ([], NUM_ITEMS))
        answer = self.put_rules({"items": {"price": {"max": 20}}})
        self.assertEqual((answer["rules"], answer["source"]), ([{"items": {"price": {"max": 20}}}], "server"))
        self.assertEqual(sorted(self.items_of("new")), list(range(11)))
        similar = self.call("POST", "/v1/similar", {"item_id": 3, "k": 100})
        self.assertEqual(len(similar["items"]), 10)
        self.put_rules(CHEAP)
        self.assertEqual(len(self.items_of("new")), NUM_ITEMS)
        self.assertEqual(sorted(self.items_of("new", context={"hour": 23})), list(range(6)))
        self.assertEqual(len(self.items_of("new", context={"hour": 21})), NUM_ITEMS)
        self.kill()
        self.start()
        self.assertEqual(sorted(self.items_of("new", context={"hour": 23})), list(range(6)))
        self.assertEqual(self.call("DELETE", "/v1/rules")["source"], "bundle")
        self.call("POST", "/v1/recommend", {"context": {"hour": 23}}, expected=400)  # nobody reads it any more
        self.stop()
        self.start()
        self.assertEqual(self.call("GET", "/v1/rules")["rules"], [])

    def test_what_is_stored_of_a_user_counts(self):
        self.put_rules({"when": {"user.age": {"below": 18}}, "items": {"tags": {"none": ["t1"]}}},
                       {"when": {"user.club": {"is": True}}, "items": {"price": {"min": 12}}})
        everything = set(range(NUM_ITEMS))
        no_t1 = {i for i in everything if i % 4 != 1}
        self.assertEqual(set(self.items_of("new")), everything)
        self.assertEqual(set(self.items_of("new", features={"age": 17})), no_t1)
        self.call("PUT", "/v1/users/new", {"features": {"age": 17, "club": True}})
        self.assertEqual(set(self.items_of("new")), no_t1 - {0, 1})
        self.assertEqual(set(self.items_of("new", features={"age": 18})), everything - {0, 1})
        why = self.call("POST", "/v1/why", {"user_id": "new", "item_id": 5})
        self.assertEqual(why["why_not"]["cause"], "rules")
        self.assertIn("rule 1", why["why_not"]["text"])

    def test_they_hold_for_new_items(self):
        self.put_rules({"items": {"price": {"max": 20}}})
        self.call("PUT", "/v1/items/500", {"features": features(5, price=19)})
        self.call("PUT", "/v1/items/501", {"features": features(5, price=21)})
        self.call("PUT", "/v1/items/3", {"features": features(3, price=21)})
        listed = self.items_of("new")
        self.assertIn(500, listed)
        self.assertNotIn(501, listed)
        self.assertNotIn(3, listed)

    def test_what_cannot_hold_is_refused(self):
        self.put_rules({"items": {"price": {"max": 20}}})
        for rule, field in (({"items": {"prise": {"max": 2}}}, "rules[0].items.prise"),
                            ({"items": {"price": {"max": "dear"}}}, "rules[0].items.price.max"),
                            ({"when": {"age": {"max": 2}}, "items": {}}, "rules[0].when.age"),
                            ({"when": {"user.age": {"max": 2}}}, "rules[0].items"),
                            ({"items": {}, "then": 1}, "rules[0].then")):
            error = self.put_rules(rule, expected=400)["error"]
            self.assertEqual(error["field"], field, error)
        self.put_rules(*[{"items": {}}] * 101, expected=400)
        self.assertEqual(len(self.items_of("new")), 11)  # those from before
        # What nobody can compare is not let through.
        self.put_rules({"when": {"context.hour": {"min": 22}}, "items": {"price": {"max": 15}}})
        error = self.call("POST", "/v1/recommend", {"context": {"hour": "late"}}, 400)["error"]
        self.assertEqual(error["field"], "rules[0].when.context.hour.min")

    def test_no_item_can_break_them(self):
        """A column without values takes the type of the first one that comes."""
        self.put_rules({"items": {"not": {"stock": {"below": 1}}}})
        everything = self.items_of("new")
        error = self.call("PUT", "/v1/items/500", {"features": features(5, stock="many")}, 400)["error"]
        self.assertIn("stock", error["message"])
        self.call("PUT", "/v1/items/500", {"features": features(5, stock=3)})
        self.call("PUT", "/v1/items/501", {"features": features(5, stock=0)})
        self.assertEqual(set(self.items_of("new")), {*everything, 500})
        self.kill()
        self.start()
        self.assertEqual(set(self.items_of("new")), {*everything, 500})

    def test_what_was_taken_is_read_again(self):
        nested = {"must": [{"key": "tags", "match": {"value": "red"}}, {"key": "tags", "match": {"value": "t1"}}]}
        self.put_rules({"items": nested}, {"items": {"must_not": {"must_not": {"must_not": {"must_not": {
            "key": "price", "range": {"gt": 30}}}}}}})
        listed = self.items_of("new")
        self.kill()
        self.start()
        self.assertEqual(self.items_of("new"), listed)
        self.assertEqual(self.call("GET", "/v1/rules")["rules"][0], {"items": nested})

    def test_no_answer_is_between_two(self):
        """Each answer holds to one of the lists of rules, while they change all the time."""
        ends = threading.Event()
        wrong = []

        def ask():
            connection = self.server.connect()
            while not ends.is_set():
                connection.request("POST", "/v1/recommend", json.dumps({"k": 200}),
                                   {"Content-Type": "application/json"})
                items = sorted(item["id"] for item in json.loads(connection.getresponse().read())["items"])
                if items not in (list(range(11)), list(range(15, NUM_ITEMS))):
                    wrong.append(items)

        self.put_rules({"items": {"price": {"max": 20}}})
        askers = [threading.Thread(target=ask) for _ in range(3)]
        for asker in askers:
            asker.start()
        for i in range(100):
            self.put_rules({"items": {"price": {"max": 20} if i % 2 else {"min": 25}}})
        ends.set()
        for asker in askers:
            asker.join()
        self.assertEqual(wrong, [])

    def test_the_audit_has_them(self):
        self.put_rules({"items": {"price": {"max": 20}}})
        self.call("DELETE", "/v1/rules")
        lines = (self.state / "audit.jsonl").read_text(encoding="utf-8").splitlines()
        self.assertEqual([json.loads(line)["change"] for line in lines], ["generation.activated", "rules.put", "rules.removed"])


if __name__ == "__main__":
    unittest.main()
