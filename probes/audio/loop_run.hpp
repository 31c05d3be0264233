#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probes/audio/dsp/tone.hpp"
#include "probes/board/sound.hpp"
#include "probes/profile.hpp"

namespace soundcheck::audio {

/// When things happen in one run, in seconds from its start. The sound comes
/// late by what the device buffers, so the tone is looked at from a while after
/// its start, up to its end.
struct LoopTimes {
  explicit LoopTimes(const Profile::Audio& limits);

  double noise_from = 0.1;  ///< a microphone's supply needs time to settle
  double tone_starts = 0.4;
  double tone_from;
  double tone_to;
  double record;
};

/// The request for one run; without a progress callback.
SoundRequest loop_request(const Profile::Audio& limits);

/// One microphone in one run. Nothing = its samples are not numbers, or too
/// few.
struct MicrophoneRun {
  std::optional<dsp::Noise> noise;
  std::optional<dsp::Tone> tone;
  std::size_t full_scale_samples = 0;
};

/// The numbers of one run without lost samples.
std::vector<MicrophoneRun> measure_run(const Recording& recording,
                                       const Profile::Audio& limits);

/// Distortion of the loudspeaker: the median over the microphones that hear the
/// tone, since one of them may be overloaded on its own.
struct Distortion {
  double thd_percent;
  double sigma_percent;
};
std::optional<Distortion> distortion(const std::vector<MicrophoneRun>& run);

/// "1, 3 and 4" for indices 0, 2 and 3.
std::string microphone_list(const std::vector<std::size_t>& indices);

/// The lower one of the middle pair when there is no middle. Not of nothing.
double median(std::vector<double> values);

}  // namespace soundcheck::audio
