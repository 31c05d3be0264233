"""The suite's own data and its judgement, without a board."""

import json
import tomllib
from types import SimpleNamespace

import evidence
import scenario as scenarios
from test_scenarios import as_expected, missing_evidence, wrong_outcomes
from vboard import ROOT


def known_faults():
    return {fault["id"]
            for file in (ROOT / "agent/knowledge").glob("*.toml")
            for fault in tomllib.loads(file.read_text(encoding="utf-8")).get(
                "fault", [])}


def test_what_must_be_named_is_in_the_knowledge_base():
    wanted = {fault for one in scenarios.load() if not one.xfail
              for fault in one.expect}
    assert wanted <= known_faults()


def test_every_scenario_of_the_table_is_there_once():
    ids = [one.id for one in scenarios.load()]
    assert len(ids) == len(set(ids))
    assert ids[0] == "healthy"


def test_a_probe_that_did_not_run_is_not_a_healthy_board():
    healthy = scenarios.load()[0]
    board = SimpleNamespace(probes={"system.thermal": "passed"})
    results = [{"probe_id": probe, "outcome": outcome} for probe, outcome
               in {**healthy.probes, **board.probes}.items()]
    assert not wrong_outcomes(healthy, board, results)
    missing = wrong_outcomes(healthy, board, results[1:])
    assert missing == "wifi.association: did not run, not passed"
    results[0]["outcome"] = "inconclusive"
    assert wrong_outcomes(healthy, board, results).startswith(
        "wifi.association: inconclusive")


def test_evidence_is_kept_with_what_was_broken(tmp_path):
    one = SimpleNamespace(id="net.dns_failing.silent+audio.mic_dead",
                          faults=["net.dns_failing.silent", "audio.mic_dead"])
    examined = {"diagnosis": {"knowledge_hash": "k", "complaint": "drops"},
                "results": [{"probe_id": "network.dns"}], "state": "succeeded"}
    file = evidence.keep(tmp_path / "new", one, examined,
                         [{"probe_id": "audio.hum"}])
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "scenario": one.id, "home": "quiet",
        "truth": ["net.dns_failing", "audio.mic_dead"],
        "diagnosis": examined["diagnosis"], "results": examined["results"],
        "more_results": [{"probe_id": "audio.hum"}]}


def test_what_was_not_asked_and_nobody_hears_is_run_too():
    def cli(*words, timeout=0):
        if words[0] == "list":
            return {"probes": [
                {"id": name, "supported": name != "d", "audible": name == "c",
                 "interrupts_playback": False} for name in "abcd"]}
        return {"results": [{"probe_id": name} for name in words[1:]]}
    board = SimpleNamespace(cli=cli)
    asked = {"results": [{"probe_id": "a"}]}
    assert evidence.silent_rest(board, asked) == [{"probe_id": "b"}]


def test_of_two_faults_both_are_among_the_first_three():
    one = SimpleNamespace(also="", expect=["a"])
    two = SimpleNamespace(also="b", expect=["a", "b"])
    assert as_expected(one, ["a"])
    assert not as_expected(one, ["a", "b"])
    assert as_expected(two, ["b", "c", "a"])
    assert not as_expected(two, ["a"])
    assert not as_expected(two, ["a", "c", "d", "b"])


def test_the_evidence_of_what_is_present_names_the_cause():
    one = SimpleNamespace(evidence="leaky")

    def results(presence):
        return [{"findings": []}, {"findings": [
            {"presence": presence, "evidence": "leaky was killed"}]}]
    assert not missing_evidence(one, results("present"))
    assert missing_evidence(one, results("absent")).startswith("leaky is not")
    assert not missing_evidence(SimpleNamespace(evidence=""), results("absent"))
