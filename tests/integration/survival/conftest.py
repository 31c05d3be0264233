import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/integration"))
BUILD = pathlib.Path(os.environ.get("SOUNDCHECK_BUILD", ROOT / "build/dev"))
