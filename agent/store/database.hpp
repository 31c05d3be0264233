#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/thread_pool.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/store/connection.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

/// A database and the thread on which it works. The io_context of every caller
/// must outlive it; the destructor finishes what was asked for.
class Database {
 public:
  /// Schema steps, oldest first. Those that the file has not seen are applied;
  /// a file that has seen more (a newer agent wrote it) is used as it is.
  using Schema = std::vector<std::string>;

  /// A file that is not a sound database is put aside as "<file>.broken-<unix
  /// time>" (only the newest such file is kept, flash is small) and a new one
  /// is made; put_aside() then tells. Errors: io, with SQLite's words.
  static Result<std::unique_ptr<Database>> open(
      const std::filesystem::path& file,
      const Schema& schema);
  /// Lives as long as the object, for a speaker whose storage is gone.
  static Result<std::unique_ptr<Database>> in_memory(const Schema& schema);

  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Where the broken file is now, and what was wrong with it. Empty: none was.
  const std::string& put_aside() const { return put_aside_; }

  /// The storage thread, for blocking work on the files beside the database.
  boost::asio::any_io_executor storage_thread() {
    return thread_.get_executor();
  }

  /// Runs `work` as one transaction on the storage thread: all of it is on disk
  /// when this returns, or nothing is (when `work` answers an error, too).
  /// Resumes on the caller's executor. Once begun it is not cancelled. `work`
  /// must touch nothing but the connection and its own captures. Errors: those
  /// of `work`; io (disk full, read-only); internal (`work` threw).
  template <class T>
  Task<T> run(std::function<Result<T>(Connection&)> work) {
    // Shared, because the caller may be destroyed while the thread works.
    const auto answer = std::make_shared<std::optional<Result<T>>>();
    const std::function<Result<void>(Connection&)> keep_answer =
        [answer, work = std::move(work)](Connection& connection) {
          answer->emplace(work(connection));
          return **answer ? Result<void>() : Result<void>((**answer).error());
        };
    const auto done = co_await transact(keep_answer);
    if (!done)
      co_return done.error();
    co_return std::move(**answer);
  }

 private:
  Database(Connection connection, std::string put_aside);
  static Result<std::unique_ptr<Database>> make(Result<Connection> connection,
                                                const Schema& schema,
                                                std::string put_aside);
  Task<void> transact(std::function<Result<void>(Connection&)> work);

  Connection connection_;
  std::string put_aside_;
  boost::asio::thread_pool thread_;
};

}  // namespace soundcheck
