#pragma once

#include <string>
#include <vector>

#include "agent/resets/start_table.hpp"
#include "agent/store/database.hpp"
#include "probes/board/clock.hpp"
#include "probes/board/resets.hpp"

namespace soundcheck {

/// Writes this start of the speaker down, once, and remembers the earlier ones.
///
/// That the system is going down is not told to a service. It is seen
/// afterwards: whoever is stopped in order leaves a mark at its start's row and
/// takes it away when it runs again in the same boot, so a mark that the next
/// boot finds was the last thing that happened. It is wrong where somebody
/// stops the daemon alone and the speaker crashes or loses power later, and
/// says "abrupt" where the shutdown kills the daemon without asking. The mark
/// is no file of its own, so that it cannot differ from the history.
class StartHistory final : public StartLog {
 public:
  /// Both outlive it.
  StartHistory(const Clock& clock, Resets& resets)
      : clock_(clock), resets_(resets) {}

  /// `lasting`: what the database takes survives the power being cut; only then
  /// are crash records taken off the board. The database outlives stop().
  void open(Database& database, std::string boot_id, bool lasting);

  /// Writes this start down when that is still to be done, and takes the crash
  /// records off the board then. This start is there even when it could not be
  /// written.
  Task<Starts> starts() override { return look(false); }
  /// This start, when it was written down just now and is not the first that is
  /// known.
  const Start* news() const;
  /// The daemon was told to stop: leaves the mark, and answers as starts().
  Task<Starts> stop() { return look(true); }

 private:
  Task<Starts> look(bool stopping);
  void make_room(const std::vector<CrashRecord>& crashes);

  const Clock& clock_;
  Resets& resets_;
  Database* database_ = nullptr;
  bool lasting_ = false;
  bool written_ = false;
  Draft draft_;  ///< of this start
};

}  // namespace soundcheck
