#pragma once

#include "probes/audio/analysis/baseline.hpp"
#include "probes/board/sound.hpp"

namespace soundcheck::audio {

/// What it takes to play the sweep as loud as the baseline's was, whatever
/// volume the owner has chosen. The samples are scaled and the mixer is never
/// touched, so a test that is cut off at any time has nothing to restore.
struct Loudness {
  double gain_db = 0;  ///< of the samples
  /// False where it cannot be said: the volume of then or of now is not known,
  /// or something is missing.
  bool known = true;
  /// How far `gain_db` stays behind because samples have an end.
  double missing_db = 0;
};

/// The sweep's peak may come as near to full scale as this; what resamples on
/// the way needs some room.
constexpr double highest_peak_dbfs = -1;

Loudness loudness_of(const Baseline& baseline,
                     const std::optional<double>& volume_gain_db);

}  // namespace soundcheck::audio
