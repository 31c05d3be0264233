#pragma once

#include <span>
#include <vector>

#include "probes/audio/analysis/capture.hpp"
#include "probes/audio/dsp/hum.hpp"
#include "probes/audio/dsp/levels.hpp"
#include "probes/audio/dsp/power_spectrum.hpp"

namespace soundcheck::audio {

/// What one microphone heard while nothing was played.
struct QuietMicrophone {
  dsp::SampleFacts facts;
  dsp::PowerSpectrum spectrum;
  dsp::Hum hum;
  double a_weighted_dbfs = 0;
  double a_weighted_sigma_db = 0;
  double treble_dbfs = 0;  ///< 5..12 kHz, where rooms are quiet
  double treble_sigma_db = 0;
};

constexpr double treble_low_hz = 5000, treble_high_hz = 12000;

/// RMS against that of a sine of full scale; -100 at least.
double level_dbfs(std::span<const float> samples);

QuietMicrophone listen(std::span<const float> samples, double rate_hz);

/// The listen of every microphone; of a capture without one the ends of its
/// first run, when the sweep and its echo are over.
std::vector<QuietMicrophone> listen_to_all(const Capture& capture,
                                           const dsp::Sweep& sweep);

}  // namespace soundcheck::audio
