#include "probes/audio/analysis/baseline.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/unit/probes/audio/analysis/healthy_device.hpp"

namespace soundcheck::audio {

namespace {

/// The text with one part replaced.
std::string changed(std::string text,
                    const std::string& from,
                    const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string problem(const std::string& text) {
  const auto baseline = parse_baseline(text, "b.toml");
  REQUIRE_FALSE(baseline);
  CHECK(baseline.error().code == Errc::parse);
  return baseline.error().what;
}

}  // namespace

TEST_CASE("a baseline is read as it was written") {
  const auto& baseline = HealthyDevice::instance().baseline();
  const auto again = parse_baseline(to_text(baseline), "b.toml");

  REQUIRE(again);
  CHECK(*again == baseline);
  CHECK(mismatch(*again, "unit-1", baseline.plan, 4).empty());
}

TEST_CASE("a baseline that is damaged is refused with its line") {
  const auto text = to_text(HealthyDevice::instance().baseline());

  CHECK_THAT(problem(changed(text, "version = 1", "version = 2")),
             Catch::Contains("this program reads 1"));
  CHECK_THAT(problem(changed(text, "impulse = [\n  \"", "impulse = [\n  \"x ")),
             Catch::Contains("no list of numbers"));
  CHECK_THAT(problem(changed(text, "rate_hz = 48000", "rate_hz = 1")),
             Catch::Contains("rate_hz"));
  CHECK_THAT(problem(text.substr(0, text.size() / 2)),
             Catch::Contains("b.toml:"));
  CHECK_THAT(problem(""), Catch::Contains("version"));
}

TEST_CASE("a baseline of something else is not used") {
  const auto& baseline = HealthyDevice::instance().baseline();
  auto other_rate = baseline.plan;
  other_rate.rate_hz = 44100;

  CHECK_THAT(mismatch(baseline, "unit-2", baseline.plan, 4),
             Catch::Contains("unit-1"));
  CHECK_FALSE(mismatch(baseline, "", baseline.plan, 2).empty());
  CHECK_FALSE(mismatch(baseline, "", other_rate, 4).empty());
}

TEST_CASE("no baseline is learnt from a device that is not heard or broken") {
  auto& device = HealthyDevice::instance();
  synthetic::Device silent, dead_microphone;
  silent.volume_db = -200;
  dead_microphone.microphone[1].dead = true;

  CHECK_FALSE(learn_baseline(device.capture(silent), "unit-1", {}));
  CHECK_FALSE(learn_baseline(device.capture(dead_microphone), "unit-1", {}));
}

}  // namespace soundcheck::audio
