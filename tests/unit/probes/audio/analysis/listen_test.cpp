#include "probes/audio/analysis/listen.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "tests/unit/probes/audio/synthetic/chance.hpp"

namespace soundcheck::audio {

namespace {

Presence hum_in(const SweepRun& listen) {
  const auto analysis = analyse_listen(listen, 48000, nullptr, {});
  const auto findings = findings_of(analysis);
  return std::ranges::find(findings, "audio.hum", &Finding::id)->presence;
}

/// A second of four microphones that hear nothing but noise, and a tone.
SweepRun silence(std::uint64_t seed, double amplitude) {
  synthetic::Chance chance(seed);
  SweepRun listen;
  listen.microphones.assign(4, std::vector<float>(48000));
  for (auto& samples : listen.microphones)
    for (std::size_t n = 0; n < samples.size(); ++n)
      samples[n] = static_cast<float>(
          1e-4 * chance.normal() +
          amplitude * std::sin(2 * std::numbers::pi * 100 *
                               static_cast<double>(n) / 48000));
  return listen;
}

}  // namespace

TEST_CASE("what chance makes of silence leaves no question about hum") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    CHECK(hum_in(silence(seed, 0)) == Presence::absent);
  }
}

TEST_CASE("a line of the mains is hum however the noise falls") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    CHECK(hum_in(silence(seed, 3e-5)) == Presence::present);
  }
}

}  // namespace soundcheck::audio
