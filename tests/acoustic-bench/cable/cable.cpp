#include "tests/acoustic-bench/cable/cable.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <random>

namespace soundcheck::bench {

namespace {

/// Gains are whole numbers of 1/65536.
constexpr int gain_bits = 16;
constexpr std::int64_t half = 1 << (gain_bits - 1);
constexpr double attenuation_db = -20;
/// One standard deviation in the table of noise.
constexpr int noise_unit = 1024;
constexpr std::size_t noise_length = 1U << 15U;
constexpr double own_noise_dbfs = -90;
constexpr double full_scale = 32767;

std::int64_t gain_of(double db) {
  return std::llround(std::pow(10.0, db / 20) * (1 << gain_bits));
}

/// Levels are against the RMS of a full-scale sine.
double rms_of(double dbfs) {
  return std::pow(10.0, dbfs / 20) * full_scale / std::numbers::sqrt2;
}

/// For the table's values to come out in samples.
std::int64_t noise_gain(double rms) {
  return std::llround(rms * (1 << gain_bits) / noise_unit);
}

struct Path {
  std::int64_t signal = 0;
  std::int64_t noise = 0;
};

Path path_to(const MicrophoneFaults& microphone, const Faults& faults) {
  if (microphone.dead)
    return {0, noise_gain(rms_of(own_noise_dbfs))};
  const double ambient = rms_of(faults.noise_dbfs + microphone.gain_db);
  const auto signal = gain_of(attenuation_db + microphone.gain_db);
  return {signal, noise_gain(std::hypot(ambient, rms_of(own_noise_dbfs)))};
}

std::int16_t as_sample(std::int64_t value) {
  return static_cast<std::int16_t>(
      std::clamp<std::int64_t>(value, INT16_MIN, INT16_MAX));
}

/// What the amplifier makes of a frame.
class Amplifier {
 public:
  explicit Amplifier(const Faults& faults)
      : gain_(faults.speaker_mute ? 0 : gain_of(faults.speaker_gain_db)),
        limit_(
            std::llround((faults.clip > 0 ? std::min(faults.clip, 1.0) : 1.0) *
                         full_scale)) {}

  std::int64_t operator()(std::int16_t left, std::int16_t right) const {
    const std::int64_t both = (left + right) / 2;
    return std::clamp((both * gain_) >> gain_bits, -limit_, limit_);
  }

 private:
  std::int64_t gain_;
  std::int64_t limit_;
};

}  // namespace

Cable::Cable() : noise_(noise_length) {
  std::minstd_rand engine(1);
  std::normal_distribution<> normal(0, noise_unit);
  for (auto& sample : noise_)
    sample = as_sample(std::lround(normal(engine)));
}

std::int16_t Cable::next_noise() {
  // A stride that is prime to the length, so that neighbouring channels and
  // rounds do not repeat each other soon.
  noise_at_ += 12289;
  return noise_[noise_at_ % noise_length];
}

void Cable::carry(std::span<const std::int16_t> played,
                  const Faults& faults,
                  std::span<std::int16_t> heard) {
  const std::size_t frames = played.size() / channels_played;
  assert(heard.size() >= frames * microphone_count);
  std::array<Path, microphone_count> paths;
  for (std::size_t m = 0; m < microphone_count; ++m)
    paths[m] = path_to(faults.capsule_at(m), faults);
  const Amplifier amplifier(faults);
  auto* out = heard.data();
  for (std::size_t n = 0; n < frames; ++n) {
    const auto sound = amplifier(played[2 * n], played[2 * n + 1]);
    for (const auto& path : paths) {
      const std::int64_t sum = sound * path.signal + next_noise() * path.noise;
      *out++ = as_sample((sum + half) >> gain_bits);
    }
  }
}

}  // namespace soundcheck::bench
