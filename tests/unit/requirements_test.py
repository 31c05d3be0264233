#!/usr/bin/python3
"""Each requirement of remote assist, R01 to R27, has a test named after it.

usage: requirements_test.py ROOT [--list]

A test is named after a requirement when its name begins with it: "R06: ..." in
Catch2, test_R06_... in pytest. --list says where they are.
"""

import pathlib
import re
import sys

# What the product does not do yet, and why there is no test. Whoever builds it
# writes the test and takes the line away; a line that is no longer true fails.
NOT_YET = {}

ALL = [f"R{number:02}" for number in range(1, 28)]
CATCH = re.compile(r'TEST_CASE\(\s*"(R\d\d): ')
PYTEST = re.compile(r"^\s*def test_(R\d\d)_", re.MULTILINE)


def named_tests(root):
    """{"R06": ["tests/unit/...:12", ...]}"""
    found = {}
    for path in sorted((root / "tests").rglob("*")):
        pattern = {".cpp": CATCH, ".py": PYTEST}.get(path.suffix)
        if not pattern or path == pathlib.Path(__file__).resolve():
            continue
        text = path.read_text(encoding="utf-8")
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.setdefault(match[1], []).append(
                f"{path.relative_to(root)}:{line}")
    return found


def problems(found, not_yet):
    for name in ALL:
        if name not in found and name not in not_yet:
            yield f"{name} has no test named after it"
        if name in found and name in not_yet:
            yield (f"{name} has a test ({found[name][0]}), so it must not "
                   "stand in NOT_YET any more")
    for name in sorted(set(found) | set(not_yet)):
        if name not in ALL:
            yield f"{name} is no requirement"


def check_itself():
    """A list that never fails would prove nothing."""
    some = {name: ["x:1"] for name in ALL[1:]}
    assert list(problems(some, {"R01": "why"})) == []
    assert list(problems(some, {})) == ["R01 has no test named after it"]
    assert len(list(problems(some, {"R01": "", "R02": ""}))) == 1
    assert list(problems({**some, "R28": ["x:1"]}, {"R01": ""})) == [
        "R28 is no requirement"]


def main():
    check_itself()
    found = named_tests(pathlib.Path(sys.argv[1]).resolve())
    if "--list" in sys.argv:
        for name in ALL:
            print(name, *found.get(name, ["not yet: " + NOT_YET.get(name, "")]),
                  sep="\n  ")
    wrong = list(problems(found, NOT_YET))
    for problem in wrong:
        print(problem, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
