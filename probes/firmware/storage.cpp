#include "probes/firmware/storage.hpp"

#include <set>

#include "probes/findings.hpp"
#include "probes/firmware/filesystem_errors.hpp"
#include "probes/firmware/flash_blocks.hpp"
#include "probes/firmware/flash_wear.hpp"
#include "probes/firmware/flash_writes.hpp"
#include "probes/firmware/writable.hpp"

namespace soundcheck::firmware {

namespace {

double percent(std::uint64_t part, std::uint64_t whole) {
  return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
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
    share < min_ ? seen_.bad(text) : seen_.fine(text);
  }
  /// The one that cannot be asked may be the full one.
  void add_unread(const std::string& mount_point) {
    seen_.unclear("cannot ask " + mount_point);
  }

  Finding finding() const {
    return seen_.finding(
        id_, " of " + what_ + " left (limit " + decimal(min_) + " %)",
        "no writable file system tells its " + what_);
  }

 private:
  std::string id_, what_;
  double min_;
  Sightings seen_;
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
  judge_filesystem_errors(*state, verdict);
  judge_wear(state->flash, verdict);
  judge_blocks(state->ubi, limits, verdict);
  judge_writes(*state, limits, verdict);
  // Wear is told by eMMCs only, bad blocks by NAND, errors by ext4; some file
  // systems have no inodes; and how much is written shows after a while.
  verdict.outcome =
      outcome_of(verdict.findings,
                 {"firmware.flash_worn", "firmware.inodes_full",
                  "firmware.filesystem_errors", "firmware.flash_reserve_low",
                  "firmware.volume_damaged", "firmware.many_writes"});
  verdict.summary = summary_of(verdict);
  co_return verdict;
}

}  // namespace soundcheck::firmware
