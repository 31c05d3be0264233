#pragma once

#include <alsa/asoundlib.h>
#include <string>

namespace soundcheck::bench {

/// What asound.conf says of this bench.
struct BenchConfig {
  std::string state;
  std::string faults;
  bool records_playback = false;  ///< in a fifth recorded channel
};

/// 0, or a negative errno after a message.
int read_config(snd_config_t* conf, BenchConfig& config);

}  // namespace soundcheck::bench
