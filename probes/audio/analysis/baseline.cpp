#include "probes/audio/analysis/baseline.hpp"

namespace soundcheck::audio {

std::string mismatch(const Baseline& baseline,
                     std::string_view device,
                     const dsp::SweepPlan& plan,
                     std::size_t microphones) {
  if (!device.empty() && baseline.device != device)
    return "the baseline is that of device \"" + baseline.device + "\"";
  if (baseline.microphones.size() != microphones)
    return "the baseline has " + std::to_string(baseline.microphones.size()) +
           " microphones, the recording " + std::to_string(microphones);
  // The level may differ: the response is against the stimulus. What excursion
  // does is not, so distortion has to be seen in that light.
  auto same_level = plan;
  same_level.level_dbfs = baseline.plan.level_dbfs;
  if (!(baseline.plan == same_level))
    return "the baseline was made with another sweep or rate";
  return {};
}

}  // namespace soundcheck::audio
