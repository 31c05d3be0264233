"""A pytest plugin: a sanitizer's report fails the test that caused it.

Tests kill the programs that they start, or expect them to fail, so an exit
code is no witness. Here every sanitized program writes its reports into files
of the running test, which must not be there at its end.
"""

import os
import pathlib
import tempfile

import pytest

RUNTIMES = ("TSAN_OPTIONS", "ASAN_OPTIONS", "UBSAN_OPTIONS")


@pytest.fixture(autouse=True)
def no_sanitizer_report(monkeypatch):
    # Set up before and torn down after the fixtures that own programs.
    with tempfile.TemporaryDirectory(prefix="soundcheck-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o1777)  # programs that gave up their privileges, too
        for runtime in RUNTIMES:
            if runtime in os.environ:
                monkeypatch.setenv(
                    runtime,
                    f"{os.environ[runtime]}:log_path={folder}/report")
        yield
        reports = [file.read_text(encoding="utf-8", errors="replace")
                   for file in sorted(folder.iterdir())]
    if reports:
        pytest.fail("sanitizer reports:\n" + "\n".join(reports),
                    pytrace=False)
