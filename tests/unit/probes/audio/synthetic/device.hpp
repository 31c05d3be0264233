#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace soundcheck::synthetic {

constexpr std::size_t most_microphones = 4;

struct MicrophoneFault {
  double gain_db = 0;
  double lowpass_hz = 0;  ///< a blocked port; 0 = open
  bool turned_over = false;
  double dc = 0;
  std::uint32_t stuck_at_zero = 0;  ///< bits of the 16-bit code
  bool dead = false;                ///< code zero for ever
  bool open = false;                ///< its own noise only
  double noise_dbfs = -85;          ///< RMS of its own noise against 1
};

/// A device in words of its parts; as it is made, nothing is wrong.
struct Device {
  std::size_t microphones = most_microphones;
  double volume_db = 0;
  double clip = 0;  ///< share of the sweep's amplitude, 0 = never
  double speaker_highpass_hz = 170;
  double speaker_lowpass_hz = 17000;
  double motor = 1;   ///< how much excursion weakens the drive, times
  double buzz = 0;    ///< height of a rubbing voice coil's clicks
  double rattle = 0;  ///< height of a loose part's
  bool speaker_turned_over = false;
  double latency = 2400;   ///< samples
  double clock_ratio = 1;  ///< the recorder's rate over the player's, inverted
  double lost_at_s = 0;    ///< after the sweep's start
  std::size_t lost_samples = 0;
  std::size_t swapped_a = 0, swapped_b = 0;  ///< equal = none
  double hum_rms = 0;
  double converter_gain_db = 0;
  std::array<MicrophoneFault, most_microphones> microphone{};
};

enum class Noise { pink, white, talk };

struct Ambience {
  Noise noise = Noise::pink;
  /// RMS of the sweep at microphone 0, healthy, over RMS of the noise there.
  double snr_db = 40;
  /// One burst of a voice, 0.25 s somewhere in the sweep, against the sweep's
  /// RMS; -200 = none.
  double burst_db = -200;
};

}  // namespace soundcheck::synthetic
