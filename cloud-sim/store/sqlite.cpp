#include "cloud-sim/store/sqlite.hpp"

#include <sqlite3.h>

namespace soundcheck::cloud {
namespace {

[[noreturn]] void fail(sqlite3* db, std::string_view doing) {
  throw SqliteFailure(std::string(doing) + ": " + sqlite3_errmsg(db));
}

void check(sqlite3* db, int code, std::string_view doing) {
  if (code != SQLITE_OK)
    fail(db, doing);
}

}  // namespace

Query::Query(sqlite3* db, std::string_view sql) : db_(db) {
  check(db_,
        sqlite3_prepare_v2(db_, sql.data(), static_cast<int>(sql.size()),
                           &statement_, nullptr),
        sql);
}

Query::~Query() {
  sqlite3_finalize(statement_);
}

void Query::bind(int index, std::int64_t value) {
  check(db_, sqlite3_bind_int64(statement_, index, value), "binding");
}

void Query::bind(int index, double value) {
  check(db_, sqlite3_bind_double(statement_, index, value), "binding");
}

// The bytes are copied (SQLITE_TRANSIENT): a statement may outlive the
// expression that made its arguments.
void Query::bind(int index, std::string_view text) {
  check(db_,
        sqlite3_bind_text64(statement_, index, text.data(), text.size(),
                            SQLITE_TRANSIENT, SQLITE_UTF8),
        "binding");
}

void Query::bind(int index, Blob blob) {
  // A null pointer would mean NULL, and an empty message is none.
  const char* data = blob.bytes.empty() ? "" : blob.bytes.data();
  check(db_,
        sqlite3_bind_blob64(statement_, index, data, blob.bytes.size(),
                            SQLITE_TRANSIENT),
        "binding");
}

void Query::bind(int index, std::optional<double> value) {
  if (value)
    bind(index, *value);
  else
    check(db_, sqlite3_bind_null(statement_, index), "binding");
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW)
    return true;
  if (code != SQLITE_DONE)
    fail(db_, sqlite3_sql(statement_));
  return false;
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Query::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::string Query::text(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string()
                         : std::string(static_cast<const char*>(data),
                                       static_cast<std::size_t>(size));
}

Sqlite::Sqlite(const std::string& file) {
  const int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(file.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
    const std::string why = sqlite3_errmsg(db_);
    sqlite3_close(db_);
    throw SqliteFailure("opening " + file + ": " + why);
  }
  try {
    // `enrol` and `token` write while `serve` runs.
    sqlite3_busy_timeout(db_, 5000);
    execute("PRAGMA journal_mode = WAL");
    execute("PRAGMA synchronous = FULL");
    execute("PRAGMA foreign_keys = ON");
    // What an owner wants to be forgotten must not lie on in free pages.
    execute("PRAGMA secure_delete = ON");
  } catch (...) {
    sqlite3_close(db_);
    throw;
  }
}

Sqlite::~Sqlite() {
  sqlite3_close(db_);
}

void Sqlite::execute(const char* sql) {
  check(db_, sqlite3_exec(db_, sql, nullptr, nullptr, nullptr), sql);
}

std::int64_t Sqlite::changes() const {
  return sqlite3_changes64(db_);
}

std::int64_t Sqlite::last_id() const {
  return sqlite3_last_insert_rowid(db_);
}

// IMMEDIATE: a transaction that first reads and then writes would otherwise
// fail at once when another process wrote in between.
Transaction::Transaction(Sqlite& db) : db_(db) {
  db_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_)
    return;
  try {
    db_.execute("ROLLBACK");
  } catch (const SqliteFailure&) {
    // SQLite has rolled back by itself already, which is what we want.
  }
}

void Transaction::commit() {
  db_.execute("COMMIT");
  open_ = false;
}

}  // namespace soundcheck::cloud
