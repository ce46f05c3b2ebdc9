"""Bundles that must not serve: golden users, rules, damage, other data, too little memory.

Usage: refused_generations_test.py PROGRAM
"""
import json
import os
import shutil
import subprocess
import unittest

from generations_shop import GenerationsTest, manifest_of
from http_shop import NUM_ITEMS, PROGRAM


class RefusalTest(GenerationsTest):
    def test_the_newest_that_was_refused_stays(self):
        self.both()
        path = self.place / "golden.json"
        path.write_text(json.dumps([{"request": {"user_id": "u1"}, "items": [9999]}]), encoding="utf-8")
        flags = self.configure(keep=2, golden=str(path))
        self.restart(*flags)
        refused = []
        for seed in (2, 3):
            self.publish(0, lambda bundle: self.trained_anew(bundle, seed))  # pylint: disable=cell-var-from-loop
            self.restart(*flags)
            refused.append(self.generations()[-1])
            self.assertIn("golden", refused[-1]["refused"])
        self.assertNotEqual(refused[0]["id"], refused[1]["id"])
        self.assertEqual([one["id"] for one in self.generations()], [*self.ids[::-1], refused[1]["id"]])
        path.write_text("[]", encoding="utf-8")
        self.call("POST", f"/v1/generations/{refused[1]['id']}:activate")
        self.assertEqual([one["id"] for one in self.generations()], [refused[1]["id"], self.ids[1]])

    def test_what_cannot_be_read_ends_nothing(self):
        golden = self.place / "golden.json"
        golden.write_text("[]", encoding="utf-8")
        self.both()
        self.restart("--watch", *self.configure(golden=str(golden)))
        golden.unlink()
        golden.mkdir()
        error = self.call("POST", f"/v1/generations/{self.ids[0]}:activate", expected=404)["error"]
        self.assertEqual((error["code"], self.active()), ("file.unreadable", 1))

        def hide_manifest(bundle):
            (bundle / "manifest.json").unlink()
            (bundle / "manifest.json").mkdir()

        failed = 'twotower_switches_total{result="failed"}'
        before = self.metric(failed)
        self.publish(0, hide_manifest)
        self.wait_until(lambda: self.metric(failed) > before, "it does not look")
        self.assertEqual(self.active(), 1)

    def test_a_bundle_of_other_data_needs_somebody_who_wants_it(self):
        def train_other(bundle):
            other = self.place / "other_shop"
            other.mkdir()
            for path in self.folder.glob("*.csv"):
                rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
                for row in rows[1:]:
                    place = rows[0].index("item") if "item" in rows[0] else None
                    if place is not None:
                        row[place] = str(1000 + int(row[place]))
                (other / path.name).write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
            shutil.copy(self.folder / "shop.yaml", other)
            trained = subprocess.run([PROGRAM, "train", "shop.yaml", "--threads", "1"], cwd=other, capture_output=True,
                                     text=True, check=False, timeout=120)
            self.assertEqual(trained.returncode, 0, trained.stderr)
            shutil.rmtree(bundle)
            shutil.copytree(other / "runs/shop/latest/bundle", bundle)

        self.restart("--watch")
        self.publish(0, train_other)
        self.wait_until(lambda: len(self.generations()) == 2, "it does not look")
        self.assertEqual(self.active(), 0)
        other = self.generations()[1]
        self.assertIn(f"none of the {NUM_ITEMS} items", other["refused"])
        self.call("POST", f"/v1/generations/{other['id']}:activate")
        self.assertGreaterEqual(min(self.items_of("nobody")), 1000)

    def test_what_needs_too_much_memory(self):
        path = self.place / "server.yaml"
        path.write_text("limits: {memory_bytes: 1000000}\n", encoding="utf-8")
        with self.assertRaisesRegex(AssertionError, r"error\[serve.memory\]"):
            self.start("--config", str(path), state=self.place / "another")


