#include "agent/cli/audio/sweep_search.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/probes/audio/synthetic/chance.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;

namespace {

std::vector<float> noise(std::size_t length, double rms) {
  synthetic::Chance chance(3);
  std::vector<float> samples(length);
  for (auto& sample : samples)
    sample = static_cast<float>(rms * chance.normal());
  return samples;
}

std::vector<float> with_sweep(std::vector<float> samples,
                              const audio::dsp::Sweep& sweep,
                              std::size_t at) {
  const auto played = sweep.samples();
  for (std::size_t n = 0; n < played.size() && at + n < samples.size(); ++n)
    samples[at + n] += played[n];
  return samples;
}

}  // namespace

TEST_CASE("the sweep is found wherever a block of the search begins") {
  const audio::dsp::Sweep sweep({});
  const auto at = GENERATE(0U, 1U, 70'000U, 131'071U, 131'072U, 300'000U);
  // 20 dB more noise than sweep.
  const auto recording = with_sweep(noise(480'000, 0.7), sweep, at);

  const auto place = find_sweep({recording}, sweep, 400'000);

  CHECK(std::abs(static_cast<long>(place.at) - static_cast<long>(at)) < 10);
  CHECK_FALSE(place.later);
}

TEST_CASE("one microphone that hears nothing does not mislead the others") {
  const audio::dsp::Sweep sweep({});
  const auto heard = with_sweep(noise(300'000, 0.01), sweep, 48'000);

  const auto place = find_sweep({noise(300'000, 0.5), heard, {}}, sweep, 1e5);

  CHECK(std::abs(static_cast<long>(place.at) - 48'000L) < 10);
}

TEST_CASE("a sweep that begins too late is told apart from no sweep") {
  const audio::dsp::Sweep sweep({});
  const auto silence = noise(300'000, 0.01);

  CHECK(
      find_sweep({with_sweep(silence, sweep, 200'000)}, sweep, 168'000).later);
  CHECK_FALSE(find_sweep({silence}, sweep, 168'000).later);
}

TEST_CASE("silence has a place, too") {
  const audio::dsp::Sweep sweep({});

  const auto place = find_sweep({std::vector<float>(200'000)}, sweep, 100'000);

  CHECK(place.at == 0);
  CHECK_FALSE(place.later);
}
