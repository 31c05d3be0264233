#include "probes/firmware/flash_writes.hpp"

#include "probes/findings.hpp"

namespace soundcheck::firmware {

namespace {

constexpr double mega = 1e6;
constexpr double giga = 1e9;
constexpr double tera = 1e12;
constexpr double seconds_per_day = 86400;
constexpr double days_per_year = 365.25;

// A start writes more than the hours after it.
constexpr double settled_s = 3600;

// How many bytes a flash writes to its cells for one of ours. Its controller
// alone knows; this is the usual range.
constexpr double low_amplification = 2;
constexpr double high_amplification = 4;

/// The file system of the device that was written most since its mount. One
/// that says of itself that it was written more than ever is not believed.
std::string busiest(const StorageState& state, const std::string& device) {
  const Ext4Health* most = nullptr;
  for (const auto& ext4 : state.ext4) {
    const auto session = ext4.session_written_kib.value_or(0);
    if (!ext4.device.starts_with(device) || session == 0 ||
        session > ext4.lifetime_written_kib.value_or(session))
      continue;
    if (!most || session > *most->session_written_kib)
      most = &ext4;
  }
  return most ? ", most of ext4's to " + most->device : std::string();
}

/// A range, because nobody tells what the controller makes of a byte. Between
/// its ends it is not known on which side of the limit the truth lies.
void judge_life(const std::string& text,
                double bytes_per_day,
                const Profile::Storage& limits,
                Sightings& seen) {
  const double years = limits.flash_endurance_tb * tera / bytes_per_day /
                       days_per_year / high_amplification;
  const double at_best = years * high_amplification / low_amplification;
  const auto range = text + ", and would last " + decimal(years) + " to " +
                     decimal(at_best) + " years (limit " +
                     decimal(limits.min_flash_years) + ")";
  if (at_best < limits.min_flash_years)
    seen.bad(range);
  else if (years < limits.min_flash_years)
    seen.unclear(range);
  else
    seen.fine(range);
}

void judge_device(const BlockWrites& writes,
                  const StorageState& state,
                  const Profile::Storage& limits,
                  Sightings& seen,
                  Verdict& verdict) {
  if (!writes.written_bytes) {
    seen.unclear(writes.device + " does not tell what is written" +
                 (writes.trouble.empty() ? "" : ": " + writes.trouble));
    return;
  }
  const double per_day = static_cast<double>(*writes.written_bytes) *
                         seconds_per_day / *state.uptime_s;
  verdict.measurements.push_back(
      {measurement_name("written_per_day", writes.device), per_day / mega,
       "MB"});
  const auto text = writes.device + " is written " + decimal(per_day / giga) +
                    " GB a day" + busiest(state, writes.device);
  if (limits.flash_endurance_tb > 0 && per_day > 0) {
    judge_life(text, per_day, limits, seen);
    return;
  }
  const auto limit =
      text + " (limit " + decimal(limits.max_written_gb_per_day) + ")";
  per_day > limits.max_written_gb_per_day* giga ? seen.bad(limit)
                                                : seen.fine(limit);
}

}  // namespace

void judge_writes(const StorageState& state,
                  const Profile::Storage& limits,
                  Verdict& verdict) {
  const std::string id = "firmware.many_writes";
  for (const auto& ext4 : state.ext4) {
    if (!ext4.lifetime_written_kib)
      continue;
    verdict.measurements.push_back(
        {measurement_name("written", ext4.device),
         static_cast<double>(*ext4.lifetime_written_kib) * 1024 / giga, "GB"});
  }
  if (!state.uptime_s) {
    verdict.findings.push_back(
        unknown_finding(id, "it is not told how long the speaker is up"));
    return;
  }
  if (*state.uptime_s < settled_s) {
    verdict.findings.push_back(unknown_finding(
        id, "up for " + decimal(*state.uptime_s / 60, 0) +
                " minutes, which is too short to tell (limit 60)"));
    return;
  }
  Sightings seen;
  for (const auto& writes : state.writes)
    judge_device(writes, state, limits, seen, verdict);
  verdict.findings.push_back(
      seen.finding(id, "", "no storage counts what is written"));
}

}  // namespace soundcheck::firmware
