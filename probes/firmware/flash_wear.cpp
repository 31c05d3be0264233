#include "probes/firmware/flash_wear.hpp"

#include <algorithm>

#include "probes/findings.hpp"

namespace soundcheck::firmware {

namespace {

// JEDEC JESD84-B51, EXT_CSD DEVICE_LIFE_TIME_EST_TYP_A/B and PRE_EOL_INFO, as
// Linux shows them in life_time and pre_eol_info: 0x01 = up to 10 % of the life
// used, 0x0a = up to 100 %, 0x0b = more; pre-EOL 2 = warning (80 % of the
// reserved blocks used), 3 = urgent. 0 = not defined, all else is reserved.
constexpr int worn_life_time = 0x0a;
constexpr int used_up_life_time = 0x0b;
constexpr int pre_eol_warning = 2;
constexpr int pre_eol_urgent = 3;

std::optional<int> defined(std::optional<int> value, int highest) {
  return value && *value >= 1 && *value <= highest ? value : std::nullopt;
}

std::string text_of(int life_time) {
  if (life_time == used_up_life_time)
    return "more than 100 %";
  return "up to " + std::to_string(life_time * 10) + " %";
}

/// A reserved value says that this flash means something else by it.
bool any_reserved(const FlashLife& device) {
  return device.life_time_a.value_or(0) > used_up_life_time ||
         device.life_time_b.value_or(0) > used_up_life_time ||
         device.pre_eol.value_or(0) > pre_eol_urgent;
}

/// Returns the used share of the life, as the flash tells it.
std::optional<int> judge_device(const FlashLife& device, Sightings& seen) {
  // An absent value is less than any number.
  const auto life = std::max(defined(device.life_time_a, used_up_life_time),
                             defined(device.life_time_b, used_up_life_time));
  const auto eol = defined(device.pre_eol, pre_eol_urgent);
  std::string text = device.device;
  if (life)
    text += " has used " + text_of(*life) + " of its life";
  if (eol && *eol >= pre_eol_warning)
    text += *eol == pre_eol_urgent ? ", reserve urgent" : ", reserve low";

  if (life.value_or(0) >= worn_life_time || eol.value_or(0) >= pre_eol_warning)
    seen.bad(text);
  else if (!device.trouble.empty())
    seen.unclear(device.trouble);
  else if (any_reserved(device))
    seen.unclear(device.device + " tells its wear in values that are reserved");
  else if (life || eol)
    seen.fine(text);
  return life;
}

}  // namespace

void judge_wear(const std::vector<FlashLife>& flash, Verdict& verdict) {
  std::optional<int> worst_life;
  Sightings seen;
  for (const auto& device : flash)
    worst_life = std::max(worst_life, judge_device(device, seen));
  if (worst_life) {
    verdict.measurements.push_back(
        {"flash_life_used", *worst_life * 10.0, "%"});
  }
  verdict.findings.push_back(
      seen.finding("firmware.flash_worn", "", "no flash tells its wear"));
}

}  // namespace soundcheck::firmware
