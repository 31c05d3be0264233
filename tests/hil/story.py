"""What happened in one test, for the report: steps with their times, the
evidence of the diagnosis, the ends of the board's logs."""

import contextlib
import time
from dataclasses import dataclass, field


@dataclass
class Story:
    """Plain data, for it may come from another process."""

    title: str
    steps: list = field(default_factory=list)
    notes: dict = field(default_factory=dict)  # short facts, one line each
    diagnosis: dict | None = None
    results: list = field(default_factory=list)
    logs: dict = field(default_factory=dict)

    @contextlib.contextmanager
    def step(self, name):
        begun = time.monotonic()
        row = {"name": name, "seconds": None, "error": ""}
        self.steps.append(row)
        try:
            yield
        except BaseException as error:
            row["error"] = str(error) or type(error).__name__
            raise
        finally:
            row["seconds"] = time.monotonic() - begun

    def tell(self, examined):
        """Keeps a diagnosis and the results that it stands on."""
        self.diagnosis = examined["diagnosis"]
        self.results = examined["results"]
