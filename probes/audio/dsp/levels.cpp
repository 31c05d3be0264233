#include "probes/audio/dsp/levels.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace soundcheck::audio::dsp {

namespace {

constexpr std::size_t parts = 16;
constexpr float full_scale = 0.9998F;

void measure_dc(std::span<const float> samples, SampleFacts& facts) {
  const auto length = samples.size() / parts;
  if (length == 0)
    return;
  std::array<double, parts> means{};
  for (std::size_t part = 0; part < parts; ++part) {
    for (const double x : samples.subspan(part * length, length))
      means[part] += x;
    means[part] /= static_cast<double>(length);
    facts.dc += means[part] / parts;
  }
  double spread = 0;
  for (const double mean : means)
    spread += (mean - facts.dc) * (mean - facts.dc);
  facts.dc_sigma = std::sqrt(spread / (parts * (parts - 1)));
}

CodeMask start(unsigned bits) {
  return {0, ~std::uint32_t{0}, bits};
}

}  // namespace

SampleFacts measure_samples(std::span<const float> samples) {
  SampleFacts facts;
  std::size_t run = 0;
  float before = 0;
  for (std::size_t n = 0; n < samples.size(); ++n) {
    const float x = samples[n];
    if (!std::isfinite(x)) {
      facts.finite = false;
      return facts;
    }
    run = n > 0 && x == before ? run + 1 : 1;
    before = x;
    facts.longest_run = std::max(facts.longest_run, run);
    facts.full_scale += std::abs(x) >= full_scale ? 1 : 0;
    facts.peak = std::max(facts.peak, static_cast<double>(std::abs(x)));
    facts.mean_square += static_cast<double>(x) * static_cast<double>(x);
  }
  facts.constant = facts.longest_run == samples.size();
  measure_dc(samples, facts);
  const auto count =
      static_cast<double>(std::max<std::size_t>(1, samples.size()));
  facts.mean_square =
      std::max(0.0, facts.mean_square / count - facts.dc * facts.dc);
  return facts;
}

std::uint32_t CodeMask::stuck() const {
  if (bits == 0)
    return 0;
  const auto all = bits >= 32 ? ~0U : (1U << bits) - 1;
  return (~ever_one | always_one) & all;
}

void drop_padding(std::span<CodeMask> channels) {
  constexpr unsigned byte = 8, narrowest = 16;
  const auto is_padded = [&channels] {
    return !channels.empty() &&
           std::all_of(channels.begin(), channels.end(), [](const auto& one) {
             return one.bits >= narrowest + byte && (one.ever_one & 0xffU) == 0;
           });
  };
  while (is_padded()) {
    for (auto& one : channels) {
      one.ever_one >>= byte;
      one.always_one >>= byte;
      one.bits -= byte;
    }
  }
}

CodeMask mask_of_codes(std::span<const std::int32_t> codes, unsigned bits) {
  auto mask = start(codes.empty() ? 0 : bits);
  for (const auto code : codes) {
    mask.ever_one |= static_cast<std::uint32_t>(code);
    mask.always_one &= static_cast<std::uint32_t>(code);
  }
  return mask;
}

CodeMask mask_of_samples(std::span<const float> samples, unsigned bits) {
  auto mask = start(samples.empty() ? 0 : bits);
  const double scale = std::ldexp(1.0, static_cast<int>(bits) - 1);
  for (const double sample : samples) {
    const double code = std::clamp(sample, -1.0, 1.0) * scale;
    const auto whole = static_cast<std::uint32_t>(std::llround(code));
    mask.ever_one |= whole;
    mask.always_one &= whole;
  }
  return mask;
}

}  // namespace soundcheck::audio::dsp
