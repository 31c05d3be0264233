#!/usr/bin/python3
"""Shows that descriptor_test.py catches every kind of break.

usage: descriptor_rules_test.py PROTOC
"""

import os
import sys
import tempfile
import unittest

import descriptor_test

PROTOC = sys.argv.pop()

BEFORE = """syntax = "proto3";
package soundcheck.v1;
enum Color { COLOR_UNSPECIFIED = 0; COLOR_RED = 1; }
message Thing {
  string name = 1;
  optional double size = 2;
  repeated Color colors = 3;
  oneof what { uint32 a = 4; Thing b = 5; }
}
"""


def entries(text):
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(f"{folder}/soundcheck/v1")
        with open(f"{folder}/soundcheck/v1/a.proto", "w",
                  encoding="utf-8") as file:
            file.write(text)
        return descriptor_test.entries_of(
            descriptor_test.descriptors(PROTOC, folder))


class Rules(unittest.TestCase):
    def after(self, old, new):
        self.assertIn(old, BEFORE)
        before, now = entries(BEFORE), entries(BEFORE.replace(old, new))
        return (list(descriptor_test.breaks(before, now)),
                descriptor_test.unlisted(before, now))

    def test_everything_is_listed(self):
        self.assertEqual(entries(BEFORE), {
            "Thing.name": "1 string singular",
            "Thing.size": "2 double optional",
            "Thing.colors": "3 Color repeated",
            "Thing.a": "4 uint32 oneof what",
            "Thing.b": "5 Thing oneof what",
            "Color.COLOR_UNSPECIFIED": "0",
            "Color.COLOR_RED": "1"})

    def test_a_new_field_and_value_are_no_break_but_unlisted(self):
        broken, missing = self.after("string name = 1;",
                                     "string name = 1; bool x = 9;")
        self.assertEqual((broken, missing), ([], ["Thing.x"]))
        broken, missing = self.after("COLOR_RED = 1;",
                                     "COLOR_RED = 1; COLOR_BLUE = 2;")
        self.assertEqual((broken, missing), ([], ["Color.COLOR_BLUE"]))

    def test_breaks_are_named(self):
        for old, new, name in [
                ("name = 1", "name = 7", "Thing.name"),
                ("string name", "bytes name", "Thing.name"),
                ("string name = 1;", "", "Thing.name"),
                ("string name", "string title", "Thing.name"),
                ("optional double", "double", "Thing.size"),
                ("repeated Color", "Color", "Thing.colors"),
                ("Thing b = 5;", "} Thing b = 5;  oneof x { bool c = 6;",
                 "Thing.b"),
                ("COLOR_RED = 1", "COLOR_RED = 2", "Color.COLOR_RED"),
                ("COLOR_RED = 1;", "", "Color.COLOR_RED")]:
            with self.subTest(new=new):
                broken, _ = self.after(old, new)
                self.assertEqual(len(broken), 1, broken)
                self.assertIn(name + " ", broken[0])

    def test_a_field_may_retire_when_its_number_is_reserved(self):
        broken, missing = self.after("string name = 1;", "reserved 1;")
        self.assertEqual(broken, [])
        self.assertEqual(missing, ["Thing.name", "Thing.reserved 1"])

    def test_a_reserved_number_stays_reserved(self):
        retired = entries(BEFORE.replace("string name = 1;", "reserved 1;"))
        broken = list(descriptor_test.breaks(retired, entries(BEFORE)))
        self.assertEqual(broken, ["Thing.reserved 1 is free again"])


if __name__ == "__main__":
    unittest.main()
