#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "agent/store/statement.hpp"

namespace soundcheck {

/// One open SQLite database. Used by one thread at a time.
class Connection {
 public:
  /// Opens or makes the file and sees to it that a commit is on disk when it
  /// returns (WAL, synchronous=FULL). ":memory:" is a database in memory.
  /// Errors: parse (this is not a sound database), io (SQLite's words).
  static Result<Connection> open(const std::filesystem::path& file);
  /// For a look into a database that another process works on; nothing can be
  /// changed. Errors: io.
  static Result<Connection> open_reading(const std::filesystem::path& file);

  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  /// Errors of all: io, with the statement and SQLite's words.
  Result<Statement> prepare(std::string_view sql);
  /// One or more statements without values, separated by ';'.
  Result<void> execute(const std::string& sql);
  /// The first column of the first row; an error when there is no row.
  Result<std::int64_t> integer(std::string_view sql);
  /// Rows that the last INSERT, UPDATE or DELETE touched.
  std::int64_t changes() const;

 private:
  explicit Connection(sqlite3* database) : database_(database) {}
  Result<void> check_integrity();

  sqlite3* database_;
};

}  // namespace soundcheck
