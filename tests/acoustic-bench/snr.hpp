#pragma once

#include <span>

#include "tests/acoustic-bench/room.hpp"

namespace soundcheck::bench {

/// The level of ambient noise at which `played` is `snr_db` louder than it:
/// RMS of a healthy recording of microphone 1 while it plays, over that of the
/// noise, whole band. For Faults::noise_dbfs.
double noise_dbfs_for(const Room& room,
                      std::span<const float> played,
                      const Mixer& mixer,
                      double snr_db);

}  // namespace soundcheck::bench
