"""Reads scenarios.yaml, and says clearly what is wrong in it."""

import pathlib
from dataclasses import dataclass, field

import yaml

import fault_table

FILE = pathlib.Path(__file__).resolve().parent / "scenarios.yaml"
# Nothing but a fault whose diagnosis one of these builds may be expected to
# fail.
ISSUES = {"Audio", "Wi-Fi and network", "Firmware and system", "Diagnosis",
          "Remote assist"}
WAYS = {"remotely", "by the owner"}


class ScenarioError(ValueError):
    """An entry of the file cannot be run as it stands."""


@dataclass(frozen=True)
class Scenario:
    confirm: str
    within_s: float
    diagnosed: str
    fault: str = ""
    also: str = ""
    expect: list = field(default_factory=list)
    probes: dict = field(default_factory=dict)
    complaint: str = ""
    evidence: str = ""
    smoke: bool = False
    xfail: str = ""

    @property
    def id(self):
        return "+".join(self.faults) or "healthy"

    @property
    def faults(self):
        return [fault for fault in (self.fault, self.also) if fault]

    def check(self, table):
        for fault in self.faults:
            if fault not in table:
                raise ScenarioError(f"fault {fault} is not in the table "
                                    f"{fault_table.FILE.name}")
        if self.diagnosed not in WAYS:
            raise ScenarioError(f"diagnosed: {self.diagnosed!r} is neither of "
                                f"{', '.join(sorted(WAYS))}")
        cut = any(table[fault].cuts_uplink for fault in self.faults)
        if self.faults and cut != (self.diagnosed == "by the owner"):
            raise ScenarioError(
                f"{self.id} {'cuts' if cut else 'keeps'} the uplink, so it "
                f"cannot be diagnosed {self.diagnosed}")
        if self.xfail and self.xfail.removeprefix("issue: ") not in ISSUES:
            raise ScenarioError(f"xfail: {self.xfail!r} names no issue that "
                                "builds a diagnosis")


def load(file=FILE):
    faults = fault_table.load()
    scenarios = []
    for number, row in enumerate(yaml.safe_load(
            file.read_text(encoding="utf-8")), start=1):
        try:
            one = Scenario(**row)
            one.check(faults)
        except (TypeError, ScenarioError) as error:
            raise ScenarioError(
                f"{file.name}, entry {number}: {error}") from None
        scenarios.append(one)
    return scenarios
