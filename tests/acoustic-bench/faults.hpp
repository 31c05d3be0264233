#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soundcheck::bench {

constexpr std::size_t microphone_count = 4;

/// A level at which nothing is heard.
constexpr double silent_dbfs = -200;

struct MicrophoneFaults {
  bool dead = false;  ///< hears nothing; its own noise stays: open, no bias
  double gain_db = 0;
  double drift_db_s = 0;    ///< `gain_db` changes so fast as it records
  bool blocked = false;     ///< port closed: -6 dB and a low-pass
  bool inverted = false;    ///< wrong polarity
  double noise_dbfs = -90;  ///< its own, white
  double dc = 0;            ///< 1 = full scale
  bool zero = false;        ///< digitally dead: all codes are 0
  unsigned stuck_bits = 0;  ///< always 0 in its codes; bit 0 is of 16 bits
};

enum class NoiseKind { white, pink };

/// What is wrong with the simulated speaker, and how loud it is around it. The
/// defaults are a healthy one. Levels in dBFS are against a sine of full scale.
/// README.md has the table of keys.
struct Faults {
  double speaker_gain_db = 0;
  bool speaker_mute = false;  ///< cable off: the mixer does not know
  bool speaker_inverted = false;
  double speaker_highpass_hz = 170;   ///< a leak raises it
  double speaker_lowpass_hz = 17000;  ///< a covered tweeter lowers it
  double speaker_motor = 1;           ///< times the healthy distortion
  double clip = 0;    ///< amplifier's limit, 1 = full scale, 0 = none
  double rub = 0;     ///< voice coil touches: strength of its ringing
  double rattle = 0;  ///< loose part: strength of its bursts

  double noise_dbfs = -75;  ///< steady ambient noise at each microphone
  NoiseKind noise_kind = NoiseKind::white;
  double talk_dbfs = silent_dbfs;   ///< of a syllable at the microphones
  double music_dbfs = silent_dbfs;  ///< from elsewhere in the room
  double hum_dbfs = silent_dbfs;    ///< of the mains, on all microphones' wires
  double hum_hz = 50;
  std::uint64_t room = 0;  ///< 0 the usual room, others by chance

  std::array<MicrophoneFaults, microphone_count> microphones;
  bool mic_swap = false;  ///< microphones 1 and 2 on each other's wires

  // How samples are taken. A recording keeps what it started with.
  double mic_clock_ppm = 0;       ///< faster than the loudspeaker's
  double mic_rate_hz = 48000;     ///< the converter's, whatever was asked for
  double lost_block_ms = 0;       ///< so much is lost once, unnoticed
  double lost_block_at_s = 0.75;  ///< since the start of the recording
  double latency_ms = 0;          ///< added between loudspeaker and microphone

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
