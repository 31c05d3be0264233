"""Collects what the tests tell, and writes one HTML file that needs no other:
results, times of each step, evidence, ends of the logs. Tests may run in other
processes; what belongs to a result travels with it."""

import datetime
import html
import pathlib
import platform
import subprocess
from dataclasses import asdict

import pytest
from story import Story

ROWS = pytest.StashKey()
PARTS = pathlib.Path(__file__).resolve().parent / "report.css"
PROMPT_S = 15
WORDS = {"passed": "passed", "failed": "FAILED", "skipped": "skipped",
         "xfailed": "not yet", "error": "ERROR"}


def attach(result, item, story):
    """Gives a result of a test what it says of itself."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    one = params.get("scenario")
    result.told = {"test": item.originalname,
                   "board": params.get("board", ""),
                   "scenario": one.id if one else "",
                   "story": asdict(story) if story else None}


class Listener:
    """Keeps what is told of setup, call and teardown of each test."""

    def __init__(self, config):
        self._rows = config.stash.setdefault(ROWS, {})

    def pytest_runtest_logreport(self, report):
        note(self._rows, report)


def note(rows, result):
    row = rows.setdefault(result.nodeid, {
        "outcome": "passed", "why": "", "seconds": 0.0, "story": None,
        "test": result.nodeid, "board": "", "scenario": ""})
    # A process that died leaves a result that tells nothing.
    told = {"story": None, **getattr(result, "told", {})}
    story = told.pop("story")
    row.update(told)
    row["seconds"] += result.duration
    if story:
        row["story"] = Story(**story)
    if result.skipped:
        expected = hasattr(result, "wasxfail")
        row["outcome"] = "xfailed" if expected else "skipped"
        row["why"] = (result.wasxfail.removeprefix("reason: ") if expected
                      else result.longrepr[2].removeprefix("Skipped: "))
    elif result.failed:
        row["outcome"] = "failed" if result.when == "call" else "error"
        row["why"] = short(result)
        row["trace"] = result.longreprtext


def short(result):
    crash = getattr(result.longrepr, "reprcrash", None)
    text = crash.message if crash else result.longreprtext
    return text.removeprefix("Failed: ")


def write(config, file):
    rows = list(config.stash.get(ROWS, {}).values())
    if not rows:
        return
    file = pathlib.Path(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page(rows), encoding="utf-8")


def escape(text):
    return html.escape(str(text))


def tag(name, content, kind=""):
    """`content` is HTML already."""
    kind = f' class="{kind}"' if kind else ""
    return f"<{name}{kind}>{content}</{name}>"


def page(rows):
    style = PARTS.read_text(encoding="utf-8")
    boards = list(dict.fromkeys(row["board"] for row in rows))
    body = tag("h1", "Hardware in the loop") + summary(rows)
    for board in boards:
        mine = [row for row in rows if row["board"] == board]
        body += tag("h2", escape(f"Board {board}" if board else "Suite"))
        body += "".join(entry(row) for row in mine)
    return ('<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            "<title>soundcheck: hardware in the loop</title>"
            f"<style>{style}</style></head><body><main>{body}"
            "</main></body></html>\n")


def summary(rows):
    counts = {}
    for row in rows:
        counts[row["outcome"]] = counts.get(row["outcome"], 0) + 1
    chips = "".join(
        tag("span", f"{counts[kind]} {word}", f"chip {kind}")
        for kind, word in WORDS.items() if kind in counts)
    seconds = sum(row["seconds"] for row in rows)
    now = datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %Z")
    facts = (f"{now} · {len(rows)} tests in {duration(seconds)} · "
             f"revision {revision()} · {platform.node()}")
    return (tag("p", chips, "chips") + tag("p", escape(facts), "facts") +
            tag("p", escape(promptness(rows)), "facts") +
            tag("p", "“Not yet” is a fault whose diagnosis a later "
                "issue builds: it was injected and repaired, and every other "
                "step had to work.", "facts"))


def promptness(rows):
    """How many diagnoses kept to the time that a person waits for an answer,
    and which took longer."""
    took = {f"{row['scenario'] or row['test']} ({row['board']})":
            row["story"].diagnosis["duration_ms"] / 1000
            for row in rows if row["story"] and row["story"].diagnosis}
    slow = {name: seconds for name, seconds in took.items()
            if seconds > PROMPT_S}
    text = (f"{len(took) - len(slow)} of {len(took)} diagnoses took at most "
            f"{PROMPT_S} s")
    if slow:
        text += "; longer: " + ", ".join(
            f"{name} {seconds:.1f} s" for name, seconds in sorted(
                slow.items(), key=lambda item: -item[1]))
    return text


def revision():
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], check=False,
        cwd=PARTS.parent, capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


def duration(seconds):
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60)} s"


def entry(row):
    title = row["scenario"] or row["test"].removeprefix("test_").replace(
        "_", " ")
    story = row["story"]
    line = (tag("span", WORDS[row["outcome"]], f"chip {row['outcome']}") +
            tag("span", escape(title), "title") +
            tag("span", escape(verdict(row)), "verdict") +
            tag("span", duration(row["seconds"]), "seconds"))
    inside = ""
    if row["why"]:
        inside += tag("p", escape(row["why"]), f"why {row['outcome']}")
    if story:
        inside += steps(story) + notes(story) + diagnosis(story)
        inside += results(story)
    if "trace" in row:
        inside += fold("where it failed", row["trace"])
    if story:
        inside += "".join(fold(name, text)
                          for name, text in story.logs.items())
    opened = " open" if row["outcome"] in ("failed", "error") else ""
    return (f'<details class="entry"{opened}>' + tag("summary", line) +
            tag("div", inside, "inside") + "</details>")


def verdict(row):
    """The line's middle: what was found, in a few words."""
    story = row["story"]
    if row["outcome"] in ("failed", "error", "skipped", "xfailed"):
        return row["why"].splitlines()[0] if row["why"] else ""
    if not story or not story.diagnosis:
        return ""
    found = [f"{f['fault_id']} {100 * f['probability']:.0f} %"
             for f in story.diagnosis["faults"]]
    took = story.notes.get("time to the diagnosis")
    return (", ".join(found) or "no fault") + (f" in {took}" if took else "")


