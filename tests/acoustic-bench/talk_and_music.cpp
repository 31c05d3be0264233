#include "tests/acoustic-bench/talk_and_music.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "tests/acoustic-bench/noise.hpp"
#include "tests/acoustic-bench/rate.hpp"

namespace soundcheck::bench {

namespace {

using std::numbers::pi;

/// A syllable or a note begins in each.
constexpr std::int64_t beat = rate_hz / 4;

/// Part of a sound from `start` to `end` that is asked for.
struct Overlap {
  Overlap(std::int64_t start,
          std::int64_t end,
          std::int64_t first,
          std::span<float> samples)
      : from(std::max(start, first)),
        to(std::min(end, first + static_cast<std::int64_t>(samples.size()))) {}
  bool empty() const { return from >= to; }
  std::int64_t from, to;
};

/// A sine that decays, from its start on.
void add_partial(std::int64_t start,
                 std::int64_t length,
                 double frequency_hz,
                 double strength,
                 double decay_s,
                 std::int64_t first,
                 std::span<float> samples) {
  const Overlap part(start, start + length, first, samples);
  if (part.empty() || frequency_hz > 0.45 * rate_hz)
    return;
  const std::complex<double> step = std::polar(
      std::exp(-1 / (decay_s * rate_hz)), 2 * pi * frequency_hz / rate_hz);
  auto state =
      strength * std::pow(step, static_cast<double>(part.from - start));
  for (auto time = part.from; time < part.to; ++time) {
    samples[static_cast<std::size_t>(time - first)] +=
        static_cast<float>(state.imag());
    state *= step;
  }
}

/// Formants of a vowel: 1 at the first, falling, a second one on the way.
double formants(double frequency_hz, double second_hz) {
  const double fall = 1 / (1 + std::pow(frequency_hz / 700, 2));
  const double second =
      std::exp(-std::pow((frequency_hz - second_hz) / 300, 2));
  return fall + 0.3 * second;
}

/// The harmonics of one vowel, RMS 1 without the envelope.
std::vector<double> vowel(double pitch_hz, double second_hz) {
  std::vector<double> strengths;
  double square = 0;
  for (double f = pitch_hz; f < 4000; f += pitch_hz) {
    strengths.push_back(formants(f, second_hz));
    square += strengths.back() * strengths.back() / 2;
  }
  for (auto& strength : strengths)
    strength /= std::sqrt(square);
  return strengths;
}

void add_syllable(const Chance& chance,
                  std::int64_t cell,
                  std::int64_t first,
                  double rms,
                  std::span<float> samples) {
  const auto number = [&](int which, double from, double to) {
    return chance.uniform(cell * 8 + which, from, to);
  };
  const double pause = number(0, 0, 1);
  const auto length =
      static_cast<std::int64_t>(number(1, 0.12, 0.22) * rate_hz);
  const auto start =
      cell * beat + static_cast<std::int64_t>(
                        number(2, 0, static_cast<double>(beat - length)));
  const Overlap part(start, start + length, first, samples);
  if (pause > 0.7 || part.empty())
    return;
  std::vector<float> voice(static_cast<std::size_t>(part.to - part.from));
  const double pitch_hz = number(3, 100, 220);
  const auto strengths = vowel(pitch_hz, number(4, 1000, 2400));
  // A hiss goes with it.
  add_white(chance, part.from, 0.05, voice);
  for (std::size_t k = 0; k < strengths.size(); ++k) {
    add_partial(start, length, pitch_hz * static_cast<double>(k + 1),
                strengths[k], 1e9, part.from, voice);
  }
  // A raised cosine has 3/8 of the energy of what it shapes.
  const double scale = rms * std::sqrt(8.0 / 3);
  for (auto time = part.from; time < part.to; ++time) {
    const double phase = 2 * pi * static_cast<double>(time - start) /
                         static_cast<double>(length);
    samples[static_cast<std::size_t>(time - first)] +=
        static_cast<float>(scale * (0.5 - 0.5 * std::cos(phase))) *
        voice[static_cast<std::size_t>(time - part.from)];
  }
}

void add_chord(const Chance& chance,
               std::int64_t cell,
               std::int64_t first,
               double rms,
               std::span<float> samples) {
  constexpr double scale_hz[] = {110, 130.8, 146.8, 164.8, 196};
  constexpr int notes = 3;
  for (int note = 0; note < notes; ++note) {
    const auto word = chance.word(cell * notes + note);
    const double pitch_hz =
        scale_hz[word % 5] * static_cast<double>(1U << (word >> 8) % 3);
    for (int harmonic = 1; harmonic <= 6; ++harmonic) {
      add_partial(cell * beat, 2 * beat, pitch_hz * harmonic,
                  1.08 * rms / std::pow(harmonic, 1.2), 0.2, first, samples);
    }
  }
}

/// A short hiss on the beat.
void add_stroke(const Chance& chance,
                std::int64_t cell,
                std::int64_t first,
                double rms,
                std::span<float> samples) {
  const Overlap part(cell * beat, cell * beat + beat / 4, first, samples);
  for (auto time = part.from; time < part.to; ++time) {
    const double age_s = static_cast<double>(time - cell * beat) / rate_hz;
    samples[static_cast<std::size_t>(time - first)] +=
        static_cast<float>(rms * std::exp(-age_s / 0.015)) *
        chance.normal(time);
  }
}

/// The beat in which a time lies, before the first one as well.
std::int64_t beat_of(std::int64_t time) {
  return time >= 0 ? time / beat : -((-time + beat - 1) / beat);
}

}  // namespace

void add_talk(std::uint64_t seed,
              std::int64_t first,
              double rms,
              std::span<float> samples) {
  const Chance chance(seed, 0x74616c6b);
  const auto end = first + static_cast<std::int64_t>(samples.size());
  for (auto cell = beat_of(first); cell * beat < end; ++cell)
    add_syllable(chance, cell, first, rms, samples);
}

void add_music(std::uint64_t seed,
               std::int64_t first,
               double rms,
               std::span<float> samples) {
  const Chance notes(seed, 0x6d757369);
  const Chance strokes(seed, 0x6472756d);
  const auto end = first + static_cast<std::int64_t>(samples.size());
  // A note lasts for two beats.
  for (auto cell = beat_of(first) - 1; cell * beat < end; ++cell) {
    add_chord(notes, cell, first, rms, samples);
    add_stroke(strokes, cell, first, rms, samples);
  }
}

}  // namespace soundcheck::bench
