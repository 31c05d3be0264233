#include "agent/store/schema.hpp"

namespace soundcheck {

const Database::Schema& agent_schema() {
  // A step that was released is never changed; see README.md.
  static const Database::Schema schema = {
      // What waits for the cloud's receipt. AUTOINCREMENT, so that a number is
      // never drawn twice, not even after its entry was forgotten.
      R"(CREATE TABLE outbox_entry (
           seq INTEGER PRIMARY KEY AUTOINCREMENT,
           channel INTEGER NOT NULL,
           payload BLOB NOT NULL);
         CREATE TABLE outbox (
           id TEXT NOT NULL,
           dropped INTEGER NOT NULL);
         INSERT INTO outbox VALUES (lower(hex(randomblob(16))), 0);)",

      // Remote assist: the highest counter of an OpenSession per trusted key,
      // and the commands that were begun and not answered to the end.
      R"(CREATE TABLE assist_opening (
           key_id TEXT PRIMARY KEY NOT NULL,
           counter INTEGER NOT NULL);
         CREATE TABLE assist_command (
           id TEXT PRIMARY KEY NOT NULL);)",

      // The journal of the connection; `kind` as in ConnectionEvent.
      R"(CREATE TABLE connection_event (
           id INTEGER PRIMARY KEY,
           boot_id TEXT NOT NULL,
           monotonic_ms INTEGER NOT NULL,
           wall_unix_s INTEGER NOT NULL,
           kind INTEGER NOT NULL,
           bssid TEXT NOT NULL,
           by_access_point INTEGER NOT NULL,
           text TEXT NOT NULL,
           code INTEGER,
           signal_dbm INTEGER,
           frequency_mhz INTEGER);)",

      // The starts of the speaker; `reason` as in StartReason. `stopped`: the
      // daemon was told to stop, and has not run since.
      R"(CREATE TABLE system_start (
           id INTEGER PRIMARY KEY,
           boot_id TEXT NOT NULL UNIQUE,
           reason INTEGER NOT NULL,
           wall_unix_s INTEGER NOT NULL,
           wall_trusted INTEGER NOT NULL,
           stopped INTEGER NOT NULL DEFAULT 0,
           headline TEXT NOT NULL,
           crash_text TEXT NOT NULL);)",

      // The history of numbers; `tier` as in Tier, `kind` as in MarkKind.
      // WITHOUT ROWID, so that the rows lie in the order of time.
      R"(CREATE TABLE trend_series (
           id INTEGER PRIMARY KEY,
           name TEXT NOT NULL UNIQUE);
         CREATE TABLE trend_value (
           tier INTEGER NOT NULL,
           at_s INTEGER NOT NULL,
           series INTEGER NOT NULL,
           median REAL NOT NULL,
           low REAL NOT NULL,
           high REAL NOT NULL,
           count INTEGER NOT NULL,
           PRIMARY KEY (tier, at_s, series)) WITHOUT ROWID;
         CREATE TABLE trend_mark (
           kind INTEGER PRIMARY KEY,
           value TEXT NOT NULL,
           since_s INTEGER NOT NULL);)",

      // What was tried against faults; `outcome` as in v1::RemedyOutcome, 0
      // from before it is begun until it has ended.
      R"(CREATE TABLE remedy_attempt (
           id INTEGER PRIMARY KEY,
           remedy TEXT NOT NULL,
           fault TEXT NOT NULL,
           boot_id TEXT NOT NULL,
           at_s INTEGER NOT NULL,
           automatic INTEGER NOT NULL,
           disruptive INTEGER NOT NULL,
           outcome INTEGER NOT NULL,
           detail TEXT NOT NULL);)",
      // Remote assist, too: what the owner never wants to be asked for, and the
      // session that is open.
      R"(CREATE TABLE assist_fact (
           name TEXT PRIMARY KEY NOT NULL,
           value TEXT NOT NULL);)",
  };
  return schema;
}

}  // namespace soundcheck
