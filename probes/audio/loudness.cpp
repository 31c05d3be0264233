#include "probes/audio/loudness.hpp"

#include <algorithm>

namespace soundcheck::audio {

Loudness loudness_of(const Baseline& baseline,
                     const std::optional<double>& volume_gain_db) {
  const auto& then = baseline.volume_gain_db;
  // A board without volume control sounds as it did.
  if (!then && !volume_gain_db)
    return {};
  if (!then || !volume_gain_db)
    return {0, false, 0};
  const double wanted = *then - *volume_gain_db;
  const double most =
      std::max(0.0, highest_peak_dbfs - baseline.plan.level_dbfs);
  if (wanted <= most)
    return {wanted, true, 0};
  return {most, false, wanted - most};
}

}  // namespace soundcheck::audio
