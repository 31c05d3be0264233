#include "cloud-sim/store/storage.hpp"

#include <filesystem>

#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

Error to_error(const SqliteFailure& failure) {
  return {Errc::internal, "database",
          std::string("the database refused: ") + failure.what()};
}

Result<std::unique_ptr<Storage>> Storage::open(const std::string& file) {
  try {
    auto db = std::make_unique<Sqlite>(file);
    create_schema(*db);
    // Owners' reasons and operators' names are nobody else's business.
    std::filesystem::permissions(file, std::filesystem::perms::owner_read |
                                           std::filesystem::perms::owner_write);
    return std::make_unique<Storage>(std::move(db));
  } catch (const SqliteFailure& failure) {
    return to_error(failure);
  } catch (const std::filesystem::filesystem_error& failure) {
    return Error(Errc::denied, "database", failure.what());
  }
}

Storage::Storage(std::unique_ptr<Sqlite> db) : db_(std::move(db)) {}

boost::asio::awaitable<Result<void>> Storage::forget_deleted() {
  auto checkpoint = [](Sqlite& db) -> boost::asio::awaitable<Result<void>> {
    try {
      db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      co_return Result<void>();
    } catch (const SqliteFailure& failure) {
      co_return to_error(failure);
    }
  };
  return boost::asio::co_spawn(thread_, checkpoint(*db_),
                               boost::asio::use_awaitable);
}

Storage::~Storage() {
  thread_.join();
}

}  // namespace soundcheck::cloud
