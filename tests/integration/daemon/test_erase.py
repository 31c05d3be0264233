"""`soundcheck erase` after a daemon that has worked and been helped."""

import contextlib
import json

from soundcheck.v1 import command_pb2
from stage import eventually
from test_bundle import Session

CANARIES = (b"canary-operator", b"canary-reason", b"canary-command")


def everything(folder):
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir())
                    if file.is_file())


def erase(daemon, *options):
    return daemon.tool("erase", "--config", daemon.write_config(),
                           *options)


def test_R24_an_owner_who_takes_it_back_is_forgotten_at_once(daemon, cloud):
    daemon.start()
    session = Session(cloud)
    session.counter += 1
    cloud.command(id="canary-command", session="s1", nonce=session.nonce,
                  counter=session.counter, operator="ann",
                  reason="canary-reason",
                  run_probes=command_pb2.RunProbes(probe_ids=["system.clock"]))
    session.final("canary-command")
    while_it_runs = erase(daemon, "--yes")
    assert while_it_runs.returncode == 1
    assert "Stop it first" in while_it_runs.stderr
    assert daemon.stop()[0] == 0
    with contextlib.closing(daemon.database()) as database:
        outbox = database.execute("SELECT id FROM outbox").fetchone()
    before = everything(daemon.state)
    assert b"canary-reason" in before
    told = erase(daemon)
    assert "would erase audit.log" in told.stdout
    assert everything(daemon.state) == before

    done = erase(daemon, "--yes", "--json")

    assert done.returncode == 0, done.stderr
    assert "agent.db" in json.loads(done.stdout)["erased"]
    left = everything(daemon.state)
    assert not [one for one in CANARIES if one in left]
    assert outbox[0].encode() not in left  # by which reports are recognised
    # It works as on its first day.
    daemon.start()
    eventually(daemon.socket.exists, why="it does not listen")
    eventually(lambda: daemon.status().online, why="not online again")
    assert "keeping reports in memory" not in daemon.log()
