#include "tests/unit/probes/audio/analysis/healthy_device.hpp"

namespace soundcheck::audio {

HealthyDevice& HealthyDevice::instance() {
  static HealthyDevice device;
  return device;
}

HealthyDevice::HealthyDevice()
    : bench_(dsp::Sweep({})), room_(7, bench_.sweep().recorded(), 48000) {
  const synthetic::Room factory(99, bench_.sweep().recorded(), 48000);
  baseline_ =
      learn_baseline(capture_in(factory, {}, {.snr_db = 45}, 1), "unit-1", {})
          .value();
}

Capture HealthyDevice::capture_in(const synthetic::Room& room,
                                  const synthetic::Device& device,
                                  const synthetic::Ambience& ambience,
                                  std::size_t runs) {
  Capture capture{bench_.sweep().plan(), {}, {}};
  const auto played = bench_.play(device, 1);
  for (std::size_t i = 0; i < runs; ++i) {
    auto recorded = bench_.record(device, played, room, ambience, 700 + i);
    SweepRun run{std::move(recorded.sweep), {}, 0};
    for (const auto& samples : run.microphones)
      run.codes.push_back(dsp::mask_of_samples(samples, 16));
    capture.runs.push_back(std::move(run));
    capture.quiet = std::move(recorded.quiet);
  }
  return capture;
}

Capture HealthyDevice::capture(const synthetic::Device& device,
                               const synthetic::Ambience& ambience,
                               std::size_t runs) {
  return capture_in(room_, device, ambience, runs);
}

Analysis HealthyDevice::analyse(const synthetic::Device& device,
                                const synthetic::Ambience& ambience,
                                std::size_t runs) {
  return audio::analyse(capture(device, ambience, runs), &baseline_, {});
}

}  // namespace soundcheck::audio
