"""The virtual board: a machine, its consoles, and the cloud it talks to."""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]

# Cloud and programs are those of the integration tests.
sys.path.insert(0, str(ROOT / "tests/integration"))
