#pragma once

#include <optional>
#include <vector>

#include "probes/audio/analysis/judge.hpp"
#include "probes/audio/analysis/limits.hpp"
#include "probes/audio/analysis/run_measure.hpp"

namespace soundcheck::audio {

/// Third octaves that are looked at together.
struct BandGroup {
  std::size_t first, last;  ///< one beyond
};
constexpr BandGroup bass{0, 3};          ///< 200..315 Hz
constexpr BandGroup low_half{0, 7};      ///< 200..800 Hz
constexpr BandGroup whole{4, 17};        ///< 0.5..8 kHz
constexpr BandGroup middle{6, 12};       ///< 0.8..2.5 kHz
constexpr BandGroup low_middle{4, 9};    ///< 500 Hz..1.3 kHz
constexpr BandGroup treble{15, 19};      ///< 6.3..13 kHz
constexpr BandGroup mic_treble{14, 19};  ///< 5..13 kHz

/// One microphone against its reference, as power ratios. The reference is the
/// device's baseline or, without one, the median of the array, which then is 1
/// by definition.
struct MicrophoneComparison {
  bool usable = false;  ///< delivers samples that are no constant
  dsp::PerBand<Estimate> bands{};
  Estimate bass, low_half, whole, middle, low_middle, treble, mic_treble;
};

struct Comparison {
  bool to_baseline = false;
  std::vector<MicrophoneComparison> microphones;
  /// All microphones together: what the loudspeaker did.
  Estimate heard;  ///< mean over 0.2..8 kHz, by how sure each one is
  Estimate level, low_middle, mic_treble;  ///< medians
  Estimate treble_tilt, bass_tilt;
  dsp::PerBand<double> common_db{};   ///< median of the heard microphones
  std::vector<std::size_t> heard_by;  ///< whole significant
};

/// Spectrum, of the gate, of what the gate cut out at the factory.
dsp::Spectrum healthy_spectrum(const Baseline::Microphone& healthy,
                               dsp::Gate& gate);
/// Back from a spectrum of the gate to what it cut.
std::vector<float> impulse_of(const dsp::Spectrum& spectrum,
                              const dsp::Gate& gate);

/// `runs` are clean and agree on channels; their responses are averaged.
Comparison compare(const std::vector<RunMeasure>& runs,
                   const Baseline* baseline,
                   const AudioLimits& limits,
                   dsp::Gate& gate);

}  // namespace soundcheck::audio
