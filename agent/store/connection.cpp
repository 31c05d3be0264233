#include "agent/store/connection.hpp"

#include <sqlite3.h>
#include <utility>

namespace soundcheck {

namespace {

// Somebody may look at the file with the sqlite3 tool; we wait for them.
constexpr int busy_timeout_ms = 5000;

// The cache is small because the daemon's memory is; the file is, too. The WAL
// is cut back after a checkpoint so that it does not keep its largest size.
constexpr auto settings =
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-256;"
    "PRAGMA journal_size_limit=262144;"
    "PRAGMA temp_store=MEMORY;";

bool is_broken(sqlite3* database) {
  const int code = sqlite3_errcode(database) & 0xff;
  return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

}  // namespace

Result<Connection> Connection::open(const std::filesystem::path& file) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      file.c_str(), &handle,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
      nullptr);
  Connection connection(handle);
  if (code != SQLITE_OK)
    return sqlite_error(handle, file.string());
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, busy_timeout_ms);

  // Each of these reads the file, so each may be the one that finds it broken.
  auto ready = connection.execute("PRAGMA journal_mode=WAL;");
  if (ready)
    ready = connection.execute(settings);
  if (!ready) {
    return Error(is_broken(handle) ? Errc::parse : Errc::io,
                 file.string() + ": " + ready.error().what);
  }
  const auto sound = connection.check_integrity();
  if (!sound)
    return sound.error().during(file.string());
  return connection;
}

Result<Connection> Connection::open_reading(const std::filesystem::path& file) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &handle,
                      SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  Connection connection(handle);
  if (code != SQLITE_OK)
    return sqlite_error(handle, file.string());
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  const auto ready = connection.execute("PRAGMA cache_size=-256;");
  if (!ready)
    return ready.error();
  return connection;
}

Connection::Connection(Connection&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Connection::~Connection() {
  sqlite3_close_v2(database_);
}

Result<Statement> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(
      database_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK)
    return sqlite_error(database_, sql);
  return Statement(database_, statement);
}

Result<void> Connection::execute(const std::string& sql) {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) !=
      SQLITE_OK)
    return sqlite_error(database_, sql);
  return {};
}

Result<std::int64_t> Connection::integer(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement)
    return statement.error();
  const auto row = statement->step();
  if (!row)
    return row.error();
  if (!*row)
    return Error(Errc::io, std::string(sql) + ": no row");
  return statement->integer(0);
}

std::int64_t Connection::changes() const {
  return sqlite3_changes64(database_);
}

Result<void> Connection::check_integrity() {
  auto check = prepare("PRAGMA integrity_check(1)");
  const auto row = check ? check->step() : Result<bool>(check.error());
  if (!row) {
    return Error(is_broken(database_) ? Errc::parse : Errc::io,
                 row.error().what);
  }
  const auto verdict = check->text(0);
  if (verdict != "ok")
    return Error(Errc::parse, "the database is damaged: " + verdict);
  return {};
}

}  // namespace soundcheck
