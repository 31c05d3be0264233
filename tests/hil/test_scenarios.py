"""Breaks the board or its home, and asks what is wrong: the right fault must
be named in time, and after the repair its probe must pass. The scenarios are
data, see scenarios.yaml."""

import time

import pytest
import scenario as scenarios
from examination import Remote, named, report_of


def pytest_generate_tests(metafunc):
    metafunc.parametrize("scenario", [
        pytest.param(one, id=one.id,
                     marks=[pytest.mark.smoke] if one.smoke else [])
        for one in scenarios.load()])


def test_scenario(scenario, fresh, faults, story, keep_evidence):
    broken = [faults[fault] for fault in scenario.faults]
    for fault in broken:
        if why := fresh.why_not(fault):
            pytest.skip(why)
    begun = time.monotonic()
    for fault in broken:
        with story.step(f"break: {fault.what}"):
            fresh.inject(fault)
    diagnose = (diagnose_remotely if scenario.diagnosed == "remotely"
                else diagnose_at_home)
    miss = diagnose(scenario, fresh, broken, story, begun, keep_evidence)
    if scenario.xfail:
        if not miss:
            pytest.fail(f"it works now: remove xfail ({scenario.xfail})")
        pytest.xfail(f"{scenario.xfail}: {miss}")


def diagnose_remotely(scenario, board, broken, story, begun, keep):
    with story.step("open a session"):
        remote = Remote(board)
    with story.step("diagnose remotely"):
        examined = remote.diagnose(scenario.complaint)
    taken = time.monotonic() - begun
    keep(scenario, examined)
    miss = judge(scenario, board, examined, story, taken)
    mend(board, broken, story)
    confirm(scenario, remote, story)
    remote.close()
    return miss


def diagnose_at_home(scenario, board, broken, story, begun, keep):
    words = ["diagnose"]
    if scenario.complaint:
        words += ["--complaint", scenario.complaint]
    with story.step("the owner runs soundcheck diagnose"):
        examined = board.cli(*words)
    taken = time.monotonic() - begun
    keep(scenario, examined)
    miss = judge(scenario, board, examined, story, taken)
    mend(board, broken, story)
    with story.step("the report reaches the cloud"):
        board.wait("the owner's diagnosis at the cloud",
                   lambda: report_of(board, examined["diagnosis"]))
    with story.step("open a session"):
        remote = Remote(board)
    confirm(scenario, remote, story)
    remote.close()
    return miss


def judge(scenario, board, examined, story, seconds):
    """What is wrong with the diagnosis. Only an expected failure goes on."""
    story.tell(examined)
    story.notes["time to the diagnosis"] = f"{seconds:.1f} s"
    found = named(examined["diagnosis"])
    miss = ""
    if not as_expected(scenario, found):
        miss = (f"named {', '.join(found) or 'no fault'} in place of "
                f"{', '.join(scenario.expect) or 'no fault'}")
    elif not found and examined["diagnosis"]["status"] != "no_fault":
        miss = f"the diagnosis is {examined['diagnosis']['status']}"
    elif seconds > scenario.within_s:
        miss = f"took {seconds:.1f} s of {scenario.within_s:.0f} s allowed"
    else:
        miss = (wrong_outcomes(scenario, board, examined["results"])
                or missing_evidence(scenario, examined["results"]))
    if miss and not scenario.xfail:
        pytest.fail(miss)
    return miss


def as_expected(scenario, found):
    """Of two faults the order is chance, and one may bring a third along."""
    if scenario.also:
        return set(scenario.expect) <= set(found[:3])
    return found == scenario.expect


def wrong_outcomes(scenario, board, results):
    """Of a healthy board: a probe that is missing, too, is a fault of ours."""
    if not scenario.probes:
        return ""
    wanted = {**scenario.probes, **board.probes}
    found = {r["probe_id"]: r["outcome"] for r in results}
    wrong = [f"{probe}: {found.get(probe, 'did not run')}, not {expected}"
             for probe, expected in wanted.items()
             if found.get(probe) != expected]
    wrong += [f"{probe}: not in scenarios.yaml"
              for probe in found if probe not in wanted]
    return "; ".join(wrong)


def missing_evidence(scenario, results):
    """What must be said of the cause, such as the name of the program."""
    told = [finding["evidence"] for result in results
            for finding in result["findings"]
            if finding["presence"] == "present"]
    if any(scenario.evidence in evidence for evidence in told):
        return ""
    return (f"{scenario.evidence} is not in the evidence: {'; '.join(told)}"
            if scenario.evidence else "")


def mend(board, broken, story):
    """What cuts the uplink first, as the board must be online after each."""
    for fault in sorted(broken, key=lambda one: not one.cuts_uplink):
        with story.step("repair"):
            board.mend(fault)


def confirm(scenario, remote, story):
    with story.step(f"confirm with {scenario.confirm}"):
        result = remote.run(scenario.confirm)[scenario.confirm]
    story.notes["confirming probe"] = (
        f"{scenario.confirm} {result['outcome']}: {result['summary']}")
    assert result["outcome"] == "passed", result["summary"]
