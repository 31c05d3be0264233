#include "probes/firmware/storage.hpp"

#include <set>

#include "probes/findings.hpp"
#include "probes/firmware/flash_wear.hpp"
#include "probes/firmware/writable.hpp"

namespace soundcheck::firmware {

namespace {

double percent(std::uint64_t part, std::uint64_t whole) {
  return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void append(std::string& list, const std::string& text) {
  list += (list.empty() ? "" : ", ") + text;
}

/// Space or inodes of every file system that can be written. An image is full
/// by nature and read-only, so it is left out.
class Fullness {
 public:
  Fullness(std::string id, std::string what, double min_percent)
      : id_(std::move(id)), what_(std::move(what)), min_(min_percent) {}

  void add(const std::string& mount_point,
           std::uint64_t left,
           std::uint64_t whole) {
    const double share = percent(left, whole);
    const auto text = mount_point + " has " + decimal(share) + " %";
    append(share < min_ ? full_ : fine_, text);
  }
  void add_unread(const std::string& mount_point) {
    append(unread_, mount_point);
  }

  Finding finding() const {
    const auto limit = " of " + what_ + " left (limit " + decimal(min_) + " %)";
    if (!full_.empty())
      return judged(id_, true, full_ + limit);
    // The one that cannot be asked may be the full one.
    if (!unread_.empty())
      return unknown_finding(id_, "cannot ask " + unread_);
    if (fine_.empty())
      return unknown_finding(id_, "no writable file system tells its " + what_);
    return judged(id_, false, fine_ + limit);
  }

 private:
  std::string id_, what_;
  double min_;
  std::string full_, fine_, unread_;
};

/// Two findings on fullness, and the measurements behind them. 5 % is where
/// ext4 itself begins to keep blocks back for root (mke2fs(8), -m).
void judge_fullness(const StorageState& state,
                    const Profile::Storage& limits,
                    Verdict& verdict) {
  Fullness space("firmware.disk_full", "space", limits.min_available_percent);
  Fullness inodes("firmware.inodes_full", "inodes", limits.min_inodes_percent);
  std::set<std::string> seen;
  for (const auto& f : state.filesystems) {
    if (f.read_only)
      continue;
    // Part of a file system that is mounted elsewhere too is no second one.
    if (!f.device.empty() && !seen.insert(f.device).second)
      continue;
    if (f.size_bytes == 0) {
      space.add_unread(f.mount_point);
      inodes.add_unread(f.mount_point);
      continue;
    }
    space.add(f.mount_point, f.available_bytes, f.size_bytes);
    verdict.measurements.push_back(
        {measurement_name("available", f.mount_point),
         percent(f.available_bytes, f.size_bytes), "%"});
    if (f.inodes == 0)
      continue;
    inodes.add(f.mount_point, f.inodes_free, f.inodes);
    verdict.measurements.push_back(
        {measurement_name("inodes_free", f.mount_point),
         percent(f.inodes_free, f.inodes), "%"});
  }
  verdict.findings.push_back(space.finding());
  verdict.findings.push_back(inodes.finding());
}

std::string summary_of(const Verdict& verdict) {
  if (verdict.outcome == Outcome::failed)
    return evidence_of(verdict.findings, Presence::present);
  if (verdict.outcome == Outcome::passed)
    return "storage is writable, with space left";
  return evidence_of(verdict.findings, Presence::unknown);
}

}  // namespace

Task<Verdict> check_storage(Storage& storage,
                            Profile::Storage limits,
                            Progress& progress) {
  progress.report(0, "reading storage");
  const auto state = co_await storage.state();
  if (!state)
    co_return state.error().during("reading storage");

  Verdict verdict{};
  judge_fullness(*state, limits, verdict);
  verdict.findings.push_back(judge_writable(state->filesystems, limits));
  judge_wear(state->flash, verdict);
  // Wear is told by eMMCs only, and some file systems have no inodes.
  verdict.outcome = outcome_of(verdict.findings,
                               {"firmware.flash_worn", "firmware.inodes_full"});
  verdict.summary = summary_of(verdict);
  co_return verdict;
}

}  // namespace soundcheck::firmware
