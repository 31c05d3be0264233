#include <algorithm>

#include "probes/audio/analysis/rules.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

std::string in_db(const Estimate& power, std::string_view what) {
  return decimal(decibel_power(power.value)) + " +- " +
         decimal(decibel_sigma(power)) + " dB " + std::string(what);
}

/// Nothing of the sweep, neither in the whole band nor where a blocked port
/// still lets it through. The noise must leave room to say so: a blocked one in
/// a loud room looks dead in treble.
Presence dead(const MicrophoneComparison& microphone,
              const Comparison& comparison,
              const AudioLimits& limits) {
  return all_of(
      below_db(ratio(microphone.whole, comparison.level), limits.mic_dead_db),
      below_db(ratio(microphone.low_half, comparison.low_middle),
               limits.mic_dead_bass_db));
}

void judge_one(std::size_t m,
               const Comparison& comparison,
               const AudioLimits& limits,
               Symptoms& out) {
  const auto& microphone = comparison.microphones[m];
  const auto level = ratio(microphone.whole, comparison.level);
  // Against the loudspeaker's own tilt, which is the same for all.
  const auto own_tilt = ratio(microphone.mic_treble, microphone.low_middle);
  const auto tilt =
      ratio(own_tilt, ratio(comparison.mic_treble, comparison.low_middle));
  const auto nothing = dead(microphone, comparison, limits);
  out.push_back(
      {Code::mic_dead_analog, nothing, m, in_db(level, "against the array")});
  if (nothing == Presence::present)
    return;
  const auto blocked = below_db(tilt, limits.mic_tilt_db);
  out.push_back({Code::mic_blocked, blocked, m,
                 in_db(tilt, "treble against the middle")});
  auto off = off_by_db(level, limits.mic_level_db);
  // Less treble is less level; and where that is not known, a level that is
  // off may be either.
  if (blocked == Presence::present)
    off = Presence::absent;
  else if (blocked == Presence::unknown && off == Presence::present)
    off = Presence::unknown;
  if (nothing == Presence::unknown && off == Presence::present)
    off = Presence::unknown;
  out.push_back({Code::mic_gain, off, m, in_db(level, "against the array")});
}

}  // namespace

void judge_microphones(const Evidence& evidence,
                       const Comparison& comparison,
                       Symptoms& out) {
  // One alone has no array: whatever it lacks may be the loudspeaker's.
  const bool alone = comparison.microphones.size() == 1;
  for (std::size_t m = 0; m < comparison.microphones.size(); ++m) {
    if (!comparison.microphones[m].usable)
      continue;
    if (!alone) {
      judge_one(m, comparison, evidence.limits, out);
      continue;
    }
    for (const auto code :
         {Code::mic_dead_analog, Code::mic_blocked, Code::mic_gain})
      out.push_back({code, Presence::unknown, m, "no other to compare with"});
  }
}

}  // namespace soundcheck::audio
