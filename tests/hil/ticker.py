"""Says on the terminal how each test went, as soon as it is known: a whole run
takes long, and its summary comes last."""


class Ticker:
    def __init__(self, terminal):
        self._terminal = terminal

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or not report.passed:
            name = report.nodeid.split("::")[-1].split("@")[0]
            self._terminal.ensure_newline()
            self._terminal.write_line(
                f"{_word(report):7} {report.duration:6.1f} s  {name}"
                f"{_reason(report)}")

    def pytest_report_teststatus(self, report):
        """The line says it; no letter beside."""
        if report.when != "call" and report.passed:
            return "", "", ""
        return _word(report), "", _word(report).upper()


def _word(report):
    return "xfailed" if hasattr(report, "wasxfail") else report.outcome


def _reason(report):
    """In one line: what was expected to fail, or the last word of what did."""
    text = getattr(report, "wasxfail", "")
    if report.failed and report.longrepr:
        crash = getattr(report.longrepr, "reprcrash", None)
        text = crash.message if crash else str(report.longrepr)
    lines = text.strip().splitlines()
    return f": {lines[0]}" if lines else ""
