#include "tests/acoustic-bench/convolution.hpp"

#include <algorithm>
#include <cassert>
#include <kiss_fftr.h>
#include <new>

namespace soundcheck::bench {

struct Transform::Plans {
  explicit Plans(std::size_t length)
      : forward(kiss_fftr_alloc(static_cast<int>(length), 0, nullptr, nullptr)),
        backward(
            kiss_fftr_alloc(static_cast<int>(length), 1, nullptr, nullptr)),
        bins(length / 2 + 1) {
    if (!forward || !backward)
      throw std::bad_alloc();
  }
  ~Plans() {
    kiss_fftr_free(forward);
    kiss_fftr_free(backward);
  }
  Plans(const Plans&) = delete;
  Plans& operator=(const Plans&) = delete;

  kiss_fftr_cfg forward;
  kiss_fftr_cfg backward;
  std::vector<kiss_fft_cpx> bins;
};

Transform::Transform(std::size_t length)
    : plans_(std::make_unique<Plans>(length)) {}

Transform::~Transform() = default;

std::size_t Transform::bins() const {
  return plans_->bins.size();
}

void Transform::forward(std::span<const float> samples, Spectrum& spectrum) {
  spectrum.silent =
      std::ranges::all_of(samples, [](float x) { return x == 0; });
  if (spectrum.silent)
    return;
  kiss_fftr(plans_->forward, samples.data(), plans_->bins.data());
  for (std::size_t k = 0; k < bins(); ++k) {
    spectrum.real[k] = plans_->bins[k].r;
    spectrum.imaginary[k] = plans_->bins[k].i;
  }
}

void Transform::backward(const Spectrum& spectrum, std::span<float> samples) {
  for (std::size_t k = 0; k < bins(); ++k)
    plans_->bins[k] = {spectrum.real[k], spectrum.imaginary[k]};
  kiss_fftri(plans_->backward, plans_->bins.data(), samples.data());
}

ResponseSpectra::ResponseSpectra(std::size_t block,
                                 std::span<const std::vector<float>> responses)
    : block_(block) {
  for (const auto& response : responses)
    pieces_ = std::max(pieces_, (response.size() + block - 1) / block);
  Transform transform(2 * block);
  std::vector<float> samples(2 * block);
  // The division that the transform leaves to us.
  const float scale = 1 / static_cast<float>(2 * block);
  for (const auto& response : responses) {
    for (std::size_t at = 0; at < pieces_ * block; at += block) {
      std::ranges::fill(samples, 0.0F);
      for (std::size_t n = at; n < std::min(at + block, response.size()); ++n)
        samples[n - at] = response[n] * scale;
      spectra_.emplace_back(transform.bins());
      transform.forward(samples, spectra_.back());
    }
  }
}

Convolution::Convolution(const ResponseSpectra& spectra)
    : spectra_(spectra),
      transform_(2 * spectra.block()),
      samples_(2 * spectra.block()),
      result_(2 * spectra.block()),
      past_(spectra.pieces(), Spectrum(transform_.bins())),
      sum_(transform_.bins()) {}

void Convolution::remember(std::span<const float> input) {
  const auto block = static_cast<std::ptrdiff_t>(spectra_.block());
  assert(input.size() == spectra_.block());
  std::copy(samples_.begin() + block, samples_.end(), samples_.begin());
  std::copy(input.begin(), input.end(), samples_.begin() + block);
  newest_ = (newest_ + 1) % past_.size();
  transform_.forward(samples_, past_[newest_]);
}

void Convolution::sum_pieces(std::size_t output) {
  sum_.silent = true;
  std::ranges::fill(sum_.real, 0.0F);
  std::ranges::fill(sum_.imaginary, 0.0F);
  auto* __restrict const real = sum_.real.data();
  auto* __restrict const imaginary = sum_.imaginary.data();
  for (std::size_t age = 0; age < past_.size(); ++age) {
    const auto& sound = past_[(newest_ + past_.size() - age) % past_.size()];
    const auto& piece = spectra_.piece(output, age);
    if (sound.silent || piece.silent)
      continue;
    sum_.silent = false;
    const auto* const a = sound.real.data();
    const auto* const b = sound.imaginary.data();
    const auto* const c = piece.real.data();
    const auto* const d = piece.imaginary.data();
    for (std::size_t k = 0; k < transform_.bins(); ++k) {
      real[k] += a[k] * c[k] - b[k] * d[k];
      imaginary[k] += a[k] * d[k] + b[k] * c[k];
    }
  }
}

void Convolution::listen(std::span<const std::span<float>> outputs) {
  for (std::size_t m = 0; m < outputs.size(); ++m) {
    sum_pieces(m);
    if (sum_.silent) {
      std::ranges::fill(outputs[m], 0.0F);
      continue;
    }
    transform_.backward(sum_, result_);
    std::copy(result_.begin() + static_cast<std::ptrdiff_t>(spectra_.block()),
              result_.end(), outputs[m].begin());
  }
}

}  // namespace soundcheck::bench
