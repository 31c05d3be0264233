#pragma once

#include "probes/audio/analysis/analysis.hpp"

namespace soundcheck::audio {

/// Playback below this says nothing, in dBFS.
constexpr double least_playback_dbfs = -60;

/// What ordinary playback says about the way of sound: is it heard, how loud
/// and how even, by each microphone, with which sign. Clocks, latency and
/// distortion need a sweep. Reasons of inconclusive, beside those of
/// analyse(): "silent" when nothing was played.
Analysis analyse_playback(const PlaybackCapture& capture,
                          const Baseline* baseline,
                          const AudioLimits& limits);

}  // namespace soundcheck::audio
