"""Generations: one takes the place of another under load, back and forth, and what is written is in each.

Usage: generations_test.py PROGRAM
"""
import json
import os
import pathlib
import shutil
import subprocess
import threading
import time
import unittest

from generations_shop import GenerationsTest
from http_shop import PROGRAM, Server
from stateful_shop import features

SCALE = float(os.environ.get("TWOTOWER_FAULT_SCALE", "0.1"))
HERE = pathlib.Path(__file__).parent


class SwitchTest(GenerationsTest):
    def test_a_start_takes_what_is_new(self):
        first = self.list_of()
        self.assertEqual((self.active(), len(self.generations())), (0, 1))
        self.both()
        second = self.list_of()
        self.assertNotEqual(first, second)
        self.assertEqual([one["id"] for one in self.generations()], self.ids[::-1])
        self.restart()
        self.assertEqual((self.active(), self.list_of()), (1, second))
        self.assertEqual(self.audited(), [("generation.activated", one) for one in self.ids])

    def test_a_roll_back_stays(self):
        first = self.list_of()
        self.both()
        answer = self.activate(0)
        self.assertEqual((answer["generation"], self.active(), self.list_of()), (self.ids[0], 0, first))
        self.activate(0)  # it does
        self.restart("--watch")
        time.sleep(2.5)
        self.assertEqual((self.active(), self.list_of()), (0, first))
        self.kill()
        self.start()
        self.assertEqual(self.active(), 0)
        self.assertEqual([change for change, _ in self.audited()], ["generation.activated"] * 3)

    def test_what_is_not_there_is_not_activated(self):
        error = self.call("POST", "/v1/generations/00ff:activate", expected=404)["error"]
        self.assertEqual((error["code"], error["field"]), ("request.unknown_id", "id"))
        self.assertIn("00ff", error["message"])

    def test_without_a_state_there_is_nothing_to_keep(self):
        server = Server(self.place, "runs")
        self.addCleanup(server.stop)
        for method, path in (("GET", "/v1/generations"), ("POST", f"/v1/generations/{self.ids[0]}:activate")):
            status, answer = server.ask(method, path)
            self.assertEqual((status, answer["error"]["code"]), (409, "serve.no_state"))
        with self.assertRaisesRegex(AssertionError, r"error\[config.conflict\].*--state"):
            Server(self.place, "runs", "--watch")

    def test_a_watched_folder(self):
        self.restart("--watch")
        first = self.list_of()
        self.put(500, features(5))
        self.publish(1)
        self.wait_until(lambda: self.call("GET", "/healthz")["generation"] == self.ids[1], "it does not look")
        self.assertEqual(self.active(), 1)
        second = self.list_of()
        self.assertNotEqual(first, second)
        self.assertIn(500, [item for item, _, _ in second])
        # A bundle with the same parts and other rules is another one.
        self.publish(1, lambda bundle: self.with_rule(bundle, {"price": {"max": 20}}))
        self.wait_until(lambda: len(self.list_of()) < len(second), "it does not look at what the bundle says")
        self.assertEqual(self.active(), 1)
        self.assertTrue(all(item <= 10 or item == 500 for item in self.items_of()))

    def with_rule(self, bundle, rule):
        """Writes another bundle of the same parts: what `train` does of the same data with another config."""
        other = self.place / "ruled"
        trained = subprocess.run([PROGRAM, "train", "shop.yaml", "--threads", "1", "--set", "train.epochs=1", "--set",
                                  "name=ruled", "--set", "data.items.show=[title, shelf]", "--set",
                                  f"serve.rules=[{json.dumps(rule)}]", "--runs", str(other)], cwd=self.folder,
                                 capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual(trained.returncode, 0, trained.stderr)
        shutil.rmtree(bundle)
        shutil.copytree(other / "ruled/latest/bundle", bundle)

    def test_items_users_and_rules_are_in_each(self):
        self.put(500, features(5, title="first"), version=3)
        self.call("DELETE", "/v1/items/3")
        self.call("PUT", "/v1/rules", {"rules": [{"items": {"price": {"max": 30}}}]})
        self.both()
        self.put(501, features(7, title="second"))
        self.call("DELETE", "/v1/items/4")
        for model in (0, 1, 0):
            self.activate(model)
            listed = set(self.items_of("nobody"))
            self.assertEqual(listed, {*range(21), 500, 501} - {3, 4})
            self.assertEqual(self.call("GET", "/v1/items/500")["version"], 3)
        self.call("DELETE", "/v1/rules")
        taken = self.items_of("u1")[0]
        self.call("POST", "/v1/events", [{"user_id": "u1", "item_id": taken, "type": "order"}])
        for model in (1, 0):
            self.activate(model)
            self.assertNotIn(taken, self.items_of("u1"))

    def test_an_erasure_names_both(self):
        self.both()
        receipt = self.call("DELETE", "/v1/users/u7")
        self.assertEqual(sorted(receipt["generations"]), sorted(self.ids))
        self.assertEqual(self.call("DELETE", "/v1/users/nobody")["generations"], [])

    def test_an_erasure_holds_for_what_comes_back(self):
        """Of a user whom the bundle that serves does not know any more, but one that is kept does, or is to come."""
        self.call("DELETE", "/v1/users/u7")
        self.publish(0, lambda bundle: self.trained_anew(bundle, 2))
        self.restart()
        later = self.generations()[0]["id"]
        self.assertTrue(self.call("GET", "/v1/users/u7")["in_bundle"])  # trained after it, from data with the user
        self.activate(0)
        self.call("GET", "/v1/users/u7", expected=404)
        self.call("DELETE", "/v1/users/u7")
        self.call("POST", f"/v1/generations/{later}:activate")
        self.call("GET", "/v1/users/u7", expected=404)
        self.publish(0, lambda bundle: self.trained_anew(bundle, 3))  # nobody has taken it yet
        self.call("DELETE", "/v1/users/u7")
        self.wait_until(lambda: self.call("DELETE", "/v1/users/u7")["status"] == "erased", "it is never erased")
        self.restart()
        self.assertEqual(len(self.generations()), 3)
        self.call("GET", "/v1/users/u7", expected=404)
        self.assertEqual([change for change, _ in self.audited()].count("user.erased"), 3)

    def test_one_that_goes_while_an_activation_waits(self):
        self.both()
        self.publish(0, lambda bundle: self.trained_anew(bundle, 2))
        self.restart()
        self.restart(*self.configure(keep=1))
        answers = []

        def ask(model):
            answers.append(self.server.ask("POST", f"/v1/generations/{self.ids[model]}:activate"))

        threads = [threading.Thread(target=ask, args=(model,)) for model in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(status for status, _ in answers), [200, 404])
        self.assertEqual(len(self.generations()), 1)

    def test_a_list_never_goes_on_with_other_items(self):
        """Items that were added may lie elsewhere once a bundle is taken again."""
        self.both()
        self.put(600, features(6))
        self.call("DELETE", "/v1/items/600")
        for item in range(601, 605):
            self.put(item, features(item % 40))
        asked = {"user_id": "u1", "k": 2, "filter": {"item_id": {"min": 600}}}
        whole = [item["id"] for item in self.call("POST", "/v1/recommend", {**asked, "k": 200})["items"]]
        page = self.call("POST", "/v1/recommend", asked)
        self.activate(0)
        self.activate(1)
        status, rest = self.server.ask("POST", "/v1/recommend", {**asked, "k": 200, "cursor": page["cursor"]})
        if status == 200:
            self.assertEqual([item["id"] for item in page["items"] + rest["items"]], whole)
        else:
            self.assertEqual((status, rest["error"]["code"]), (409, "cursor.expired"))

    def test_old_ones_go(self):
        self.restart(*self.configure(keep=1))
        self.publish(1)
        self.restart(*self.configure(keep=1))
        self.assertEqual([one["id"] for one in self.generations()], [self.ids[1]])
        self.assertEqual([folder.split("-")[0] for folder in self.folders()], [self.ids[1]])

    def test_a_list_is_read_on_in_its_generation(self):
        self.both()
        self.activate(0)
        whole = [item["id"] for item in self.call("POST", "/v1/recommend", {"user_id": "u1", "k": 20})["items"]]
        page = self.call("POST", "/v1/recommend", {"user_id": "u1", "k": 4})
        self.activate(1)
        rest = {"user_id": "u1", "k": 16, "cursor": page["cursor"]}
        on = self.call("POST", "/v1/recommend", rest)
        self.assertEqual(on["generation"], self.ids[0])
        self.assertEqual([item["id"] for item in page["items"] + on["items"]], whole)
        # What was changed since is not on it, and rules of now hold for it.
        self.call("DELETE", f"/v1/items/{whole[7]}")
        self.put(whole[8], features(whole[8], price=1))
        self.call("PUT", "/v1/rules", {"rules": [{"items": {"price": {"max": 30}}}]})
        on = self.call("POST", "/v1/recommend", rest)
        self.assertEqual([item["id"] for item in on["items"]][:8],
                         [item for item in whole[4:] if item <= 20 and item not in whole[7:9]][:8])
        # Once it serves again it reads on in what serves.
        self.call("DELETE", "/v1/rules")
        self.activate(0)
        on = self.call("POST", "/v1/recommend", rest)
        self.assertIn(whole[9], [item["id"] for item in on["items"]])

    def test_a_list_of_a_ready_vector_is_read_on(self):
        """Though the new towers take no vector of the old ones."""
        self.both()
        whose = {"user_vector": [0.5] * 16, "model": self.call("GET", "/healthz")["model"], "k": 4}
        page = self.call("POST", "/v1/recommend", whose)
        self.activate(0)
        on = self.call("POST", "/v1/recommend", {**whose, "cursor": page["cursor"]})
        self.assertEqual(on["generation"], self.ids[1])

    def test_it_is_held_for_a_while(self):
        self.both()
        self.restart(*self.configure(hold="1s"))
        page = self.call("POST", "/v1/recommend", {"user_id": "u1", "k": 4})
        self.activate(0)
        rest = {"user_id": "u1", "k": 4, "cursor": page["cursor"]}
        self.call("POST", "/v1/recommend", rest)
        self.assertEqual(self.metric("twotower_generations_held"), 1)
        self.wait_until(lambda: self.metric("twotower_generations_held") == 0, "it is held on")
        error = self.call("POST", "/v1/recommend", rest, expected=409)["error"]
        self.assertEqual(error["code"], "cursor.expired")

    def test_metrics(self):
        self.both()
        self.activate(0)
        self.assertEqual(self.metric('twotower_switches_total{result="activated"}'), 2)
        self.assertGreater(self.metric("twotower_switch_hold_seconds"), 0)


class LoadTest(GenerationsTest):
    def test_every_answer_is_of_one_generation(self):
        """While one takes the place of the other all the time."""
        self.both()
        expected = {}
        for model in (1, 0):
            self.activate(model)
            answer = self.call("POST", "/v1/recommend", {"user_id": "u1", "k": 30})
            expected[answer["generation"]] = (answer["model"], [(item["id"], item["score"], item["show"])
                                                               for item in answer["items"]])
        self.assertEqual(len(expected), 2)
        ends = threading.Event()
        wrong, counts = [], [0] * 3

        def ask(place):
            connection = self.server.connect()
            while not ends.is_set():
                connection.request("POST", "/v1/recommend", json.dumps({"user_id": "u1", "k": 30}),
                                   {"Content-Type": "application/json"})
                reply = connection.getresponse()
                answer = json.loads(reply.read())
                items = [(item["id"], item["score"], item["show"]) for item in answer.get("items", [])]
                if reply.status != 200 or expected[answer["generation"].split("+")[0]] != (answer["model"], items):
                    wrong.append((reply.status, answer))
                counts[place] += 1

        def write():
            """Of a user and an item that no list of these has."""
            number = 0
            self.call("PUT", "/v1/rules", {"rules": [{"items": {"title": {"none": ["hidden"]}}}]})
            while not ends.is_set():
                number += 1
                self.put(600, features(6, title="hidden", price=number))
                self.call("POST", "/v1/events", [{"user_id": f"w{number}", "item_id": 3}])

        askers = [threading.Thread(target=ask, args=(place,)) for place in range(len(counts))]
        askers.append(threading.Thread(target=write))
        for asker in askers:
            asker.start()
        switches = max(100, int(1000 * SCALE))
        holds = []
        for i in range(switches):
            holds.append(self.activate((i + 1) % 2)["hold_seconds"])
        ends.set()
        for asker in askers:
            asker.join()
        self.assertEqual(wrong[:1], [])
        self.assertGreater(min(counts), switches / 10)
        print(f"{switches} switches, {sum(counts)} answers; writes held {1e3 * sum(holds) / len(holds):.2f} ms, at most "
              f"{1e3 * max(holds):.2f}")

    def test_no_write_is_lost_between_two(self):
        """Every item that was acknowledged is in the list after it, whichever generation answers."""
        self.both()
        ends = threading.Event()

        def switch():
            model = 0
            while not ends.is_set():
                self.server.ask("POST", f"/v1/generations/{self.ids[model]}:activate")
                model = 1 - model

        switcher = threading.Thread(target=switch)
        switcher.start()
        try:
            for number in range(700, 900):
                self.put(number, features(number % 30))
                if number % 3 == 0:
                    self.call("DELETE", f"/v1/items/{number}")
                listed = set(self.items_of("nobody", filter={"item_id": {"min": 700}}))
                self.assertEqual(listed, {i for i in range(700, number + 1) if i % 3})
        finally:
            ends.set()
            switcher.join()


@unittest.skipIf("TWOTOWER_SANITIZED" in os.environ, "the runtime of a sanitizer must be loaded first")
class KillTest(GenerationsTest):
    """kill -9 at every system call of a switch that changes a file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.library = cls.folder / "killed.so"
        subprocess.run(["c++", "-std=c++20", "-shared", "-fPIC", "-O1", "-o", cls.library,
                        HERE / "power_loss/killed.cc"], check=True)

    def test_it_serves_the_one_or_the_other(self):
        self.put(500, features(5))
        self.call("POST", "/v1/events", [{"user_id": "u1", "item_id": self.items_of()[0]}])
        first = self.list_of()
        self.stop()
        base = self.place / "base"
        shutil.copytree(self.state, base)
        self.publish(1)
        self.start()
        second = self.list_of()
        self.stop()
        place, num_kills = 1, 0
        while self.is_killed_at(place, base):
            self.start()  # goes on with it
            self.assertEqual(self.list_of(), second, f"killed at call {place}")
            self.assertEqual({name.split("-")[0] for name in self.folders()}, {one["id"] for one in self.generations()})
            self.assertEqual(len(self.folders()), len(self.generations()))
            self.stop()
            num_kills += 1
            place += max(1, round(1 / SCALE))
        self.assertGreater(num_kills, 30 * SCALE)
        self.assertNotEqual(first, second)
        print(f"{num_kills} kills")

    def is_killed_at(self, place, base):
        """Whether there is a call of that number in the switch."""
        shutil.rmtree(self.state)
        shutil.copytree(base, self.state)
        try:
            self.start(env={**os.environ, "LD_PRELOAD": str(self.library), "KILLED_FROM": "/generations/.",
                            "KILLED_AT": str(place)})
        except AssertionError:
            return True
        self.kill()
        return False



if __name__ == "__main__":
    unittest.main()
