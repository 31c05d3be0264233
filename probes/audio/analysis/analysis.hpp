#pragma once

#include <string>
#include <vector>

#include "probes/audio/analysis/baseline.hpp"
#include "probes/audio/analysis/capture.hpp"
#include "probes/audio/analysis/limits.hpp"
#include "probes/audio/analysis/symptom.hpp"
#include "probes/probe.hpp"

namespace soundcheck::audio {

enum class AudioVerdict { pass, pass_partial, fail, inconclusive, deferred };
std::string_view to_string(AudioVerdict verdict);  ///< "PASS_PARTIAL"

/// A code of the dictionary that is present, and what it may be instead.
struct RankedFault {
  Code code;
  std::vector<std::size_t> microphones;
  std::vector<std::string> one_of;
};

/// "audio.mic_blocked, microphone 2, 3"
std::string in_words(const RankedFault& fault);

/// What one microphone heard in the first clean run, for a picture.
struct ResponseCurve {
  dsp::PerBand<double> level_db{};  ///< against the baseline or the array
  dsp::PerBand<double> sigma_db{};
  dsp::PerBand<double> snr_db{};
  dsp::PerBand<double> thd_percent{};
  dsp::PerBand<double> thd_sigma_percent{};
  /// What the gate cut out, its direct sound `gate_before_s` after the start; a
  /// perfect wire has one sample of about 1 there.
  std::vector<float> impulse;
};
constexpr double gate_before_s = 0.0015;

/// What the recordings say about the way of sound.
struct Analysis {
  AudioVerdict verdict = AudioVerdict::inconclusive;
  /// Of inconclusive: one word of "input", "baseline", "xrun", "interference",
  /// "ambient", "repeat"; else empty.
  std::string reason;
  std::string explanation;  ///< a sentence
  std::vector<Measurement> measurements;
  std::vector<ResponseCurve> responses;  ///< per microphone
  dsp::PerBand<double> thd_percent{};    ///< 200 Hz .. 5 kHz
  dsp::PerBand<double> thd_sigma_percent{};
  dsp::PerBand<double> thd_floor_percent{};  ///< noise alone shows less
  std::vector<Symptom> symptoms;             ///< each row that was looked at
  std::vector<RankedFault> faults;    ///< by precedence: the first is the root
  std::vector<std::string> unjudged;  ///< ids that noise or lack of data hid
  std::size_t clean_runs = 0;
  /// Distortion or a moment of silence that too few runs agree on.
  bool wants_another_run = false;
};

/// Pure: the same capture gives the same analysis. Bad input gives an
/// inconclusive one with its reason, never a fault.
Analysis analyse(const Capture& capture,
                 const Baseline* baseline,
                 const AudioLimits& limits);

/// The symptoms of some codes as findings: one for each, present if any
/// microphone's is.
std::vector<Finding> findings_of(const Analysis& analysis,
                                 const std::vector<Code>& codes);
std::vector<Finding> findings_of(const Analysis& analysis);  ///< of all codes

/// Learns a baseline from clean runs of a healthy device. Errors: parse, when
/// the capture cannot be a healthy device's.
Result<Baseline> learn_baseline(const Capture& capture,
                                std::string device,
                                const AudioLimits& limits);

}  // namespace soundcheck::audio
