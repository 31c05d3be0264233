#include "probes/board/linux/chime_alsa.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <poll.h>

#include "probes/board/linux/alsa_error.hpp"
#include "probes/board/linux/alsa_pcm.hpp"
#include "probes/board/linux/disturbances.hpp"

namespace soundcheck {

namespace {

constexpr unsigned rate_hz = 48000;
constexpr double low_hz = 523.25, high_hz = 783.99;  // a fifth
constexpr double tone_s = 0.17;

/// Plays all of it; what the device holds ahead is pushed out by silence.
Result<void> play(AlsaPcm& speaker,
                  std::span<const float> samples,
                  const std::stop_token& stop) {
  constexpr std::array<float, 1024> silence{};
  constexpr int patience_ms = 1000;
  std::size_t pushed = 0;
  bool started = false;
  std::vector<pollfd> descriptors;
  while (!stop.stop_requested() && pushed < speaker.buffer_frames()) {
    const auto moved = speaker.write(
        samples.empty() ? std::span<const float>(silence) : samples);
    if (!moved)
      return moved.error();
    if (moved->xrun)
      return {};
    if (samples.empty())
      pushed += moved->frames;
    else
      samples = samples.subspan(moved->frames);
    if (moved->frames > 0)
      continue;
    if (!started) {
      if (auto begun = speaker.start(); !begun)
        return begun;
      started = true;
    }
    descriptors.clear();
    speaker.add_descriptors(descriptors);
    if (::poll(descriptors.data(), descriptors.size(), patience_ms) <= 0)
      return Error(Errc::timeout, "the sound device stands still");
    speaker.ready(descriptors);
  }
  return {};
}

}  // namespace

std::vector<float> chime_samples(bool rising, double dbfs, unsigned rate) {
  const auto count = static_cast<std::size_t>(tone_s * rate);
  const double peak = std::pow(10, dbfs / 20);
  std::vector<float> samples;
  samples.reserve(2 * count);
  for (const double hz :
       {rising ? low_hz : high_hz, rising ? high_hz : low_hz}) {
    for (std::size_t i = 0; i < count; ++i) {
      const double at = static_cast<double>(i) / static_cast<double>(count);
      // Begins and ends in silence, or it would click.
      const double envelope = std::pow(std::sin(std::numbers::pi * at), 2);
      const double phase =
          2 * std::numbers::pi * hz * static_cast<double>(i) / rate;
      samples.push_back(static_cast<float>(peak * envelope * std::sin(phase)));
    }
  }
  return samples;
}

Task<void> ChimeAlsa::ring(bool rising) {
  if (!settings_.play)
    co_return Error(Errc::unsupported, "chime.play is off");
  if (const auto* why = Disturbances(root_, settings_.mixer).now())
    co_return Error(Errc::busy, why);
  Result<void> answer;
  const std::function<void(std::stop_token)> job = [&](std::stop_token stop) {
    const AlsaComplaints complaints;
    auto speaker = AlsaPcm::open(
        {settings_.playback, AlsaPcm::Direction::playback, rate_hz, 0});
    answer = speaker
                 ? play(*speaker,
                        chime_samples(rising, settings_.dbfs, rate_hz), stop)
                 : Result<void>(speaker.error());
  };
  const auto ran = co_await run_contained(worker_, job);
  if (!ran)
    co_return ran;
  co_return answer;
}

}  // namespace soundcheck
