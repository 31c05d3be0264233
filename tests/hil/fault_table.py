"""The table of faults (faults.toml), and how their steps become shell."""

import pathlib
import shlex
import tomllib
from dataclasses import dataclass, field

FILE = pathlib.Path(__file__).resolve().parent / "faults.toml"
PLACES = {"speaker", "router", "machine", "host"}


@dataclass(frozen=True)
class Step:
    at: str
    run: str

    def __post_init__(self):
        if self.at not in PLACES:
            raise ValueError(f"{FILE.name}: a step at {self.at!r}; "
                             f"known: {', '.join(sorted(PLACES))}")


@dataclass(frozen=True)
class Fault:
    id: str
    what: str
    on: list
    off: list = field(default_factory=list)
    there: Step | None = None
    cuts_uplink: bool = False
    cuts_home: bool = False
    restarts: int = 0
    mending_restarts: bool = False
    only_virtual: str = ""


def load(file=FILE):
    """id -> Fault, in the file's order."""
    faults = {}
    for row in tomllib.loads(file.read_text(encoding="utf-8"))["fault"]:
        for key in ("on", "off"):
            row[key] = [Step(**step) for step in row[key]]
        if "there" in row:
            row["there"] = Step(**row["there"])
        faults[row["id"]] = Fault(**row)
    return faults


def script(step, names):
    """The step's shell, with what it may call by name."""
    known = "\n".join(f"{name}={shlex.quote(str(value))}"
                      for name, value in names.items())
    return f"{known}\n{step.run}"
