"""The README's table of probes is what `soundcheck list` says."""

import json
import pathlib
import re
import subprocess

import verb_table
from conftest import ALONE, BIN

README = pathlib.Path(__file__).parents[3] / "README.md"


def cost(probe):
    words = [f"{probe['seconds']:g} s"]
    words += [text for key, text in (
        ("airtime", "sends packets"), ("audible", "makes a sound"),
        ("interrupts_playback", "interrupts playback")) if probe[key]]
    return ", ".join(words)


def test_the_readme_lists_every_probe_as_the_program_does():
    listed = json.loads(subprocess.run(
        [*ALONE, BIN / "soundcheck", "--local", "list", "--json"],
        capture_output=True, text=True, check=True).stdout)["probes"]
    rows = re.findall(r"^\| `([a-z]+\.[a-z0-9_]+)` \| (.*?) \| (.*?) \|$",
                      README.read_text(encoding="utf-8"), re.MULTILINE)

    assert rows == [(p["id"], p["title"], cost(p)) for p in listed]


def test_the_readme_lists_every_verb_as_the_code_does():
    text = README.read_text(encoding="utf-8")

    assert "\n".join(verb_table.table()) + "\n" in text


def test_every_verb_of_the_agent_is_in_its_table():
    assert len(verb_table.table()) - len(verb_table.HEAD) == len(
        verb_table.sources())
