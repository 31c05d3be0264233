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
    expect: list = field(default_factory=list)
    probes: dict = field(default_factory=dict)
    complaint: str = ""
    smoke: bool = False
    xfail: str = ""

    @property
    def id(self):
        return self.fault or "healthy"

    def check(self, faults):
        fault = faults.get(self.fault)
        if self.fault and not fault:
            raise ScenarioError(f"fault {self.fault} is not in the table "
                                f"{fault_table.FILE.name}")
        if self.diagnosed not in WAYS:
            raise ScenarioError(f"diagnosed: {self.diagnosed!r} is neither of "
                                f"{', '.join(sorted(WAYS))}")
        if fault and fault.cuts_uplink != (self.diagnosed == "by the owner"):
            raise ScenarioError(
                f"{self.fault} {'cuts' if fault.cuts_uplink else 'keeps'} the "
                f"uplink, so it cannot be diagnosed {self.diagnosed}")
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
