#pragma once

#include <complex>
#include <span>

namespace soundcheck::audio::dsp {

/// The discrete-time Fourier transform sum_n x[n] exp(-j w n) at one frequency
/// w in radians per sample (G. Goertzel, Am. Math. Monthly 65 (1958) 34).
std::complex<double> goertzel(std::span<const double> samples, double w);

}  // namespace soundcheck::audio::dsp
