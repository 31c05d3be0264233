#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "probes/board/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace soundcheck {

/// SQLite's last words on this connection: "database or disk is full".
Error sqlite_error(sqlite3* database, std::string_view doing);

/// One prepared statement. Values are bound to the '?' from left to right; a
/// value that cannot be bound makes step() fail.
class Statement {
 public:
  Statement(sqlite3* database, sqlite3_stmt* statement);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(std::int64_t value);
  Statement& bind(double value);
  Statement& bind_text(std::string_view value);
  Statement& bind_blob(std::string_view value);
  Statement& bind_null();

  /// True: there is a row to read. False: there are no more. Errors: io.
  Result<bool> step();
  /// Steps to the end, for statements without rows. Errors: io.
  Result<void> finish();
  /// Back to the start with nothing bound, to be run again.
  Statement& reset();

  // Of the current row, counted from 0. SQLite converts other types; NULL is
  // 0 or empty.
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  std::string blob(int column) const;
  bool is_null(int column) const;

 private:
  Statement& bound(int code);

  sqlite3* database_;
  sqlite3_stmt* statement_;
  int parameters_ = 0;
  int bind_problem_ = 0;
};

}  // namespace soundcheck
