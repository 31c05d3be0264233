#include "agent/cli/audio/sweep_search.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <complex>

#include "probes/audio/dsp/fft.hpp"

namespace soundcheck::cli {

namespace {

/// The largest values of two stretches of noise differ by less.
constexpr double clearly_more = 4;

/// Block by block, so that a minute of recording needs no minute of spectrum.
class MatchedFilter {
 public:
  explicit MatchedFilter(const std::vector<float>& sweep)
      : hop_(std::bit_ceil(sweep.size())),
        fft_(2 * hop_),
        samples_(fft_.size()),
        sweep_(fft_.bins()),
        spectrum_(fft_.bins()) {
    std::copy(sweep.begin(), sweep.end(), samples_.begin());
    fft_.forward(samples_, sweep_);
  }

  /// Adds the squares of the correlation times `scale` to `score`.
  void add(const std::vector<float>& recording,
           double scale,
           std::vector<double>& score) {
    for (std::size_t from = 0; from < score.size(); from += hop_) {
      const auto count = std::min(fft_.size(), recording.size() - from);
      const auto begin = recording.begin() + static_cast<std::ptrdiff_t>(from);
      std::copy_n(begin, count, samples_.begin());
      std::fill(samples_.begin() + static_cast<std::ptrdiff_t>(count),
                samples_.end(), 0.0F);
      fft_.forward(samples_, spectrum_);
      for (std::size_t k = 0; k < spectrum_.size(); ++k)
        spectrum_[k] *= std::conj(sweep_[k]);
      fft_.inverse(spectrum_, samples_);
      const auto lags = std::min(hop_, score.size() - from);
      for (std::size_t n = 0; n < lags; ++n) {
        const double c = static_cast<double>(samples_[n]);
        score[from + n] += c * c * scale;
      }
    }
  }

 private:
  std::size_t hop_;
  audio::dsp::RealFft fft_;
  std::vector<float> samples_;
  std::vector<std::complex<float>> sweep_, spectrum_;
};

double energy_of(const std::vector<float>& samples) {
  double sum = 0;
  for (const float x : samples)
    sum += static_cast<double>(x) * static_cast<double>(x);
  return sum;
}

}  // namespace

SweepPlace find_sweep(const std::vector<std::vector<float>>& microphones,
                      const audio::dsp::Sweep& sweep,
                      std::size_t latest) {
  std::size_t length = 0;
  for (const auto& microphone : microphones)
    length = std::max(length, microphone.size());
  std::vector<double> score(length);
  MatchedFilter filter(sweep.samples());
  for (const auto& microphone : microphones) {
    const double energy = energy_of(microphone);
    if (std::isfinite(energy) && energy > 0)
      filter.add(microphone, 1 / energy, score);
  }
  const auto end = score.begin() + static_cast<std::ptrdiff_t>(
                                       std::min(latest + 1, score.size()));
  const auto best = std::max_element(score.begin(), end);
  const auto after = std::max_element(end, score.end());
  return {static_cast<std::size_t>(best - score.begin()),
          after != score.end() && *after > clearly_more * *best};
}

}  // namespace soundcheck::cli