def steps(story):
    longest = max((s["seconds"] for s in story.steps), default=0) or 1
    lines = ""
    for step in story.steps:
        width = 100 * step["seconds"] / longest
        bar = f'<i style="width:{width:.1f}%"></i>'
        kind = "bad" if step["error"] else ""
        lines += tag("tr", tag("td", escape(step["name"])) +
                     tag("td", f"{step['seconds']:.1f} s", "number") +
                     tag("td", bar, "bar"), kind)
    return tag("table", lines, "steps")


def notes(story):
    lines = "".join(tag("tr", tag("th", escape(name)) +
                        tag("td", escape(text)))
                    for name, text in story.notes.items())
    return tag("table", lines, "notes") if lines else ""


def diagnosis(story):
    if not story.diagnosis:
        return ""
    text = tag("h3", "Diagnosis: " + escape(
        story.diagnosis["status"].replace("_", " ")))
    for fault in story.diagnosis["faults"]:
        text += tag("p", tag("b", escape(fault["fault_id"])) +
                    f" ({escape(fault['code'])}), "
                    f"{100 * fault['probability']:.0f} %; remedies: " +
                    escape(", ".join(fault["remedy_ids"])))
        lines = ""
        for word, key in (("for", "evidence_for"),
                          ("against", "evidence_against")):
            lines += "".join(
                tag("tr", tag("td", word, word) +
                    tag("td", tag("code", escape(item["id"]))) +
                    tag("td", escape(item["evidence"])))
                for item in fault[key])
        text += tag("table", lines, "evidence")
    return text


def results(story):
    if not story.results:
        return ""
    lines = "".join(
        tag("tr", tag("td", tag("code", escape(r["probe_id"]))) +
            tag("td", escape(r["outcome"].replace("_", " ")), r["outcome"]) +
            tag("td", escape(r["summary"])) +
            tag("td", escape(numbers(r)), "small") +
            tag("td", f"{r['duration_ms'] / 1000:.1f} s", "number"))
        for r in story.results)
    return tag("table", lines, "results")


def numbers(result):
    return " · ".join(f"{m['name']} {m['value']:.4g} {m['unit']}".strip()
                      for m in result["measurements"][:8])


def fold(name, text):
    return ("<details class=\"log\">" + tag("summary", escape(name)) +
            tag("pre", escape(text or "(empty)")) + "</details>")
