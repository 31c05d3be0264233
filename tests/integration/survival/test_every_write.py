"""Each store of the daemon is killed at each change that it makes to its files:
before it, after it, and in the middle of a write. The next start opens the
store clean, and nothing that was promised is missing."""

import hashlib
import json
import os
import pathlib
import signal
import subprocess
import tempfile

import pytest

STORES = os.environ["SURVIVAL_STORES"]
SHIM = os.environ["SURVIVAL_SHIM"]
HOWS = ("before", "after", "torn", "unsynced lost")


@pytest.fixture
def folders():
    """In memory: a kill loses nothing there, and syncing takes no time."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as name:
        yield pathlib.Path(name)


def run(what, store, folder, **death):
    """(exit status, what it said) of the program; `death`: see the shim."""
    env = dict(os.environ, LD_PRELOAD=SHIM, SUDDEN_DEATH_FOLDER=str(folder),
               **{f"SUDDEN_DEATH_{k.upper()}": str(v)
                  for k, v in death.items()})
    done = subprocess.run([STORES, what, store, folder], env=env,
                          capture_output=True, text=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, done.stdout.splitlines()


def changes(store, folder, log):
    """What the work does to the files, in order."""
    folder.mkdir()
    status, _ = run("work", store, folder, log=log)
    assert status == 0
    return [line.split()[1] for line in
            log.read_text(encoding="utf-8").splitlines()]


def kill(store, folder, number, how):
    """Works until it is killed. "unsynced lost": after the change, and then the
    power goes, too; returns what had been promised."""
    synced = folder.with_name(folder.name + ".synced")
    synced.mkdir()
    loses = how == "unsynced lost"
    status, promised = run("work", store, folder, at=number,
                           how="after" if loses else how, synced=synced)
    assert status == -signal.SIGKILL, f"change {number} never came"
    for file in list(folder.iterdir()) if loses else ():
        last = synced / file.name
        # That of shared memory is never synced, and never used again.
        if file.name.endswith("-shm"):
            file.unlink()
        else:
            file.write_bytes(last.read_bytes() if last.exists() else b"")
    return promised


def look(store, folder):
    status, seen = run("look", store, folder)
    assert status == 0
    return seen


def words(lines, first):
    return [line.removeprefix(first + " ") for line in lines
            if line.startswith(first + " ")]


def check_outbox(promised, seen):
    assert not words(seen, "garbled")
    assert words(promised, "outbox") in ([], words(seen, "outbox"))
    there, may_go = words(seen, "entry"), words(promised, "may go")
    lost = set(words(promised, "entry")) - set(there) - set(may_go)
    assert not lost, f"lost {lost}"
    assert not set(words(promised, "gone")) & set(there)
    # A number that somebody has seen is never given to something else.
    assert int(words(seen, "next")[0]) > max(
        map(int, words(promised, "entry")), default=0)


def check_commands(promised, seen):
    spent = [int(one) for one in words(seen, "spent")]
    assert max(spent, default=0) >= max(
        map(int, words(promised, "spent")), default=0)
    there = set(words(seen, "begun"))
    assert not (set(words(promised, "begun")) - there -
                set(words(promised, "may go")))
    assert not set(words(promised, "gone")) & there


def check_connections(promised, seen):
    """The last four, of a batch that was written whole."""
    there = [int(one) for one in words(seen, "event")]
    newest = there[-1] if there else 0
    assert newest % 8 == 0
    assert newest >= max(map(int, words(promised, "event")), default=0)
    assert not there or there == list(range(newest - 3, newest + 1))


def check_starts(promised, seen):
    told = words(seen, "start")
    assert told[-1] == "boot-now"
    assert told[:-1] == [f"boot-{n}" for n in range(1, len(told))]
    assert set(words(promised, "start")) <= set(told)


def check_audit(promised, seen):
    """The chain is whole over both files, and none of it was put aside."""
    assert words(seen, "broken") == []
    lines = words(seen, "json")
    events = [json.loads(line) for line in lines]
    for before, line, after in zip(events, lines, events[1:]):
        assert after["n"] == before["n"] + 1
        assert after["prev"] == hashlib.sha256(line.encode()).hexdigest()
    assert "log_put_aside" not in {event["event"] for event in events}
    there = [event.get("command") for event in events]
    # Of the oldest, only those that made room for newer ones may be missing.
    named = [one for one in there if one and one != "look"]
    wanted = words(promised, "line")
    first = wanted.index(named[0]) if named and named[0] in wanted else 0
    assert set(wanted[first:]) <= set(there)
    assert events[0]["n"] == 1 or events[0]["event"] in (
        "log_continued", "log_recovered")


def check_counter(promised, seen):
    counter = int(words(seen, "counter")[0])
    # 13 is written by who looks, after it has read.
    assert counter in (0, 7, 8, 12, 13)
    assert counter >= max(map(int, words(promised, "counter")), default=0)
    assert words(seen, "file") == ["firmware-counter"]


def check_knowledge(promised, seen):
    """One release is there, whole, and none older than a promised one."""
    assert not words(seen, "refused")
    version = int(words(seen, "version")[0])
    # 9 is taken by who looks, after it has read, and then 11.
    assert version in (1, 2, 3, 4, 9)
    assert version >= max(map(int, words(promised, "version")), default=1)
    assert words(seen, "file") == ["knowledge.release"]


CHECKS = {"outbox": check_outbox, "commands": check_commands,
          "connections": check_connections, "starts": check_starts,
          "audit": check_audit, "counter": check_counter,
          "knowledge": check_knowledge}


@pytest.mark.parametrize("store", sorted(CHECKS))
@pytest.mark.parametrize("how", HOWS)
def test_a_kill_at_every_change_costs_nothing_that_was_promised(
        store, how, folders):
    done = changes(store, folders / "whole", folders / "log")
    assert len(done) > 5
    killed = 0
    for number, change in enumerate(done, start=1):
        if how == "torn" and change not in ("write", "pwrite"):
            continue
        folder = folders / str(number)
        folder.mkdir()
        promised = kill(store, folder, number, how)
        killed += 1
        seen = look(store, folder)
        where = f"killed {how} change {number} ({change})"
        assert not words(seen, "put aside"), where
        try:
            CHECKS[store](promised, seen)
        except AssertionError as error:
            raise AssertionError(
                f"{where}: {error}\npromised {promised}\nseen {seen}\n"
                f"folder {sorted(p.name for p in folder.iterdir())}") from None
    print(f"{store}: killed {how} {killed} of {len(done)} changes")


@pytest.mark.parametrize("store", sorted(CHECKS))
def test_a_recovery_that_is_killed_itself_costs_nothing_either(store,
                                                                 folders):
    done = changes(store, folders / "whole", folders / "log")
    # Deep in the work there is most to lose, and each is killed at each of
    # the first changes of the start after it.
    for number in range(2 * len(done) // 3, len(done) + 1, 5):
        for second in range(1, 8):
            folder = folders / f"{number}-{second}"
            folder.mkdir()
            how = "torn" if done[number - 1].endswith("write") else "after"
            promised = kill(store, folder, number, how)
            run("look", store, folder, at=second, how="after")
            seen = look(store, folder)
            assert not words(seen, "put aside")
            CHECKS[store](promised, seen)
