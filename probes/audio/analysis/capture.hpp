#pragma once

#include <vector>

#include "probes/audio/dsp/levels.hpp"
#include "probes/audio/dsp/sweep.hpp"

namespace soundcheck::audio {

/// Samples -1..1 of each microphone.
using Channels = std::vector<std::vector<float>>;

/// One playing of the sweep.
struct SweepRun {
  Channels microphones;
  /// What bits the converter's codes had, per microphone; empty = not known.
  std::vector<dsp::CodeMask> codes;
  unsigned xruns = 0;  ///< any of them spoils the run
};

/// All that was recorded for one analysis.
struct Capture {
  dsp::SweepPlan plan;
  std::vector<SweepRun> runs;
  Channels quiet;  ///< a second of listening before; may be empty
  /// False where a hand began the recording: then the time from playing to
  /// hearing says nothing.
  bool latency_known = true;
  /// False where nobody knows how loud it was played compared with the
  /// baseline.
  bool level_known = true;
};

/// What was heard of ordinary playback.
struct PlaybackCapture {
  double rate_hz = 48000;
  std::vector<float> played;  ///< as loud as the baseline's samples were
  Channels microphones;       ///< meanwhile, by the same clock
  bool level_known = true;    ///< as above
};

}  // namespace soundcheck::audio
