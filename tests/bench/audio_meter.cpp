#include "tests/bench/audio_meter.hpp"

#include <cmath>
#include <numbers>

namespace soundcheck::bench {

namespace dsp = audio::dsp;

SweepMeter::SweepMeter()
    : bench_(dsp::Sweep({})),
      deconvolution_(bench_.sweep()),
      gate_(bench_.sweep().plan().rate_hz),
      fitter_(bench_.sweep(), gate_) {
  hear({}, make_room(99), {.snr_db = 60}, 1);
  reference_lag_ = lag_;
  const auto recorded = bench_.record({}, 99, {.snr_db = 60}, 1);
  std::vector<float> response(deconvolution_.size());
  for (const auto& samples : recorded.sweep) {
    deconvolution_.apply(samples, response);
    std::vector<float> cut(gate_.length());
    gate_.cut(response, lag_, cut);
    expected_.push_back(std::move(cut));
  }
}

synthetic::Room SweepMeter::make_room(std::uint64_t seed) const {
  return {seed, sweep().recorded(), sweep().plan().rate_hz};
}

std::vector<Heard> SweepMeter::hear(const synthetic::Device& device,
                                    const synthetic::Room& room,
                                    const synthetic::Ambience& ambience,
                                    std::uint64_t seed) {
  const auto played = bench_.play(device, seed);
  const auto recorded = bench_.record(device, played, room, ambience, seed);
  std::vector<std::vector<float>> responses;
  std::vector<Heard> out(recorded.sweep.size());
  dsp::ArrivalFinder finder(deconvolution_, gate_);
  for (std::size_t m = 0; m < out.size(); ++m) {
    responses.emplace_back(deconvolution_.size());
    deconvolution_.apply(recorded.sweep[m], responses[m]);
    out[m].noise = dsp::measure_noise_floor(responses[m],
                                            deconvolution_.noise_lags(), gate_);
    finder.add(responses[m], out[m].noise,
               m < expected_.size() ? std::span<const float>(expected_[m])
                                    : std::span<const float>());
  }
  const auto arrival = finder.find();
  lag_ = arrival ? arrival->lag : 0;
  for (std::size_t m = 0; m < out.size(); ++m) {
    out[m].linear =
        dsp::measure_response(responses[m], lag_, out[m].noise, gate_);
    out[m].distortion = dsp::measure_distortion(
        responses[m], lag_, out[m].linear, out[m].noise, sweep(), gate_);
  }
  return out;
}

dsp::TimingFit SweepMeter::fit(const std::vector<dsp::CrossSpectrum>& crosses,
                               bool with_drift) {
  return fitter_.fit(crosses, with_drift);
}

dsp::PerBand<double> stepped_sine_thd(const dsp::Sweep& sweep,
                                      const synthetic::Device& device) {
  constexpr std::size_t size = 1U << 14;
  constexpr int steps = 5;
  synthetic::Loudspeaker loudspeaker(size, sweep.plan().rate_hz);
  synthetic::Chance chance(1);
  auto steady = device;
  steady.latency = 0;
  dsp::PerBand<double> out{};
  for (std::size_t band = 0; band < 9; ++band) {
    double harmonics = 0, fundamental = 0;
    for (int step = 0; step < steps; ++step) {
      const double hz =
          dsp::band_centre_hz(band) * std::exp2((step - 2) / 15.0);
      const auto bin = static_cast<std::size_t>(
          std::lround(hz * size / sweep.plan().rate_hz));
      std::vector<float> sine(size);
      for (std::size_t n = 0; n < size; ++n)
        sine[n] = static_cast<float>(
            sweep.amplitude() *
            std::sin(2 * std::numbers::pi *
                     static_cast<double>(bin * n % size) / size));
      const auto pressure =
          loudspeaker.play(sine, sweep.amplitude(), steady, chance);
      fundamental += static_cast<double>(std::norm(pressure[bin]));
      for (auto order = dsp::first_order; order <= dsp::last_order; ++order)
        harmonics += static_cast<double>(std::norm(pressure[order * bin]));
    }
    out[band] = 100 * std::sqrt(harmonics / fundamental);
  }
  return out;
}

}  // namespace soundcheck::bench
