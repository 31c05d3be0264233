#pragma once

#include <string>

namespace soundcheck {

/// ALSA's names of the devices of one speaker.
struct AlsaDevices {
  std::string playback = "default";
  std::string capture = "default";
  std::string mixer = "default";
  std::string mixer_control = "Master";
  /// Of the recording, 1 = the first: carries what is played. 0 = none does.
  unsigned playback_channel = 0;
};

}  // namespace soundcheck
