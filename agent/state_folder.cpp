#include "agent/state_folder.hpp"

#include <utility>

#include "agent/store/schema.hpp"

namespace soundcheck {

namespace fs = std::filesystem;

namespace {

/// Answers that nothing can be noted, and why.
class UnavailableAudit final : public assist::AuditLog {
 public:
  explicit UnavailableAudit(Error why) : why_(std::move(why)) {}
  Task<void> append(assist::AuditEvent) override {
    return answer<void>(why_.during("the audit log"));
  }
  Task<std::string> read(std::uint64_t, std::size_t) override {
    return answer<std::string>(why_.during("the audit log"));
  }

 private:
  template <class T>
  static Task<T> answer(Error why) {
    co_return why;
  }
  Error why_;
};

}  // namespace

Result<StateFolder> StateFolder::open(const fs::path& folder,
                                      const Clock& clock) {
  StateFolder state;
  auto lock = FolderLock::take(folder);
  if (lock) {
    state.lock = std::make_unique<FolderLock>(std::move(*lock));
  } else if (lock.error().code == Errc::busy) {
    return lock.error();
  } else {
    state.troubles.push_back(lock.error().what);
  }

  auto database = Database::open(folder / "agent.db", agent_schema());
  if (!database) {
    state.troubles.push_back("keeping reports in memory only: " +
                             database.error().what);
    state.lasting = false;
    database = Database::in_memory(agent_schema());
    if (!database)
      return database.error();
  }
  state.database = std::move(*database);
  if (!state.database->put_aside().empty()) {
    state.troubles.push_back("put a broken database aside: " +
                             state.database->put_aside());
  }

  auto audit =
      assist::AuditLog::open(folder / "audit.log", assist::AuditLog::Limits(),
                             state.database->storage_thread(), clock);
  if (audit) {
    state.audit = std::move(*audit);
  } else {
    state.troubles.push_back("refusing remote commands: " + audit.error().what);
    state.audit = std::make_unique<UnavailableAudit>(audit.error());
  }
  return state;
}

}  // namespace soundcheck
