#pragma once

#include <atomic>
#include <stop_token>

#include "probes/board/linux/alsa_devices.hpp"
#include "probes/board/sound.hpp"

namespace soundcheck {

/// Plays and records at once, on the calling thread. `done` is the share
/// recorded so far. Ends at the first xrun with what there is, for such a run
/// is lost. After a stop the device is silent within one wake-up. Errors:
/// cancelled, and those of AlsaPcm; timeout when the device stands still.
Result<Recording> play_and_record_blocking(const AlsaDevices& devices,
                                           const SoundRequest& request,
                                           std::atomic<double>& done,
                                           const std::stop_token& stop);

}  // namespace soundcheck
