#include "probes/audio/dsp/gate.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <vector>

#include "tests/unit/probes/audio/synthetic/chance.hpp"

namespace soundcheck::audio::dsp {

TEST_CASE("a spectrum and its inverse give the samples back") {
  RealFft fft(4096);
  synthetic::Chance chance(1);
  std::vector<float> samples(4096), back(4096);
  for (auto& sample : samples)
    sample = static_cast<float>(chance.normal());
  Spectrum spectrum(fft.bins());
  fft.forward(samples, spectrum);
  fft.inverse(spectrum, back);

  float worst = 0;
  for (std::size_t n = 0; n < samples.size(); ++n)
    worst = std::max(worst, std::abs(samples[n] - back[n]));
  CHECK(worst < 1e-5F);
}

TEST_CASE("a gate has as many bands as the rate allows") {
  CHECK(Gate(48000).bands() == band_count);
  CHECK(Gate(16000).bands() == 16);
}

TEST_CASE("a gate lets a pulse at its lag through with its height") {
  Gate gate(48000);
  std::vector<float> response(8192);
  response[10] = 0.5F;  // the gate begins before the first sample: cyclic
  Spectrum spectrum(gate.bins());
  gate.spectrum_at(response, 10, spectrum);

  for (const double power : gate.band_powers(spectrum))
    CHECK(power == Approx(0.25).epsilon(1e-4));
  std::vector<float> cut(gate.length());
  gate.cut(response, 10, cut);
  for (const double power : gate.level_powers(cut))
    CHECK(power == Approx(0.25).epsilon(1e-4));
}

TEST_CASE("the cells of a band are what its mean power's spread says") {
  Gate gate(48000);
  synthetic::Chance chance(7);
  constexpr int draws = 400;
  PerBand<double> sum{}, squares{};
  PerBand<double> whole{};
  std::vector<float> response(gate.length()), cut(gate.length());
  Spectrum spectrum(gate.bins());
  for (int i = 0; i < draws; ++i) {
    for (auto& sample : response)
      sample = static_cast<float>(chance.normal());
    gate.cut(response, static_cast<std::ptrdiff_t>(gate.before()), cut);
    gate.spectrum(cut, spectrum);
    const auto of_whole = gate.band_powers(spectrum);
    const auto powers = gate.level_powers(cut);
    for (std::size_t band = 0; band < band_count; ++band) {
      whole[band] += of_whole[band] / draws;
      sum[band] += powers[band] / draws;
      squares[band] += powers[band] * powers[band] / draws;
    }
  }
  for (std::size_t band = 0; band < band_count; ++band) {
    const double spread = squares[band] / (sum[band] * sum[band]) - 1;
    INFO("band " << band << ", cells " << gate.cells(band));
    CHECK(1 / spread == Approx(gate.cells(band)).epsilon(0.35));
    CHECK(sum[band] / whole[band] == Approx(gate.level_noise()).epsilon(0.2));
  }
}

}  // namespace soundcheck::audio::dsp
