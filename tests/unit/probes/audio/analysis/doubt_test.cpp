#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "probes/audio/analysis/symptom.hpp"
#include "tests/unit/probes/audio/analysis/healthy_device.hpp"

namespace soundcheck::audio {

namespace {

Analysis analyse_bad(const std::function<void(Capture&)>& spoil) {
  auto& device = HealthyDevice::instance();
  static const auto healthy = device.capture();
  auto capture = healthy;
  spoil(capture);
  return analyse(capture, &device.baseline(), {});
}

}  // namespace

TEST_CASE("one run never fails for distortion, it asks for another") {
  synthetic::Device clips;
  clips.clip = 0.6;
  const auto analysis =
      HealthyDevice::instance().analyse(clips, {.snr_db = 30}, 1);

  CHECK(analysis.verdict == AudioVerdict::inconclusive);
  CHECK(analysis.reason == "repeat");
  CHECK(analysis.wants_another_run);
}

TEST_CASE("a voice during the sweep is interference, not a fault") {
  const auto analysis =
      HealthyDevice::instance().analyse({}, {.snr_db = 30, .burst_db = 6}, 1);

  CHECK(analysis.verdict != AudioVerdict::fail);
}

TEST_CASE("in a room that is too loud nothing is blamed") {
  for (const double snr_db : {-22.0, -32.0}) {
    const auto analysis =
        HealthyDevice::instance().analyse({}, {.snr_db = snr_db}, 1);
    CHECK(analysis.verdict == AudioVerdict::inconclusive);
    CHECK(analysis.faults.empty());
    CHECK(analysis.reason == "ambient");
  }
}

TEST_CASE("a converter that only the sweep overdrives has too much gain") {
  synthetic::Device device;
  device.converter_gain_db = 32;
  const auto analysis =
      HealthyDevice::instance().analyse(device, {.snr_db = 10}, 1);

  CHECK(root_of(analysis) == Code::clip_in);
}

TEST_CASE("the mean of an overdriven microphone is not called an offset") {
  const auto analysis = analyse_bad([](Capture& c) {
    for (auto* samples : {&c.quiet[1], &c.runs[0].microphones[1]}) {
      for (auto& sample : *samples)
        sample += 0.02F;
      for (std::size_t i = 0; i < 5; ++i)
        (*samples)[1000 * i] = 1;
    }
  });

  CHECK(root_of(analysis) != Code::mic_dc);
  for (const auto& symptom : analysis.symptoms) {
    if (symptom.code == Code::mic_dc && symptom.microphone == 1U)
      CHECK(symptom.presence == Presence::unknown);
  }
}

TEST_CASE("a dead stream is seen in any noise") {
  synthetic::Device device;
  device.microphone[0].dead = true;
  const auto analysis =
      HealthyDevice::instance().analyse(device, {.snr_db = -20}, 1);

  CHECK(root_of(analysis) == Code::mic_dead_digital);
}

TEST_CASE("bad input is inconclusive with a reason and never a fault") {
  const auto no_number = std::numeric_limits<float>::quiet_NaN();
  const std::vector<std::function<void(Capture&)>> spoilt = {
      [](Capture& c) { c.runs.clear(); },
      [](Capture& c) { c.runs[0].microphones.clear(); },
      [](Capture& c) { c.runs[0].microphones[1].clear(); },
      [](Capture& c) {
        for (auto& samples : c.runs[0].microphones)
          samples.resize(1000);
      },
      [=](Capture& c) { c.runs[0].microphones[2][5] = no_number; },
      [=](Capture& c) { c.quiet[0][0] = no_number; },
      [](Capture& c) { c.quiet.pop_back(); },
      [](Capture& c) { c.plan.rate_hz = 0; },
      [](Capture& c) { c.plan.seconds = std::nan(""); },
      [](Capture& c) { c.plan.first_hz = 30'000; },
      [](Capture& c) { c.runs[0].xruns = 1; },
      [](Capture& c) {
        c.runs[0].microphones.pop_back();
        c.quiet.pop_back();
      },
  };
  for (const auto& spoil : spoilt) {
    const auto analysis = analyse_bad(spoil);
    CHECK(analysis.verdict == AudioVerdict::inconclusive);
    CHECK(analysis.faults.empty());
    CHECK_FALSE(analysis.reason.empty());
    CHECK_FALSE(analysis.explanation.empty());
  }
}

TEST_CASE("every code has an id of its own") {
  std::vector<std::string_view> ids;
  for (std::size_t i = 0; i < code_count; ++i) {
    const auto id = id_of(static_cast<Code>(i));
    CHECK(id.starts_with("audio."));
    CHECK(std::find(ids.begin(), ids.end(), id) == ids.end());
    ids.push_back(id);
  }
}

TEST_CASE("every row of the dictionary becomes one finding") {
  const auto analysis = HealthyDevice::instance().analyse({}, {}, 1);
  const auto findings = findings_of(analysis);

  CHECK(findings.size() == code_count);
  for (const auto& finding : findings)
    CHECK_FALSE(finding.evidence.empty());
}

}  // namespace soundcheck::audio
