#include "probes/board/linux/throttling_files.hpp"

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

std::vector<std::string> folders(const BoardRoot& root,
                                 const std::string& parent,
                                 std::string_view prefix) {
  std::vector<std::string> found;
  if (const auto names = root.list(parent)) {
    for (const auto& name : *names) {
      if (name.starts_with(prefix))
        found.push_back(parent + name + "/");
    }
  }
  return found;
}

std::string_view first_line(const Result<std::optional<std::string>>& text) {
  if (!text || !*text)
    return {};
  return trimmed(std::string_view(**text).substr(0, (*text)->find('\n')));
}

std::optional<std::int64_t> read_number(const BoardRoot& root,
                                        const std::string& file) {
  const auto text = root.read(file);
  return number<std::int64_t>(first_line(text));
}

/// Of the kernel's drivers: cpufreq_cooling, devfreq_cooling, cpuidle_cooling,
/// and ACPI's.
bool slows_down(std::string_view type) {
  for (const std::string_view word :
       {"cpufreq", "devfreq", "cpuidle", "Processor"}) {
    if (type.find(word) != type.npos)
      return true;
  }
  return false;
}

}  // namespace

Throttling read_throttling(const BoardRoot& root) {
  Throttling found;
  for (const auto& device :
       folders(root, "/sys/class/thermal/", "cooling_device")) {
    const auto text = root.read(device + "type");
    const auto type = first_line(text);
    const auto state = read_number(root, device + "cur_state");
    if (!slows_down(type) || !state)
      continue;
    found.can_tell = true;
    if (*state > 0) {
      found.devices += (found.devices.empty() ? "" : ", ");
      found.devices.append(type).append(" at ").append(std::to_string(*state));
    }
  }
  for (const auto& policy :
       folders(root, "/sys/devices/system/cpu/cpufreq/", "policy")) {
    const auto allowed = read_number(root, policy + "scaling_max_freq");
    const auto possible = read_number(root, policy + "cpuinfo_max_freq");
    if (!allowed || !possible || *possible <= 0 || *allowed < 0)
      continue;
    const double percent =
        100.0 * static_cast<double>(*allowed) / static_cast<double>(*possible);
    found.frequency_percent =
        std::min(percent, found.frequency_percent.value_or(percent));
  }
  return found;
}

}  // namespace soundcheck
