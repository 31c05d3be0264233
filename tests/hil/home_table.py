"""The table of homes (homes.toml)."""

import pathlib
import tomllib
from dataclasses import dataclass

from fault_table import Step

FILE = pathlib.Path(__file__).resolve().parent / "homes.toml"


@dataclass(frozen=True)
class Home:
    id: str
    what: str
    steps: list


def load(file=FILE):
    """id -> Home, in the file's order."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["home"]
    return {row["id"]: Home(row["id"], row["what"],
                            [Step(**step) for step in row["steps"]])
            for row in rows}
