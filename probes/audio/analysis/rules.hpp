#pragma once

#include <functional>
#include <vector>

#include "probes/audio/analysis/comparison.hpp"
#include "probes/audio/analysis/symptom.hpp"
#include "probes/audio/dsp/timing.hpp"

namespace soundcheck::audio {

/// What every rule looks at. Runs are those of which nothing was lost.
struct Evidence {
  const std::vector<RunMeasure>& runs;
  const std::vector<QuietMicrophone>& quiet;
  const Baseline* baseline;  ///< may be null
  const AudioLimits& limits;
  bool latency_known = true;  ///< as of Capture
  bool level_known = true;    ///< likewise
  bool one_clock = false;     ///< what is played and heard cannot drift apart

  std::size_t microphones() const { return runs.front().microphones.size(); }
};

using Symptoms = std::vector<Symptom>;

/// Present, absent or unknown?
Presence presence_of(const Symptoms& symptoms, Code code);
bool is_present(const Symptoms& symptoms, Code code);

// Each file of rules_*.cpp judges some rows of the dictionary.

/// Samples themselves: dead stream, stuck bits, DC, overload. These hold in any
/// noise.
void judge_samples(const Evidence& evidence, Symptoms& out);
/// The quiet listen: a noisy microphone, hum.
void judge_quiet(const Evidence& evidence, Symptoms& out);

/// Is the sweep there at all?
void judge_output(const Evidence& evidence,
                  const Comparison& comparison,
                  Symptoms& out);
/// A converter at its end that the room has driven there is no fault; one that
/// the sweep alone overdrives hears it too loudly.
void judge_overload(const Evidence& evidence,
                    const Comparison& comparison,
                    Symptoms& out);
/// When the octaves arrive: wrong rate, lost samples.
void judge_octaves(const Evidence& evidence, Symptoms& out);
/// Moments of silence in the sweep. A voice may cancel it for a moment, so two
/// runs must have one; true when another run is wanted for that.
bool judge_gaps(const Evidence& evidence, Symptoms& out);
/// Each microphone against the array.
void judge_microphones(const Evidence& evidence,
                       const Comparison& comparison,
                       Symptoms& out);

/// Delay, polarity and clock against the baseline.
struct Timing {
  bool measured = false;
  double ppm = 0;
  double sigma_ppm = 0;
  std::vector<std::size_t> microphones;  ///< those that were fitted
  std::vector<dsp::DelayFit> fits;       ///< of these
};
Timing measure_timing(const Evidence& evidence,
                      const Comparison& comparison,
                      const dsp::Sweep& sweep,
                      dsp::Gate& gate);
void judge_latency(const Evidence& evidence,
                   const Timing& timing,
                   Symptoms& out);
/// Loudness and balance of the loudspeaker.
void judge_loudspeaker(const Evidence& evidence,
                       const Comparison& comparison,
                       const Timing& timing,
                       Symptoms& out);
void judge_clock(const Evidence& evidence, const Timing& timing, Symptoms& out);
void judge_polarity(const Evidence& evidence,
                    const Timing& timing,
                    Symptoms& out);
void judge_swap(const Evidence& evidence, const Timing& timing, Symptoms& out);

/// Clipping, motor, rub and buzz. What only one run shows may have been a
/// voice; two must agree, and of all runs the least counts.
struct DistortionFindings {
  dsp::PerBand<double> thd_percent{};
  dsp::PerBand<double> thd_sigma_percent{};
  dsp::PerBand<double> floor_percent{};
  double crest_db = 0;
  double over_noise_db = 0;
  bool wants_another_run = false;
};

/// What the room alone leaves of one microphone's recording where distortion is
/// looked for. Asked only when it matters, for it takes a deconvolution.
struct Ambient {
  std::function<double(std::size_t)> residual_peak;
  std::function<dsp::PerBand<double>(std::size_t)> thd_power;
};

DistortionFindings judge_distortion(const Evidence& evidence,
                                    const Comparison& comparison,
                                    const Ambient& ambient,
                                    Symptoms& out);
/// Its halves: THD by frequency, and the residual of the high harmonics.
void judge_thd(const Evidence& evidence,
               const std::vector<std::size_t>& which,
               const Ambient& ambient,
               DistortionFindings& found,
               Symptoms& out);
void judge_residual(const Evidence& evidence,
                    const std::vector<std::size_t>& which,
                    const Ambient& ambient,
                    DistortionFindings& found,
                    Symptoms& out);

}  // namespace soundcheck::audio
