#include "probes/audio/dsp/fft.hpp"

#include <cassert>
#include <exception>
#include <kissfft/kiss_fftr.h>

namespace soundcheck::audio::dsp {

namespace {

static_assert(sizeof(kiss_fft_cpx) == sizeof(std::complex<float>));

kiss_fftr_state* make_plan(std::size_t size, bool inverse) {
  auto* plan =
      kiss_fftr_alloc(static_cast<int>(size), inverse, nullptr, nullptr);
  if (plan == nullptr)
    std::terminate();  // for want of memory: nobody could go on
  return plan;
}

}  // namespace

void RealFft::Free::operator()(kiss_fftr_state* plan) const {
  kiss_fftr_free(plan);
}

RealFft::RealFft(std::size_t size)
    : size_(size),
      forward_(make_plan(size, false)),
      inverse_(make_plan(size, true)) {}

RealFft::RealFft(RealFft&&) noexcept = default;
RealFft& RealFft::operator=(RealFft&&) noexcept = default;
RealFft::~RealFft() = default;

void RealFft::forward(std::span<const float> samples,
                      std::span<std::complex<float>> spectrum) {
  assert(samples.size() == size_ && spectrum.size() == bins());
  kiss_fftr(forward_.get(), samples.data(),
            reinterpret_cast<kiss_fft_cpx*>(spectrum.data()));
}

void RealFft::inverse(std::span<const std::complex<float>> spectrum,
                      std::span<float> samples) {
  assert(samples.size() == size_ && spectrum.size() == bins());
  kiss_fftri(inverse_.get(),
             reinterpret_cast<const kiss_fft_cpx*>(spectrum.data()),
             samples.data());
  const float scale = 1 / static_cast<float>(size_);
  for (auto& sample : samples)
    sample *= scale;
}

}  // namespace soundcheck::audio::dsp
