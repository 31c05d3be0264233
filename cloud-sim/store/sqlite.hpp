#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace soundcheck::cloud {

/// What SQLite said. Becomes an Error in Storage; nobody else catches it.
struct SqliteFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Bytes, where std::string means text.
struct Blob {
  std::string_view bytes;
};

/// One prepared statement; rows by step(), columns from 0.
class Query {
 public:
  Query(sqlite3* db, std::string_view sql);
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  void bind(int index, std::int64_t value);
  void bind(int index, double value);
  void bind(int index, std::string_view text);
  void bind(int index, Blob blob);
  void bind(int index, std::optional<double> value);

  bool step();
  std::int64_t integer(int column) const;
  double real(int column) const;
  bool is_null(int column) const;
  std::string text(int column) const;  ///< text or blob

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
};

/// One connection. Not for use by two threads at a time.
class Sqlite {
 public:
  /// WAL, synchronous FULL. ":memory:" for tests. Throws SqliteFailure.
  explicit Sqlite(const std::string& file);
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  ~Sqlite();

  void execute(const char* sql);

  template <class... Values>
  std::unique_ptr<Query> query(std::string_view sql, const Values&... values) {
    auto query = std::make_unique<Query>(db_, sql);
    int index = 0;
    (query->bind(++index, values), ...);
    return query;
  }
  template <class... Values>
  void run(std::string_view sql, const Values&... values) {
    auto statement = query(sql, values...);
    while (statement->step()) {
    }
  }
  /// Of the last INSERT, UPDATE or DELETE.
  std::int64_t changes() const;
  std::int64_t last_id() const;

 private:
  sqlite3* db_ = nullptr;
};

/// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Sqlite& db);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Sqlite& db_;
  bool open_ = true;
};

}  // namespace soundcheck::cloud
