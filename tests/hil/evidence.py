"""Keeps each diagnosis with what was really broken, one file per scenario, for
`soundcheck replay` and for tests/bench/diagnosis."""

import json
import re

from drivers.board import BoardError


def truth_of(scenario):
    """Fault ids; what stands behind a second dot is a way to the same fault."""
    return [".".join(fault.split(".")[:2]) for fault in scenario.faults]


def keep(folder, scenario, examined, more=(), home=None):
    """Writes FOLDER/SCENARIO.json, or FOLDER/SCENARIO@HOME.json, and returns
    its path."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub("[^A-Za-z0-9._-]", "_", scenario.id)
    file = folder / f"{name}{'@' + home if home else ''}.json"
    file.write_text(json.dumps(
        {"scenario": scenario.id, "home": home or "quiet",
         "truth": truth_of(scenario),
         "diagnosis": examined["diagnosis"], "results": examined["results"],
         "more_results": list(more)},
        ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file


def silent_rest(board, examined):
    """What the diagnosis did not ask and nobody hears, run by the owner. The
    knowledge chooses other tests tomorrow; their answers are then on record."""
    asked = {result["probe_id"] for result in examined["results"]}
    rest = [probe["id"] for probe in board.cli("list")["probes"]
            if probe["supported"] and probe["id"] not in asked
            and not probe["audible"] and not probe["interrupts_playback"]]
    try:
        return board.cli("run", *rest, timeout=300)["results"] if rest else []
    except BoardError:
        return []  # the diagnosis itself is worth keeping
