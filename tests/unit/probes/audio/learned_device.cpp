#include "tests/unit/probes/audio/learned_device.hpp"

#include <fstream>

#include "probes/audio/analysis/analysis.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/probes/audio/simulated_sound.hpp"

namespace soundcheck::audio {

namespace {

SweepRun record(test::SimulatedSound& sound,
                std::vector<float> stimulus,
                double s) {
  SoundRequest request;
  request.stimulus = std::move(stimulus);
  request.record_seconds = s;
  SweepRun run;
  run.microphones =
      test::run(sound.play_and_record(std::move(request))).value().microphones;
  return run;
}

/// What the factory would have learned of the healthy device.
std::string baseline_text() {
  test::SimulatedSound factory;
  Capture capture;
  const dsp::Sweep tone(capture.plan);
  capture.quiet = record(factory, {}, 1).microphones;
  const double seconds =
      static_cast<double>(tone.recorded()) / capture.plan.rate_hz;
  capture.runs = {record(factory, tone.samples(), seconds),
                  record(factory, tone.samples(), seconds)};
  auto baseline = learn_baseline(capture, "speaker-1", {}).value();
  baseline.volume_gain_db =
      test::run(factory.mixer()).value().playback_volume_db;
  return to_text(baseline);
}

}  // namespace

Learned::Learned() {
  static const std::string text = baseline_text();
  settings.baseline = folder.path() / "baseline.toml";
  std::ofstream(settings.baseline) << text;
}

}  // namespace soundcheck::audio
