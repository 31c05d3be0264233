#include "agent/erasure.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>
#include <utility>

#include "agent/folder_lock.hpp"
#include "agent/store/database.hpp"
#include "agent/store/schema.hpp"

namespace soundcheck {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view database_name = "agent.db";
/// Made of what is to stay before the old one goes.
constexpr std::string_view new_database_name = "agent.db.new";

constexpr std::array<std::string_view, 6> to_keep = {
    "lock", "keys.manifest", "firmware-counter", "slot-verification",
    // Nothing of the home, and without it older knowledge could come back.
    "knowledge.release",
    // The product's own, of what no bundle may tell.
    "known-secrets.conf"};

using Counters = std::vector<std::pair<std::string, std::int64_t>>;

/// Of a database that is broken nothing can be kept; it goes all the same.
Result<Counters> counters_in(const fs::path& file) {
  Counters counters;
  if (!fs::exists(file))
    return counters;
  auto connection = Connection::open(file);
  if (!connection)
    return connection.error();
  auto rows = connection->prepare("SELECT key_id, counter FROM assist_opening");
  if (!rows)
    return counters;  // older than remote assist
  for (;;) {
    const auto row = rows->step();
    if (!row)
      return row.error();
    if (!*row)
      return counters;
    counters.emplace_back(rows->text(0), rows->integer(1));
  }
}

Result<void> write_counters(const fs::path& file, const Counters& counters) {
  {
    const auto made = Database::open(file, agent_schema());
    if (!made)
      return made.error();
  }
  auto connection = Connection::open(file);
  if (!connection)
    return connection.error();
  auto row = connection->prepare("INSERT INTO assist_opening VALUES (?, ?)");
  if (!row)
    return row.error();
  for (const auto& [key_id, counter] : counters) {
    const auto written = row->reset().bind_text(key_id).bind(counter).finish();
    if (!written)
      return written;
  }
  return {};
}

Result<void> make_lasting(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0)
    ::close(descriptor);
  if (!done)
    return Error(Errc::io, folder.string() + ": cannot be written");
  return {};
}

Result<void> remove_all(const fs::path& folder,
                        const std::vector<std::string>& names) {
  for (const auto& name : names) {
    std::error_code problem;
    fs::remove_all(folder / name, problem);
    if (problem) {
      return Error(Errc::io,
                   (folder / name).string() + ": " + problem.message());
    }
  }
  return {};
}

/// The names that SQLite gives to what belongs to a database.
std::vector<std::string> files_of(std::string_view database) {
  std::vector<std::string> files;
  for (const auto* tail : {"", "-wal", "-shm"})
    files.push_back(std::string(database) + tail);
  return files;
}

/// Puts one that knows only the counters in the place of the old one, in one
/// step: a power cut leaves one of them whole.
Result<void> renew_database(const fs::path& folder) {
  auto done = remove_all(folder, files_of(new_database_name));
  if (!done)
    return done;
  const auto counters = counters_in(folder / database_name);
  if (!counters && counters.error().code != Errc::parse)
    return counters.error();
  const auto fresh = folder / new_database_name;
  done = write_counters(fresh, counters ? *counters : Counters());
  // Whoever closes a sound one leaves none of these.
  if (done)
    done = remove_all(folder,
                      {files_of(database_name)[1], files_of(database_name)[2]});
  if (!done)
    return done;
  std::error_code problem;
  fs::rename(fresh, folder / database_name, problem);
  if (problem)
    return Error(Errc::io, fresh.string() + ": " + problem.message());
  return {};
}

}  // namespace

Result<Erasure> plan_erasure(const fs::path& state_folder) {
  Erasure plan;
  std::error_code problem;
  for (fs::directory_iterator entry(state_folder, problem), end;
       !problem && entry != end; entry.increment(problem)) {
    auto name = entry->path().filename().string();
    std::error_code unknown;
    // soundcheckd makes no folders here; whoever did knows what they are for.
    const bool stays =
        entry->is_directory(unknown) ||
        std::find(to_keep.begin(), to_keep.end(), name) != to_keep.end();
    (stays ? plan.kept : plan.erased).push_back(std::move(name));
  }
  if (problem)
    return Error(Errc::io, state_folder.string() + ": " + problem.message());
  std::sort(plan.erased.begin(), plan.erased.end());
  std::sort(plan.kept.begin(), plan.kept.end());
  return plan;
}

Result<Erasure> erase(const fs::path& state_folder) {
  const auto lock = FolderLock::take(state_folder);
  if (!lock)
    return lock.error();
  auto plan = plan_erasure(state_folder);
  if (!plan)
    return plan;
  auto done = renew_database(state_folder);
  auto others = plan->erased;
  std::erase(others, database_name);
  if (done)
    done = remove_all(state_folder, others);
  if (done)
    done = make_lasting(state_folder);
  if (!done)
    return done.error();
  return plan;
}

}  // namespace soundcheck
