import pathlib

import pytest

from cloud import Cloud
# Fixtures, for the tests of libsoundcheck.
from installed import built, flags, library, prefix, programs  # noqa: F401
from speaker import Daemon
from stage import Broker, Pki


def pytest_configure(config):
    routes = pathlib.Path("/proc/net/route").read_text().splitlines()[1:]
    if routes:
        pytest.exit("this network leads somewhere; run the tests with ctest, "
                    "which gives them one of their own", returncode=2)


@pytest.fixture(scope="session")
def pki(tmp_path_factory):
    return Pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture
def broker(pki, tmp_path):
    """Listens; may be killed and started again on the same port."""
    broker = Broker(pki, tmp_path / "broker")
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture
def cloud(pki, broker):
    """Connected. Sends no receipts by itself."""
    cloud = Cloud(pki, broker.port)
    cloud.connect()
    yield cloud
    cloud.close()


@pytest.fixture
def daemon(pki, broker, tmp_path):
    """Configured for the broker, but not started: a test may change
    `daemon.config` before."""
    daemon = Daemon(pki, broker.port, tmp_path / "speaker")
    yield daemon
    daemon.end()
    print(daemon.log())