class GoldenTest(GenerationsTest):
    def golden(self, *users, **options):
        path = self.place / "golden.json"
        path.write_text(json.dumps(users), encoding="utf-8")
        return self.configure(golden=str(path), **options)

    def test_a_generation_that_answers_otherwise_is_refused(self):
        wanted = self.items_of("u1")[:3]
        flags = self.golden({"name": "the first one", "request": {"user_id": "u1"}, "items": wanted},
                            {"name": "anybody", "request": {"user_id": "u2", "k": 30}}, min_overlap=1)
        self.restart("--watch", *flags)
        self.publish(1)
        self.wait_until(lambda: len(self.generations()) == 2, "it does not look")
        self.assertEqual(self.active(), 0)
        refused = self.generations()[1]
        self.assertEqual(refused["id"], self.ids[1])
        self.assertIn("the first one (0.", refused["refused"])
        self.assertNotIn("anybody", refused["refused"])
        error = self.activate(1, expected=409)["error"]
        self.assertEqual((error["code"], error["field"]), ("generation.refused", "generations.golden"))
        err = self.restart("--watch", *flags)
        self.assertIn("the first one", err)
        self.assertEqual(self.active(), 0)
        # With another file it may serve.
        self.golden()
        self.activate(1)
        self.assertEqual((self.active(), "refused" in self.generations()[0]), (1, False))
        self.assertEqual([change for change, _ in self.audited()],
                         ["generation.activated", "generation.refused", "generation.refused", "generation.activated"])

    def test_without_items_it_is_what_is_answered_now(self):
        flags = self.golden({"request": {"user_id": "u1", "k": 3}}, min_overlap=1)
        self.restart(*flags)
        self.publish(1)
        self.restart(*flags)
        self.assertIn("golden 1 (0.", self.generations()[1]["refused"])
        self.assertEqual(self.active(), 0)

    def test_one_that_is_refused_does_not_take_the_place_of_its_twin(self):
        """Bundles of the same parts may have other rules: what is refused now is not served after a restart."""
        wanted = self.items_of("u1")[:3]
        flags = self.golden({"name": "ann", "request": {"user_id": "u1"}, "items": wanted}, min_overlap=1)
        self.restart("--watch", *flags)
        listed = self.list_of()
        self.publish(0, lambda bundle: self.with_rule(bundle, wanted))
        self.wait_until(lambda: self.metric('twotower_switches_total{result="refused"}') == 1, "it does not look")
        for _ in range(2):
            self.assertEqual((self.active(), len(self.folders()), self.list_of()), (0, 1, listed))
            err = self.restart("--watch", *flags)
        self.assertNotIn("ann", err)  # asked once

    def with_rule(self, bundle, items):
        other = self.place / "ruled"
        trained = subprocess.run([PROGRAM, "train", "shop.yaml", "--threads", "1", "--set",
                                  f"serve.rules=[{{price: {{none: {[10 + item for item in items]}}}}}]", "--runs",
                                  str(other)], cwd=self.folder, capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual(trained.returncode, 0, trained.stderr)
        self.assertEqual(manifest_of(other / "shop/latest/bundle")["generation"], self.ids[0])
        shutil.rmtree(bundle)
        shutil.copytree(other / "shop/latest/bundle", bundle)

    def test_what_the_one_before_cannot_answer_must_only_be_answered(self):
        flags = self.golden({"request": {"features": {"height": 1.8}, "k": 3}}, min_overlap=1)
        self.restart(*flags)
        self.publish(1)
        self.restart(*flags)
        self.assertIn("height", self.generations()[1]["refused"])  # neither can

    def test_the_first_one_is_asked_too(self):
        flags = self.golden({"name": "ann", "request": {"user_id": "u1"}, "items": [9999]}, min_overlap=0.5)
        with self.assertRaisesRegex(AssertionError, r"error\[generation.refused\].*ann \(0\)"):
            self.start(*flags, state=self.place / "another")

    def test_a_file_that_says_nothing(self):
        self.stop()
        for text, named in (("[{}", "golden.json"), ('{"request": {}}', "is not a list"),
                            ('[{"request": {"k": 0}}]', r"\[0\].*k is 0"), ('[{"reqest": {}}]', "reqest")):
            flags = self.golden()
            (self.place / "golden.json").write_text(text, encoding="utf-8")
            with self.assertRaisesRegex(AssertionError, named):
                self.start(*flags)
        with self.assertRaisesRegex(AssertionError, "file.unreadable"):
            self.start(*self.configure(golden="missing.json"))
        self.start()

    def test_rules_that_it_cannot_hold_to(self):
        def without_price(bundle):
            shutil.rmtree(bundle)
            other = self.place / "poor"
            trained = subprocess.run(
                [PROGRAM, "train", "shop.yaml", "--threads", "1", "--set", "features.item={item: {kind: id, dim: 16}}",
                 "--set", "data.items=null", "--runs", str(other)], cwd=self.folder, capture_output=True, text=True,
                check=False, timeout=120)
            self.assertEqual(trained.returncode, 0, trained.stderr)
            shutil.copytree(other / "shop/latest/bundle", bundle)
        self.call("PUT", "/v1/rules", {"rules": [{"items": {"price": {"max": 30}}}]})
        listed = self.list_of()
        self.publish(1, without_price)
        self.assertEqual((self.restart(), self.active(), self.list_of()), ("", 0, listed))
        self.assertIn("price", self.generations()[1]["refused"])
        self.call("DELETE", "/v1/rules")
        self.call("POST", f"/v1/generations/{self.generations()[1]['id']}:activate")


class DamageTest(GenerationsTest):
    def flip(self, path):
        with open(path, "r+b") as file:
            file.seek(path.stat().st_size // 2)
            byte = file.read(1)[0]
            file.seek(-1, 1)
            file.write(bytes([byte ^ 4]))

    def test_damage_at_the_source_changes_nothing(self):
        self.restart("--watch")
        for name in sorted(path.name for path in self.bundles[1].iterdir()):
            for damage in (self.flip, lambda path: os.truncate(path, path.stat().st_size - 1)):
                self.publish(1, lambda bundle: damage(bundle / name))  # pylint: disable=cell-var-from-loop
                self.restart("--watch")
                self.assertEqual(self.active(), 0, name)
                self.assertEqual(len(self.generations()), 1)
                self.assertIn(name, self.restart())
        self.publish(1)
        self.restart("--watch")
        self.assertEqual(self.active(), 1)

    def test_a_damaged_copy_is_made_anew(self):
        self.both()
        for name in sorted(path.name for path in self.bundles[1].iterdir()):
            self.stop()
            self.flip(self.folder_of(1) / name)
            self.start()
            self.assertEqual(self.active(), 1)
            self.assertIn(f"generation {self.ids[1]} cannot be read", self.restart())

    def test_without_its_source_the_one_before_serves(self):
        self.both()
        self.activate(0)
        second = self.folder_of(0)
        self.stop()
        self.flip(second / "index.safetensors")
        self.start()  # at the source is the second
        self.assertEqual(self.active(), 1)

    def test_files_of_the_source_may_be_cut(self):
        listed = self.list_of()
        for path in (self.source / "001/bundle").iterdir():
            os.truncate(path, 0)
        self.assertEqual(self.list_of(), listed)


if __name__ == "__main__":
    unittest.main()
