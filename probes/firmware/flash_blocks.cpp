#include "probes/firmware/flash_blocks.hpp"

#include "probes/findings.hpp"

namespace soundcheck::firmware {

namespace {

std::string with_trouble(std::string text, const std::string& trouble) {
  return trouble.empty() ? text : std::move(text) + ": " + trouble;
}

/// UBI sets aside blocks for those that may go bad (2 % of the flash, unless
/// the kernel was built otherwise) and takes each replacement from them. So
/// what is left and what is bad are together the reserve of a new flash.
void judge_reserve(const UbiDevice& ubi, double min_percent, Sightings& seen) {
  if (!ubi.bad_blocks || !ubi.reserved_for_bad) {
    seen.unclear(with_trouble(ubi.device + " does not tell its bad blocks",
                              ubi.trouble));
    return;
  }
  const auto bad = static_cast<double>(*ubi.bad_blocks);
  const auto left = static_cast<double>(*ubi.reserved_for_bad);
  if (bad + left == 0) {
    // NOR flash has no bad blocks and needs no reserve.
    seen.unclear(ubi.device + " has neither bad blocks nor a reserve");
    return;
  }
  const double share = 100 * left / (left + bad);
  const auto text = ubi.device + " has " + decimal(share) +
                    " % of its reserve left, " +
                    std::to_string(*ubi.bad_blocks) +
                    (*ubi.bad_blocks == 1 ? " bad block" : " bad blocks");
  share < min_percent ? seen.bad(text) : seen.fine(text);
}

void judge_volumes(const UbiDevice& ubi, Sightings& seen) {
  for (const auto& volume : ubi.volumes) {
    const auto name = ubi.device + ":" + volume.name;
    if (volume.corrupted.value_or(0) != 0)
      seen.bad(name + " is corrupted");
    else if (volume.update_marker.value_or(0) != 0)
      seen.bad(name + " was written half");
    else if (!volume.corrupted || !volume.update_marker)
      seen.unclear(with_trouble(name + " does not tell whether it is whole",
                                ubi.trouble));
    else
      seen.fine(name + " is whole");
  }
}

void measure(const UbiDevice& ubi, Verdict& verdict) {
  const auto count = [&](const char* what,
                         const std::optional<std::uint64_t>& value) {
    if (!value)
      return;
    verdict.measurements.push_back({measurement_name(what, ubi.device),
                                    static_cast<double>(*value), "count"});
  };
  count("bad_blocks", ubi.bad_blocks);
  count("reserved_blocks", ubi.reserved_for_bad);
  count("most_erased", ubi.max_erase_count);
}

}  // namespace

void judge_blocks(const std::vector<UbiDevice>& devices,
                  const Profile::Storage& limits,
                  Verdict& verdict) {
  Sightings reserve, volumes;
  for (const auto& ubi : devices) {
    judge_reserve(ubi, limits.min_reserve_percent, reserve);
    judge_volumes(ubi, volumes);
    measure(ubi, verdict);
  }
  verdict.findings.push_back(reserve.finding(
      "firmware.flash_reserve_low",
      " (limit " + decimal(limits.min_reserve_percent) + " %)", "no raw NAND"));
  verdict.findings.push_back(
      volumes.finding("firmware.volume_damaged", "", "no UBI volume"));
}

}  // namespace soundcheck::firmware
