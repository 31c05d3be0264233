#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soundcheck::bench {

constexpr std::size_t microphone_count = 4;

struct MicrophoneFaults {
  bool dead = false;  ///< hears nothing; its own noise stays
  double gain_db = 0;
};

/// What is wrong with the simulated speaker. The defaults are a healthy one.
/// Levels in dBFS are against a sine of full scale.
/// README.md has the table of keys.
struct Faults {
  double speaker_gain_db = 0;
  bool speaker_mute = false;  ///< cable off: the mixer does not know
  double clip = 0;            ///< amplifier's limit, 1 = full scale, 0 = none
  double noise_dbfs = -75;    ///< ambient noise at each microphone
  std::array<MicrophoneFaults, microphone_count> microphones;
  bool mic_swap = false;      ///< microphones 1 and 2 on each other's wires
  bool absent = false;        ///< no such card: ENODEV
  bool busy = false;          ///< somebody else plays and records: EBUSY
  double xrun_capture_s = 0;  ///< overrun this long after a start, 0 = never

  /// Which microphone hangs on the wires of channel `channel`.
  std::size_t microphone_at(std::size_t channel) const {
    return mic_swap && channel < 2 ? 1 - channel : channel;
  }
  const MicrophoneFaults& capsule_at(std::size_t channel) const {
    return microphones[microphone_at(channel)];
  }
};

struct ParsedFaults {
  Faults faults;
  /// "file:line: what is wrong; what is allowed", one per bad line.
  std::vector<std::string> complaints;
};

/// Reads `key = value` lines; `#` starts a comment. A bad line is complained
/// about and skipped, the rest applies. Of two lines for one key the last wins.
ParsedFaults parse_faults(std::string_view text, std::string_view file);

}  // namespace soundcheck::bench
