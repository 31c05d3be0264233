#pragma once

#include "probes/audio/analysis/analysis.hpp"

namespace soundcheck::audio {

/// What a silent listen alone tells of the converters: dead streams, stuck
/// bits, DC, overload, one microphone noisier than the others, hum. Only
/// `symptoms`, `measurements` and `unjudged` are filled in. Fewer than 8192
/// samples, or samples that are no numbers, judge nothing.
Analysis analyse_listen(const SweepRun& listen,
                        double rate_hz,
                        const Baseline* baseline,
                        const AudioLimits& limits);

/// SNR of the median third octave, 500 Hz to 8 kHz, that a sweep would have at
/// the best microphone; with no baseline that of the faintest device that is
/// healthy (AudioLimits::least_gain_db). A sweep's density of energy at f is
/// A^2 L / 2f, and what the gate lets through of the noise is known from the
/// listen. NaN when the listen cannot tell.
double predict_snr_db(const dsp::SweepPlan& plan,
                      const SweepRun& listen,
                      const Baseline* baseline,
                      const AudioLimits& limits);

}  // namespace soundcheck::audio
