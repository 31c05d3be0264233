#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agent/runner.hpp"
#include "agent/store/database.hpp"
#include "agent/trends/history.hpp"
#include "agent/trends/trend_table.hpp"
#include "probes/board/clock.hpp"
#include "probes/board/trend_log.hpp"
#include "probes/profile.hpp"

namespace soundcheck {

/// Keeps numbers of check-ups over months, see kept.hpp, and tells what they
/// are heading for. It writes at most every four hours and when it is stopped;
/// what a power cut takes is what was not yet written.
class TrendHistory final : public TrendLog {
 public:
  /// The clock outlives it.
  TrendHistory(const Clock& clock, const Profile& profile)
      : clock_(clock), profile_(profile) {}

  /// The database outlives stop().
  void open(Database& database, std::string boot_id, std::string firmware);
  /// Takes what is kept out of the runs. `access_point`: its address, empty
  /// when it is not known. Errors: io; what was not written waits.
  Task<void> keep(const std::vector<ProbeRun>& runs, std::string access_point);
  /// Writes what waits. Errors: io.
  Task<void> stop() { return write(); }

  Task<std::vector<Outlook>> outlooks() override;
  /// All of it, with the outlooks. Errors: unsupported, io.
  struct Told {
    History history;
    std::vector<Outlook> outlooks;
  };
  Task<Told> tell() { return look(true); }

 private:
  /// A value at a time since the boot.
  struct Waiting {
    std::string series;
    std::chrono::milliseconds at;
    double value;
  };

  Task<void> write();
  Task<Told> look(bool all_days);
  Batch batch() const;

  const Clock& clock_;
  Profile profile_;
  Database* database_ = nullptr;
  std::string boot_id_;
  Marks marks_;
  std::vector<Waiting> waiting_;
  std::optional<std::chrono::milliseconds> written_;
};

}  // namespace soundcheck
