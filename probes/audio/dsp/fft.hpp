#pragma once

#include <complex>
#include <cstddef>
#include <memory>
#include <span>

struct kiss_fftr_state;

namespace soundcheck::audio::dsp {

/// Spectrum of real samples, single precision (kissfft; -135 dB against double
/// precision at 2^17 points). One object is for one thread: it has a work
/// area. Making one computes its tables; using it allocates nothing.
class RealFft {
 public:
  /// `size` even and a product of small primes.
  explicit RealFft(std::size_t size);
  RealFft(RealFft&&) noexcept;
  RealFft& operator=(RealFft&&) noexcept;
  ~RealFft();

  std::size_t size() const { return size_; }
  std::size_t bins() const { return size_ / 2 + 1; }

  /// `samples` has size(), `spectrum` bins() elements. Not scaled.
  void forward(std::span<const float> samples,
               std::span<std::complex<float>> spectrum);
  /// The way back, scaled so that inverse(forward(x)) is x.
  void inverse(std::span<const std::complex<float>> spectrum,
               std::span<float> samples);

 private:
  struct Free {
    void operator()(kiss_fftr_state* plan) const;
  };
  std::size_t size_;
  std::unique_ptr<kiss_fftr_state, Free> forward_;
  std::unique_ptr<kiss_fftr_state, Free> inverse_;
};

}  // namespace soundcheck::audio::dsp
