#include "agent/assist/verbs/probes_errand.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::assist {

Errand errand_of(const std::vector<const Probe*>& probes) {
  Errand errand;
  double seconds = 0;
  bool interrupts = false;
  for (const auto* probe : probes) {
    seconds += probe->cost.seconds;
    errand.sound_s += probe->cost.audible ? probe->cost.seconds : 0;
    errand.airtime_s += probe->cost.airtime ? probe->cost.seconds : 0;
    errand.audible = errand.audible || probe->cost.audible;
    interrupts = interrupts || probe->cost.interrupts_playback;
    if (probe->cost.needs_test_consent())
      errand.consent_class = std::max(errand.consent_class, ConsentClass::test);
  }
  const auto whole = std::to_string(std::lround(std::max(1.0, seconds)));
  errand.what_en =
      "Your speaker checks itself for about " + whole + " seconds.";
  errand.what_zh = "音箱将自检约 " + whole + " 秒。";
  if (errand.audible) {
    errand.what_en += " You will hear test sounds.";
    errand.what_zh += "您会听到测试音。";
  }
  if (interrupts) {
    errand.what_en += " Music stops meanwhile.";
    errand.what_zh += "期间音乐会暂停。";
  }
  return errand;
}

}  // namespace soundcheck::assist
