#include "tests/acoustic-bench/room.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <complex>
#include <numbers>

namespace soundcheck::bench {

namespace {

using std::numbers::pi;

double amplitude(double db) {
  return std::pow(10.0, db / 20);
}

/// Against the RMS of a full-scale sine, as tones are.
double noise_rms(double dbfs) {
  return amplitude(dbfs) / std::numbers::sqrt2;
}

/// A hash as a source of noise: the same time gives the same sample, whoever
/// asks and how often. Finalizer of SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

/// Nearly normal, variance 1: the sum of eight uniform 16-bit numbers, each of
/// variance 1/12.
float noise(std::uint64_t time, std::uint64_t microphone) {
  const auto a = mixed(time * 2 + (microphone << 56));
  const auto b = mixed(time * 2 + 1 + (microphone << 56));
  double sum = 0;
  for (int shift = 0; shift < 64; shift += 16) {
    sum += static_cast<double>((a >> shift) & 0xffff);
    sum += static_cast<double>((b >> shift) & 0xffff);
  }
  const double centred = sum / 65536 - 4;
  return static_cast<float>(centred * std::sqrt(12.0 / 8));
}

/// Direct sound by a windowed sinc, since the delay is no whole sample, then a
/// tail of noise that falls by 1/e in 4 ms.
std::vector<double> room_response(std::size_t microphone) {
  constexpr double sound_m_s = 343;
  const double turn = 2 * pi * static_cast<double>(microphone) /
                      static_cast<double>(microphone_count);
  const double distance_m = 0.06 + 0.007 * std::cos(turn);
  const double delay = distance_m / sound_m_s * rate_hz;
  std::vector<double> h(Room::memory);
  for (std::size_t n = 0; n < 40; ++n) {
    const double t = static_cast<double>(n) - delay;
    const double sinc = std::abs(t) < 1e-9 ? 1 : std::sin(pi * t) / (pi * t);
    const double window =
        std::abs(t) < 16 ? 0.5 + 0.5 * std::cos(pi * t / 16) : 0;
    h[n] = sinc * window * 0.06 / distance_m;
  }
  for (std::size_t n = 60; n < h.size(); ++n) {
    h[n] += 0.015 * std::exp(-static_cast<double>(n) / (0.004 * rate_hz)) *
            static_cast<double>(noise(n, 100 + microphone));
  }
  return h;
}

/// Butterworth high-pass of second order at 120 Hz, by the bilinear transform
/// (R. Bristow-Johnson's audio EQ cookbook), in place.
void apply_loudspeaker(std::vector<double>& h) {
  constexpr double corner_hz = 120;
  const double w = 2 * pi * corner_hz / rate_hz;
  const double alpha = std::sin(w) / std::numbers::sqrt2;
  const double a0 = 1 + alpha;
  const double b0 = (1 + std::cos(w)) / 2 / a0;
  const double a1 = -2 * std::cos(w) / a0;
  const double a2 = (1 - alpha) / a0;
  double z1 = 0, z2 = 0;
  for (auto& x : h) {
    const double y = b0 * x + z1;
    z1 = -2 * b0 * x - a1 * y + z2;
    z2 = b0 * x - a2 * y;
    x = y;
  }
}

double gain_at(const std::vector<double>& h, double frequency_hz) {
  std::complex<double> sum;
  for (std::size_t n = 0; n < h.size(); ++n) {
    sum += h[n] * std::polar(1.0, -2 * pi * frequency_hz *
                                      static_cast<double>(n) / rate_hz);
  }
  return std::abs(sum);
}

/// Hard limit. The mean of four points on the line between neighbours stands
/// for an oversampled limiter: a plain one aliases, which no amplifier does.
float limited(float previous, float now, float limit) {
  float sum = 0;
  for (int k = 1; k <= 4; ++k) {
    const float between =
        previous + (now - previous) * static_cast<float>(k) / 4;
    sum += std::clamp(between, -limit, limit);
  }
  return sum / 4;
}

/// From samples to the motion of the cone. About 0.5 % of second harmonic at
/// the level of the self-test.
void drive(std::span<const float> played,
           double gain,
           double clip,
           std::vector<float>& motion) {
  float previous = 0;
  for (std::size_t n = 0; n < played.size(); ++n) {
    const float now = played[n] * static_cast<float>(gain);
    const float x =
        clip > 0 ? limited(previous, now, static_cast<float>(clip)) : now;
    previous = now;
    motion[n] = x + 0.3F * x * x + 0.1F * x * x * x;
  }
}

}  // namespace

double Mixer::gain() const {
  if (!playback_on || playback_volume <= 0)
    return 0;
  return amplitude((playback_volume - max_volume) * db_per_step);
}

Room::Room() {
  std::array<std::vector<double>, microphone_count> exact;
  double log_gain = 0;
  for (std::size_t m = 0; m < microphone_count; ++m) {
    exact[m] = room_response(m);
    apply_loudspeaker(exact[m]);
    log_gain += std::log(gain_at(exact[m], 1000)) / microphone_count;
  }
  // -10 dB here and -10 dB of the default volume.
  const double scale = amplitude(-10) / std::exp(log_gain);
  for (std::size_t m = 0; m < microphone_count; ++m) {
    // Backwards, so that hear() walks both arrays forwards.
    for (auto h = exact[m].rbegin(); h != exact[m].rend(); ++h)
      responses_[m].push_back(static_cast<float>(*h * scale));
  }
}

void Room::hear(std::int64_t first,
                std::span<const float> played,
                const Mixer& mixer,
                const Faults& faults,
                std::span<const std::span<float>> heard) const {
  assert(played.size() >= memory && heard.size() <= microphone_count);
  const std::size_t count = played.size() - memory;
  std::vector<float> motion(played.size());
  const double gain = mixer.gain() * amplitude(faults.speaker_gain_db);
  drive(played, faults.speaker_mute ? 0 : gain, faults.clip, motion);
  const auto ambient = static_cast<float>(noise_rms(faults.noise_dbfs));
  const bool silent =
      std::ranges::all_of(motion, [](float x) { return x == 0; });
  // What the microphone itself makes, -90 dBFS.
  const auto own = static_cast<float>(noise_rms(-90));
  for (std::size_t m = 0; m < heard.size(); ++m) {
    assert(heard[m].size() >= count);
    const auto& fault = faults.capsule_at(m);
    const auto sensitivity =
        static_cast<float>(fault.dead ? 0 : amplitude(fault.gain_db));
    const auto& response = responses_[faults.microphone_at(m)];
    for (std::size_t n = 0; n < count; ++n)
      heard[m][n] = 0;
    // The outer loop runs over the response: the inner one then vectorises.
    for (std::size_t j = 0; j < memory && !silent; ++j) {
      for (std::size_t n = 0; n < count; ++n)
        heard[m][n] += response[j] * motion[n + 1 + j];
    }
    for (std::size_t n = 0; n < count; ++n) {
      const auto time = static_cast<std::uint64_t>(first) + n;
      heard[m][n] =
          std::clamp(sensitivity * (heard[m][n] + ambient * noise(time, m)) +
                         own * noise(time, 8 + m),
                     -1.0F, 1.0F);
    }
  }
}

}  // namespace soundcheck::bench
