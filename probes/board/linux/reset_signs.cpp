#include "probes/board/linux/reset_signs.hpp"

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

// WDIOF_* of the kernel's include/uapi/linux/watchdog.h; see also its
// Documentation/watchdog/watchdog-api.rst.
constexpr std::int64_t overheat = 0x01;
constexpr std::int64_t power_under = 0x10;
constexpr std::int64_t card_reset = 0x20;

std::vector<std::string> names_in(const BoardRoot& root,
                                  const std::string& folder) {
  auto names = root.list(folder);
  return names ? std::move(*names) : std::vector<std::string>();
}

std::optional<std::int64_t> read_number(const BoardRoot& root,
                                        const std::string& file) {
  const auto text = root.read(file);
  if (!text || !*text)
    return std::nullopt;
  const auto value = sole_number<std::int64_t>(**text, file);
  return value ? std::optional(*value) : std::nullopt;
}

/// A driver says in no reliable way which of the signs it can give (i6300esb
/// has CARDRESET and does not list it among its options), so that one is
/// believed of all but the watchdog made of software, which a reset forgets.
/// The others are rare: that they are not there says nothing.
void add(ResetSigns& signs, std::string identity, std::int64_t boot_status) {
  const bool fired = (boot_status & card_reset) != 0;
  const bool could_tell = fired || identity != "Software Watchdog";
  if (could_tell)
    signs.watchdog_fired = signs.watchdog_fired.value_or(false) || fired;
  if (fired || signs.watchdog.empty())
    signs.watchdog = std::move(identity);
  signs.under_voltage |= (boot_status & power_under) != 0;
  signs.overheated |= (boot_status & overheat) != 0;
}

bool is_supply_alarm(std::string_view name) {
  return name.starts_with("in") && name.ends_with("_lcrit_alarm");
}

}  // namespace

void read_watchdogs(const BoardRoot& root, ResetSigns& signs) {
  const std::string parent = "/sys/class/watchdog/";
  for (const auto& name : names_in(root, parent)) {
    // Not there in kernels without CONFIG_WATCHDOG_SYSFS.
    const auto status = read_number(root, parent + name + "/bootstatus");
    if (!status)
      continue;
    const auto identity = root.read(parent + name + "/identity");
    const auto text = identity ? identity->value_or("") : "";
    add(signs, text.substr(0, text.find('\n')), *status);
  }
}

void read_supply(const BoardRoot& root, ResetSigns& signs) {
  const std::string parent = "/sys/class/hwmon/";
  for (const auto& chip : names_in(root, parent)) {
    for (const auto& file : names_in(root, parent + chip)) {
      if (!is_supply_alarm(file))
        continue;
      // A chip that is asleep or gone answers an error.
      const auto alarm = read_number(root, parent + chip + "/" + file);
      if (alarm)
        signs.supply_low = signs.supply_low.value_or(false) || *alarm != 0;
    }
  }
}

}  // namespace soundcheck
