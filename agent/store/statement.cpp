#include "agent/store/statement.hpp"

#include <sqlite3.h>
#include <utility>

namespace soundcheck {

Error sqlite_error(sqlite3* database, std::string_view doing) {
  std::string what(doing);
  what += ": ";
  what += database ? sqlite3_errmsg(database) : "out of memory";
  return Error(Errc::io, what);
}

Statement::Statement(sqlite3* database, sqlite3_stmt* statement)
    : database_(database), statement_(statement) {}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      parameters_(other.parameters_),
      bind_problem_(other.bind_problem_) {}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

Statement& Statement::bound(int code) {
  if (code != SQLITE_OK && bind_problem_ == SQLITE_OK)
    bind_problem_ = code;
  return *this;
}

Statement& Statement::bind(std::int64_t value) {
  return bound(sqlite3_bind_int64(statement_, ++parameters_, value));
}

Statement& Statement::bind(double value) {
  return bound(sqlite3_bind_double(statement_, ++parameters_, value));
}

Statement& Statement::bind_text(std::string_view value) {
  return bound(sqlite3_bind_text64(statement_, ++parameters_, value.data(),
                                   value.size(), SQLITE_TRANSIENT,
                                   SQLITE_UTF8));
}

Statement& Statement::bind_blob(std::string_view value) {
  // A null pointer would bind NULL, and empty bytes are not that.
  const char* data = value.empty() ? "" : value.data();
  return bound(sqlite3_bind_blob64(statement_, ++parameters_, data,
                                   value.size(), SQLITE_TRANSIENT));
}

Statement& Statement::bind_null() {
  return bound(sqlite3_bind_null(statement_, ++parameters_));
}

Result<bool> Statement::step() {
  if (bind_problem_ != SQLITE_OK) {
    return Error(Errc::io,
                 std::string("binding: ") + sqlite3_errstr(bind_problem_));
  }
  switch (sqlite3_step(statement_)) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default:
      return sqlite_error(database_, sqlite3_sql(statement_));
  }
}

Result<void> Statement::finish() {
  for (;;) {
    const auto row = step();
    if (!row)
      return row.error();
    if (!*row)
      return {};
  }
}

Statement& Statement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  parameters_ = 0;
  bind_problem_ = SQLITE_OK;
  return *this;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string Statement::text(int column) const {
  return blob(column);
}

std::string Statement::blob(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const auto size = sqlite3_column_bytes(statement_, column);
  if (!data || size <= 0)
    return "";
  return std::string(static_cast<const char*>(data),
                     static_cast<std::size_t>(size));
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

}  // namespace soundcheck
