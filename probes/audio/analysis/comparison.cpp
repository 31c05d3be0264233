#include "probes/audio/analysis/comparison.hpp"

#include <algorithm>
#include <cmath>

#include "probes/audio/dsp/median.hpp"

namespace soundcheck::audio {

namespace {

/// Spread of one band's power by room and placement: 0.3 dB.
constexpr double placement = 0.07;

struct Reference {
  dsp::PerBand<double> power{};
  dsp::PerBand<double> relative_sigma{};
};

Reference from_baseline(const Baseline::Microphone& healthy, dsp::Gate& gate) {
  Reference reference;
  reference.power = gate.level_powers(healthy.impulse);
  for (std::size_t band = 0; band < gate.bands(); ++band)
    reference.relative_sigma[band] = healthy.sigma_db[band] / 4.343;
  return reference;
}

/// The array's median, and not less than what a healthy device has.
Reference from_array(const std::vector<RunMeasure>& runs,
                     const AudioLimits& limits,
                     const dsp::Gate& gate) {
  Reference reference;
  const double least = std::pow(10.0, limits.least_gain_db / 10);
  for (std::size_t band = 0; band < gate.bands(); ++band) {
    std::vector<double> powers;
    for (const auto& microphone : runs.front().microphones)
      if (!microphone.facts.constant)
        powers.push_back(microphone.response.power[band]);
    reference.power[band] = std::max(least, dsp::median(std::move(powers)));
  }
  return reference;
}

/// Mean of all runs in one band, against the reference.
Estimate band_ratio(const std::vector<RunMeasure>& runs,
                    std::size_t microphone,
                    std::size_t band,
                    const Reference& reference) {
  double power = 0, variance = 0;
  for (const auto& run : runs) {
    const auto& response = run.microphones[microphone].response;
    power += response.power[band];
    variance += response.sigma[band] * response.sigma[band];
  }
  const auto count = static_cast<double>(runs.size());
  const double scale = 1 / (count * std::max(reference.power[band], 1e-20));
  const double value = power * scale;
  return {value, std::hypot(std::sqrt(variance) * scale,
                            value * reference.relative_sigma[band])};
}

/// How the bands of a group are weighted: by the spread that a healthy device
/// would have in this noise, so that the weights do not follow the data.
dsp::PerBand<double> weights(const std::vector<RunMeasure>& runs,
                             std::size_t microphone,
                             const Reference& reference,
                             const dsp::Gate& gate) {
  dsp::PerBand<double> out{};
  const auto count = static_cast<double>(runs.size());
  for (std::size_t band = 0; band < gate.bands(); ++band) {
    double noise = 0;
    for (const auto& run : runs)
      noise += run.microphones[microphone].noise.bands[band] / count;
    const double n =
        noise * gate.level_noise() / std::max(reference.power[band], 1e-20);
    const double variance = (2 * n + n * n) / gate.cells(band) / count;
    out[band] = 1 / (variance + placement * placement);
  }
  return out;
}

Estimate group_ratio(const dsp::PerBand<Estimate>& bands,
                     const dsp::PerBand<double>& weights,
                     BandGroup group) {
  double sum = 0, variance = 0, total = 0;
  for (auto band = group.first; band < group.last; ++band) {
    sum += weights[band] * bands[band].value;
    variance += std::pow(weights[band] * bands[band].sigma, 2);
    total += weights[band];
  }
  if (total <= 0)
    return {0, 1e9};
  return {sum / total, std::sqrt(variance) / total};
}

MicrophoneComparison compare_microphone(const std::vector<RunMeasure>& runs,
                                        std::size_t microphone,
                                        const Reference& reference,
                                        const dsp::Gate& gate) {
  MicrophoneComparison out;
  out.usable = std::none_of(runs.begin(), runs.end(), [&](const auto& run) {
    return run.microphones[microphone].facts.constant;
  });
  for (std::size_t band = 0; band < gate.bands(); ++band)
    out.bands[band] = band_ratio(runs, microphone, band, reference);
  const auto weight = weights(runs, microphone, reference, gate);
  const auto group = [&](BandGroup bands) {
    return group_ratio(out.bands, weight, bands);
  };
  out.bass = group(bass);
  out.low_half = group(low_half);
  out.whole = group(whole);
  out.middle = group(middle);
  out.low_middle = group(low_middle);
  out.treble = group(treble);
  out.mic_treble = group(mic_treble);
  return out;
}

/// Of one or two microphones the one that is nearest to healthy stands for the
/// loudspeaker; of more the median.
Estimate common(const std::vector<MicrophoneComparison>& microphones,
                const std::vector<std::size_t>& which,
                Estimate MicrophoneComparison::*quantity) {
  std::vector<Estimate> all;
  all.reserve(which.size());
  for (const auto m : which)
    all.push_back(microphones[m].*quantity);
  if (all.empty())
    return {0, 1e9};
  if (all.size() <= 2) {
    return *std::min_element(all.begin(), all.end(),
                             [](const Estimate& a, const Estimate& b) {
                               return std::abs(decibel_power(a.value)) <
                                      std::abs(decibel_power(b.value));
                             });
  }
  std::vector<double> values, sigmas;
  for (const auto& one : all) {
    values.push_back(one.value);
    sigmas.push_back(one.sigma);
  }
  // A median of normal values spreads 1.25 times as much as their mean.
  return {dsp::median(values), 1.25 * dsp::median(sigmas) /
                                   std::sqrt(static_cast<double>(all.size()))};
}

Estimate weighted_mean(const std::vector<MicrophoneComparison>& microphones) {
  double sum = 0, variance = 0, total = 0;
  for (const auto& microphone : microphones) {
    for (const auto& one : {microphone.low_half, microphone.whole}) {
      if (!microphone.usable)
        continue;
      // By how sure a healthy one would be, never surer than the placement.
      const double weight =
          1 / (one.sigma * one.sigma + placement * placement / 10);
      sum += weight * one.value;
      variance += std::pow(weight * one.sigma, 2);
      total += weight;
    }
  }
  return total > 0 ? Estimate{sum / total, std::sqrt(variance) / total}
                   : Estimate{0, 1e9};
}

void find_common(Comparison& out, const dsp::Gate& gate) {
  std::vector<std::size_t> usable;
  for (std::size_t m = 0; m < out.microphones.size(); ++m) {
    const auto& microphone = out.microphones[m];
    if (!microphone.usable)
      continue;
    usable.push_back(m);
    if (microphone.whole.low() > 0)
      out.heard_by.push_back(m);
  }
  out.heard = weighted_mean(out.microphones);
  const auto& which = out.heard_by.empty() ? usable : out.heard_by;
  out.level = common(out.microphones, which, &MicrophoneComparison::whole);
  out.low_middle =
      common(out.microphones, which, &MicrophoneComparison::low_middle);
  out.mic_treble =
      common(out.microphones, which, &MicrophoneComparison::mic_treble);
  const auto mid =
      common(out.microphones, which, &MicrophoneComparison::middle);
  out.treble_tilt =
      ratio(common(out.microphones, which, &MicrophoneComparison::treble), mid);
  out.bass_tilt =
      ratio(common(out.microphones, which, &MicrophoneComparison::bass), mid);
  for (std::size_t band = 0; band < gate.bands(); ++band) {
    std::vector<double> levels;
    levels.reserve(which.size());
    for (const auto m : which)
      levels.push_back(decibel_power(out.microphones[m].bands[band].value));
    out.common_db[band] = dsp::median(std::move(levels));
  }
}

}  // namespace

dsp::Spectrum healthy_spectrum(const Baseline::Microphone& healthy,
                               dsp::Gate& gate) {
  dsp::Spectrum spectrum(gate.bins());
  gate.spectrum(healthy.impulse, spectrum);
  return spectrum;
}

std::vector<float> impulse_of(const dsp::Spectrum& spectrum,
                              const dsp::Gate& gate) {
  dsp::RealFft fft(gate.fft_size());
  std::vector<float> samples(fft.size());
  fft.inverse(spectrum, samples);
  samples.resize(gate.length());
  return samples;
}

Comparison compare(const std::vector<RunMeasure>& runs,
                   const Baseline* baseline,
                   const AudioLimits& limits,
                   dsp::Gate& gate) {
  Comparison out;
  out.to_baseline = baseline != nullptr;
  const auto array =
      baseline == nullptr ? from_array(runs, limits, gate) : Reference{};
  for (std::size_t m = 0; m < runs.front().microphones.size(); ++m) {
    const auto reference = baseline == nullptr
                               ? array
                               : from_baseline(baseline->microphones[m], gate);
    out.microphones.push_back(compare_microphone(runs, m, reference, gate));
  }
  find_common(out, gate);
  return out;
}

}  // namespace soundcheck::audio
