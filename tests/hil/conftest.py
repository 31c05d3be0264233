"""The board under test, fresh for each scenario, and the suite's report."""

import fcntl
import os
import pathlib
import subprocess
import sys
import time

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import evidence  # noqa: E402
import fault_table  # noqa: E402
import home_table  # noqa: E402
import report  # noqa: E402
from story import Story  # noqa: E402
from ticker import Ticker  # noqa: E402
from vboard import ROOT  # noqa: E402
from wire import Tap  # noqa: E402

STORY = pytest.StashKey()
UNBUILT = pytest.StashKey()
NO_BOARD = "the virtual board could not be built; why stands above"
OUT = pathlib.Path(os.environ.get("SOUNDCHECK_HIL_OUT", ROOT / "build/hil"))


def pytest_addoption(parser):
    group = parser.getgroup("soundcheck")
    group.addoption("--arch", action="append", choices=["arm64", "armhf"],
                    help="root file system of the virtual board; may be given "
                    "twice (default: arm64, then armhf for smoke tests)")
    group.addoption("--all-probes", action="store_true",
                    help="after each diagnosis run all other silent probes "
                    "too, and keep what they say with its evidence")
    group.addoption("--home", choices=list(home_table.load()),
                    help="the home that the speaker is in, of homes.toml "
                    "(default: a quiet one)")
    group.addoption("--report", default=str(OUT / "report.html"),
                    help="where the HTML report goes")


@pytest.hookimpl(trylast=True)  # when there is a terminal to write to
def pytest_configure(config):
    if not is_worker(config):
        terminal = config.pluginmanager.getplugin("terminalreporter")
        config.pluginmanager.register(Ticker(terminal))
        config.pluginmanager.register(report.Listener(config))


def is_worker(config):
    """One of several processes that share the tests (pytest-xdist)."""
    return hasattr(config, "workerinput")


def boards(config):
    """Names of the boards to test on."""
    if config._labgrid_env:
        return ["real"]
    return config.getoption("--arch") or ["arm64", "armhf"]


def pytest_generate_tests(metafunc):
    """Every test runs on the first board, smoke tests on every board."""
    if "board" not in metafunc.fixturenames:
        return
    names = boards(metafunc.config)
    metafunc.parametrize("board", names, indirect=True, scope="session")


def pytest_collection_modifyitems(config, items):
    """All tests on the first board, smoke tests on the others; those that
    need no board first."""
    first = boards(config)[0]
    keep, drop = [], []
    for item in items:
        name = getattr(item, "callspec", None)
        name = name.params.get("board", first) if name else first
        wanted = name == first or item.get_closest_marker("smoke")
        (keep if wanted else drop).append(item)
    config.hook.pytest_deselected(items=drop)
    items[:] = sorted(keep, key=lambda item: "board" in item.fixturenames)
    share(items)


def share(items):
    """Between two processes, each with boards of its own."""
    counts = {}
    for item in items:
        if "board" in item.fixturenames:
            name = item.callspec.params["board"]
            counts[name] = counts.get(name, 0) + 1
            item.add_marker(pytest.mark.xdist_group(
                f"{name}-{counts[name] % 2}"))


def pytest_collection_finish(session):
    """Builds what the chosen virtual boards need."""
    names = dict.fromkeys(
        item.callspec.params["board"] for item in session.items
        if "board" in item.fixturenames)
    if (not names or "real" in names or session.config.option.collectonly
            or "SOUNDCHECK_BOARD_IMAGES" in os.environ):
        return
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / "building", "wb") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        done = subprocess.run(
            [ROOT / "toolchains/virtual-board/ready.sh", *names], check=False)
    if done.returncode != 0:
        if not is_worker(session.config):
            pytest.exit(NO_BOARD, 1)
        # Who leaves here takes the whole run down, and its words with it.
        session.config.stash[UNBUILT] = True


@pytest.fixture(scope="session")
def board(request):
    name = request.param
    if request.config.stash.get(UNBUILT, False):
        pytest.fail(NO_BOARD, pytrace=False)
    begun = time.monotonic()
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def say(text):
        with capture.global_and_fixture_disabled():
            print(f"\n[{name} {time.monotonic() - begun:6.1f} s] {text}",
                  end="", flush=True)
    if name == "real":
        from drivers.labgrid_board import LabgridBoard
        made = LabgridBoard(request.config._labgrid_env)
    else:
        from drivers.qemu import QemuBoard
        worker = getattr(request.config, "workerinput", {}).get("workerid", "")
        made = QemuBoard(name, OUT / f"run-{name}{worker}", say)
    yield made
    made.close()


@pytest.fixture(scope="session")
def tap(board):
    """Listens to everything that the board says, from outside; None where
    the broker lets nobody listen."""
    if not board.broker:
        yield None
        return
    tap = Tap(board.broker, board.tenant, board.device)
    yield tap
    tap.close()


@pytest.fixture(scope="session")
def faults():
    return fault_table.load()


@pytest.fixture
def keep_evidence(request, board):
    """Keeps a diagnosis of a scenario under build/hil/evidence."""
    def keep(scenario, examined):
        more = (evidence.silent_rest(board, examined)
                if request.config.getoption("--all-probes") else [])
        evidence.keep(OUT / "evidence" / board.name, scenario, examined, more,
                      request.config.getoption("--home"))
    return keep


@pytest.fixture
def story(request):
    request.node.stash[STORY] = story = Story(request.node.name)
    return story


@pytest.fixture
def fresh(request, board, tap, story):
    """The board in good health, online; its logs are kept for the report."""
    with story.step("a healthy board"):
        board.recover()
    if name := request.config.getoption("--home"):
        home = home_table.load()[name]
        with story.step(f"the home: {home.what}"):
            board.do(home.steps)
    yield board
    story.logs = board.logs()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report.attach(outcome.get_result(), item, item.stash.get(STORY, None))


def pytest_sessionfinish(session):
    if not is_worker(session.config):
        report.write(session.config, session.config.getoption("--report"))


def pytest_terminal_summary(terminalreporter, config):
    if rows := list(config.stash.get(report.ROWS, {}).values()):
        terminalreporter.write_line(report.promptness(rows))
    terminalreporter.write_line(f"report: {config.getoption('--report')}")
