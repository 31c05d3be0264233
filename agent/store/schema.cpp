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
  };
  return schema;
}

}  // namespace soundcheck
