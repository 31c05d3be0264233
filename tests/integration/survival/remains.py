"""What a dead daemon left in its state folder. Nothing is touched: a database
that somebody opens is repaired by that."""

import hashlib
import json
import shutil
import sqlite3
import tempfile


class Remains:
    def __init__(self, state):
        self.entries, self.starts, self.events = {}, [], {}
        self.outbox = None
        self.integrity = "ok"
        if (state / "agent.db").exists():
            self._read_database(state)
        self.counter = 0
        if (state / "firmware-counter").exists():
            self.counter = int((state / "firmware-counter").read_text())
        self.audit = audit_lines(state)

    def _read_database(self, state):
        with tempfile.TemporaryDirectory() as copy:
            for name in ("agent.db", "agent.db-wal"):
                if (state / name).exists():
                    shutil.copy(state / name, copy)
            database = sqlite3.connect(f"{copy}/agent.db")
            self.integrity, = database.execute(
                "PRAGMA integrity_check").fetchone()
            tables = {name for name, in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "outbox_entry" in tables:
                self.entries = dict(database.execute(
                    "SELECT seq, channel FROM outbox_entry"))
                self.outbox, = database.execute(
                    "SELECT id FROM outbox").fetchone()
            if "connection_event" in tables:
                self.events = dict(database.execute(
                    "SELECT id, boot_id || kind || text"
                    " FROM connection_event"))
            if "system_start" in tables:
                self.starts = [boot for boot, in database.execute(
                    "SELECT boot_id FROM system_start ORDER BY id")]
            database.close()

    @property
    def reports(self):
        return {seq for seq, channel in self.entries.items() if channel == 1}


def audit_lines(state):
    """The whole lines of the log, oldest first."""
    file = state / "audit.log"
    if not file.exists():
        return []
    return file.read_text(encoding="utf-8").split("\n")[:-1]


def check_chain(lines):
    """Each line names the number and the hash of the one before."""
    number, previous = 0, "0" * 64
    for line in lines:
        event = json.loads(line)
        assert (event["n"], event["prev"]) == (number + 1, previous), line
        number, previous = event["n"], hashlib.sha256(
            line.encode()).hexdigest()
