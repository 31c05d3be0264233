"""What happened in one test, for the report: steps with their times, the
evidence of the diagnosis, the ends of the board's logs."""

import contextlib
import time


class Story:
    def __init__(self, title):
        self.title = title
        self.steps = []
        self.notes = {}      # short facts, one line each
        self.diagnosis = None
        self.results = []
        self.logs = {}

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
