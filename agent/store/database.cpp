#include "agent/store/database.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <ctime>
#include <exception>

namespace soundcheck {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

Result<void> migrate(Connection& connection, const Database::Schema& schema) {
  const auto version = connection.integer("PRAGMA user_version");
  if (!version)
    return version.error();
  for (auto i = static_cast<std::size_t>(std::max<std::int64_t>(*version, 0));
       i < schema.size(); ++i) {
    const auto done = connection.execute(
        "BEGIN;" + schema[i] + ";PRAGMA user_version=" + std::to_string(i + 1) +
        ";COMMIT;");
    if (!done) {
      (void)connection.execute("ROLLBACK");
      return done.error().during("schema step " + std::to_string(i + 1));
    }
  }
  return {};
}

Result<void> transaction(Connection& connection,
                         const std::function<Result<void>(Connection&)>& work) {
  auto result = connection.execute("BEGIN");
  if (!result)
    return result;
  try {
    result = work(connection);
  } catch (const std::exception& e) {
    result = Error(Errc::internal, e.what());
  }
  if (result)
    result = connection.execute("COMMIT");
  // Fails when SQLite has rolled back by itself, as it does on a full disk.
  if (!result)
    (void)connection.execute("ROLLBACK");
  return result;
}

/// Moves the file and its two companions; returns the new name.
Result<fs::path> put_file_aside(const fs::path& file) {
  std::error_code problem;
  const auto prefix = file.filename().string() + ".broken-";
  for (const auto& entry : fs::directory_iterator(
           file.has_parent_path() ? file.parent_path() : ".", problem)) {
    std::error_code ignored;
    if (entry.path().filename().string().starts_with(prefix))
      fs::remove(entry.path(), ignored);
  }
  const fs::path aside =
      file.string() + ".broken-" + std::to_string(std::time(nullptr));
  fs::rename(file, aside, problem);
  if (problem)
    return Error(Errc::io, file.string() + ": " + problem.message());
  for (const auto* companion : {"-wal", "-shm"}) {
    std::error_code none;
    fs::rename(file.string() + companion, aside.string() + companion, none);
  }
  return aside;
}

}  // namespace

Database::Database(Connection connection, std::string put_aside)
    : connection_(std::move(connection)),
      put_aside_(std::move(put_aside)),
      thread_(1) {}

Database::~Database() {
  thread_.join();
}

Result<std::unique_ptr<Database>> Database::open(const fs::path& file,
                                                 const Schema& schema) {
  auto connection = Connection::open(file);
  if (connection || connection.error().code != Errc::parse)
    return make(std::move(connection), schema, "");
  const auto aside = put_file_aside(file);
  if (!aside)
    return aside.error().during(connection.error().what);
  return make(Connection::open(file), schema,
              aside->string() + " (" + connection.error().what + ")");
}

Result<std::unique_ptr<Database>> Database::in_memory(const Schema& schema) {
  return make(Connection::open(":memory:"), schema, "");
}

Result<std::unique_ptr<Database>> Database::make(Result<Connection> connection,
                                                 const Schema& schema,
                                                 std::string put_aside) {
  if (!connection)
    return connection.error();
  const auto migrated = migrate(*connection, schema);
  if (!migrated)
    return migrated.error();
  return std::unique_ptr<Database>(
      new Database(std::move(*connection), std::move(put_aside)));
}

Task<void> Database::transact(std::function<Result<void>(Connection&)> work) {
  const auto start = [this](auto handler, auto job) {
    const auto executor = asio::get_associated_executor(handler);
    asio::post(thread_, [this, handler = std::move(handler),
                         job = std::move(job),
                         guard = asio::make_work_guard(executor)]() mutable {
      auto result = transaction(connection_, job);
      // Captures may belong to the caller's thread; they end before it resumes.
      job = nullptr;
      asio::dispatch(
          guard.get_executor(),
          [handler = std::move(handler), result = std::move(result)]() mutable {
            std::move(handler)(std::move(result));
          });
    });
  };
  auto token = asio::use_awaitable;
  co_return co_await asio::async_initiate<decltype(token), void(Result<void>)>(
      start, token, std::move(work));
}

}  // namespace soundcheck
