#include "probes/firmware/filesystem_errors.hpp"

#include <algorithm>

#include "probes/findings.hpp"
#include "probes/firmware/writable.hpp"

namespace soundcheck::firmware {

namespace {

constexpr double seconds_per_day = 86400;

/// "mmcblk0p4 has counted 3 errors within 2.5 days, the last in ext4_lookup".
std::string text_of(const Ext4Health& ext4) {
  auto text = ext4.device + " has counted " + std::to_string(*ext4.errors) +
              (*ext4.errors == 1 ? " error" : " errors");
  const auto first = ext4.first_error_unix_s.value_or(0);
  const auto last = ext4.last_error_unix_s.value_or(0);
  // The clock that they were taken from may have been wrong or set back.
  if (first != 0 && last > first) {
    text += " within " +
            decimal(static_cast<double>(last - first) / seconds_per_day) +
            " days";
  }
  if (!ext4.last_error_func.empty())
    text += ", the last in " + ext4.last_error_func;
  return text;
}

/// A mount that may be written, of a file system that may not be: the kernel
/// has shut it after an error (ext4(5), errors=remount-ro). Not when another
/// mount of the same device asks for that.
bool turned_read_only(const Filesystem& one,
                      const std::vector<Filesystem>& all) {
  if (!one.read_only || one.asked_read_only || is_image(one.type) ||
      one.type == "overlay" || one.type == "tmpfs")
    return false;
  return std::none_of(all.begin(), all.end(), [&one](const Filesystem& other) {
    return !one.device.empty() && other.device == one.device &&
           other.asked_read_only;
  });
}

void measure(const char* what,
             const std::string& device,
             const std::optional<std::uint64_t>& count,
             Verdict& verdict) {
  if (!count)
    return;
  verdict.measurements.push_back(
      {measurement_name(what, device), static_cast<double>(*count), "count"});
}

}  // namespace

void judge_filesystem_errors(const StorageState& state, Verdict& verdict) {
  Sightings seen;
  for (const auto& filesystem : state.filesystems) {
    if (turned_read_only(filesystem, state.filesystems))
      seen.bad(filesystem.mount_point + " turned read-only by itself");
  }
  for (const auto& ext4 : state.ext4) {
    measure("ext4_errors", ext4.device, ext4.errors, verdict);
    measure("ext4_warnings", ext4.device, ext4.warnings, verdict);
    if (!ext4.errors)
      seen.unclear(ext4.device + " does not tell its errors" +
                   (ext4.trouble.empty() ? "" : ": " + ext4.trouble));
    else if (*ext4.errors > 0)
      seen.bad(text_of(ext4));
    else
      seen.fine(ext4.device + " has no errors");
  }
  verdict.findings.push_back(
      seen.finding("firmware.filesystem_errors", "",
                   "no file system here counts its errors"));
}

}  // namespace soundcheck::firmware
