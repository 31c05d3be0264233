#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// What to play and how to listen meanwhile.
struct SoundRequest {
  unsigned rate_hz = 48000;
  unsigned microphones = 0;  ///< 0 = as many as the device has, at most 8
  /// Mono, -1..1; silence after its end. Empty: nothing is played and the
  /// loudspeaker is left to whoever has it.
  std::vector<float> stimulus;
  double record_seconds = 1.0;
  /// Called on the daemon's thread while it records, with the share done.
  std::function<void(double)> on_progress;
};

/// Which bits of a converter's codes were 1 once, and which always.
struct CodeBits {
  std::uint32_t ever_one = 0;
  std::uint32_t always_one = ~std::uint32_t{0};
  unsigned bits = 0;  ///< of a code, as the device tells; 0 = nothing recorded
};

/// Samples per microphone, -1..1. They stay on the board and are never stored.
struct Recording {
  unsigned rate_hz = 0;
  std::vector<std::vector<float>> microphones;
  /// What the loudspeaker was told meanwhile, by the same clock, where the
  /// board records it beside the microphones (the reference of its echo
  /// canceller); before the mixer's volume. Else empty.
  std::vector<float> playback;
  unsigned playback_xruns = 0;  ///< underruns; any of them spoils the run
  unsigned capture_xruns = 0;   ///< overruns
  /// Loudspeaker and microphones started within this time of each other; what
  /// is later than that is the way of sound.
  double start_spread_s = 0;
  /// Codes at the ends of the converter's range, per microphone.
  std::vector<std::size_t> full_scale_samples;
  std::vector<CodeBits> codes;  ///< per microphone
};

/// The playback side of the mixer. Absent = this mixer has no such control.
struct MixerState {
  std::optional<bool> playback_switch_on;
  std::optional<double> playback_volume_db;
  std::optional<double> playback_volume_percent;
  std::string control;  ///< the control that was read, for the evidence
};

/// Which of the devices that the profile names are there at all, whatever else
/// may be wrong with them. One that it does not name ("default") is never
/// missing: the board may have been made without.
struct SoundDevices {
  bool playback_missing = false;
  bool capture_missing = false;
};

class Sound {
 public:
  virtual ~Sound() = default;
  /// Plays and records at once. Cancelled: silence within 100 ms, devices
  /// closed, Errc::cancelled. Errors: unsupported (no such device), busy, io.
  virtual Task<Recording> play_and_record(SoundRequest request) = 0;
  /// Errors: io, cancelled.
  virtual Task<SoundDevices> devices() = 0;
  /// Errors: unsupported (no mixer), io.
  virtual Task<MixerState> mixer() = 0;
};

}  // namespace soundcheck
