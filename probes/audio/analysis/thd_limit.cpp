#include "probes/audio/analysis/thd_limit.hpp"

#include <algorithm>

#include "probes/audio/dsp/median.hpp"

namespace soundcheck::audio {

double thd_limit_percent(const Baseline* baseline,
                         const AudioLimits& limits,
                         std::size_t band) {
  double usual = 0;
  if (baseline != nullptr) {
    std::vector<double> all;
    all.reserve(baseline->microphones.size());
    for (const auto& microphone : baseline->microphones)
      all.push_back(microphone.thd_percent[band]);
    usual = dsp::median(std::move(all));
  }
  return std::max(limits.thd_percent, limits.thd_over_baseline * usual);
}

}  // namespace soundcheck::audio
