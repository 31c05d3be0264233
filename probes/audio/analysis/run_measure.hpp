#pragma once

#include <array>
#include <optional>
#include <vector>

#include "probes/audio/analysis/baseline.hpp"
#include "probes/audio/analysis/capture.hpp"
#include "probes/audio/analysis/quiet_listen.hpp"
#include "probes/audio/dsp/arrival.hpp"
#include "probes/audio/dsp/distortion.hpp"
#include "probes/audio/dsp/gap.hpp"
#include "probes/audio/dsp/octaves.hpp"
#include "probes/audio/dsp/residual.hpp"
#include "probes/audio/dsp/response.hpp"

namespace soundcheck::audio {

/// What one microphone heard of one sweep.
struct MicrophoneMeasure {
  dsp::SampleFacts facts;
  dsp::CodeMask codes;
  dsp::NoiseFloor noise;
  dsp::LinearResponse response;
  dsp::Distortion distortion;
  dsp::Residual residual;
};

/// Where a voice would be heard during the sweep.
constexpr std::size_t watched_count = 3;
struct Watched {
  double noise_rise_db = 0;  ///< noise in the sweep against the quiet listen
  double leakage_db = -100;  ///< the same noise against the direct sound
  /// How much of the noise is another than that of the first run, or of the
  /// first run's than that of any other. 0 = all of it: a voice, or there is
  /// nothing to compare with. What comes again alike is the device's own.
  double change_db = 0;
};

struct RunMeasure {
  std::optional<dsp::Arrival> arrival;
  std::ptrdiff_t lag = 0;  ///< of the arrival, or where it should have been
  std::vector<MicrophoneMeasure> microphones;
  dsp::OctaveDelays octaves;
  dsp::Gap gap;
  std::array<Watched, watched_count> watched{};  ///< 0.3-1, 1-3, 3-8 kHz
};

/// Measures run after run with the same buffers.
class RunMeter {
 public:
  RunMeter(const dsp::Sweep& sweep, const Baseline* baseline);

  RunMeasure measure(const SweepRun& run,
                     const std::vector<QuietMicrophone>& quiet);

  /// Noise that a gate would hold in one band if it were as in the quiet
  /// listen, in the response's units.
  double expected_noise(const QuietMicrophone& quiet, std::size_t band) const;

  /// The highest peak that what was heard without a sweep leaves where rub and
  /// buzz are looked for.
  double residual_peak(std::span<const float> quiet);
  /// The same of harmonics: the THD^2 that it would show beside this response.
  dsp::PerBand<double> thd_power(std::span<const float> quiet,
                                 const dsp::LinearResponse& linear);

  dsp::Gate& gate() { return gate_; }
  const dsp::Sweep& sweep() const { return deconvolution_.sweep(); }

 private:
  void find_arrival(RunMeasure& out);
  dsp::Spectrum expected(std::size_t m, const dsp::LinearResponse& heard);
  void find_gap(const SweepRun& run,
                const std::vector<QuietMicrophone>& quiet,
                RunMeasure& out);
  void watch(const std::vector<QuietMicrophone>& quiet, RunMeasure& out);
  void remember(const RunMeasure& first);
  void compare_noise(RunMeasure& out);

  const Baseline* baseline_;
  dsp::Deconvolution deconvolution_;
  dsp::Gate gate_;
  dsp::ArrivalFinder finder_;
  dsp::ResidualMeter residual_;
  dsp::OctaveMeter octaves_;
  dsp::GapFinder gaps_;
  Channels responses_;
  Channels first_noise_;  ///< of the first run, at the signal-free lags
  std::ptrdiff_t first_lag_ = 0;
};

}  // namespace soundcheck::audio
