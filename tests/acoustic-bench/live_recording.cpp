#include "tests/acoustic-bench/live_recording.hpp"

#include <algorithm>
#include <cassert>

#include "tests/acoustic-bench/acoustics.hpp"
#include "tests/acoustic-bench/room.hpp"

namespace soundcheck::bench {

namespace {

/// Longest stretch that is computed at once.
constexpr std::int64_t stretch = 4096;
/// What is no longer needed is thrown away in pieces of this size.
constexpr std::int64_t heap = 32768;

void forget(std::vector<std::vector<float>>& channels,
            std::int64_t& first,
            std::int64_t until) {
  if (until - first < heap)
    return;
  for (auto& channel : channels)
    channel.erase(channel.begin(), channel.begin() + (until - first));
  first = until;
}

/// The last `count` of each channel, which is longer by so many then.
std::vector<std::span<float>> longer_by(
    std::vector<std::vector<float>>& channels,
    std::size_t count) {
  std::vector<std::span<float>> added;
  for (auto& channel : channels) {
    channel.resize(channel.size() + count);
    added.push_back(std::span(channel).last(count));
  }
  return added;
}

}  // namespace

LiveRecording::LiveRecording(const Faults& faults,
                             std::int64_t started,
                             Played played,
                             std::vector<std::vector<float>> responses)
    : seed_(faults.room),
      started_(started),
      played_(std::move(played)),
      responses_(std::move(responses)),
      sampler_(MicrophoneClock(faults)),
      microphones_(seed_, started) {}

std::int64_t LiveRecording::recorded_end() const {
  return heard_first_ + static_cast<std::int64_t>(heard_[0].size());
}

std::span<const float> LiveRecording::move_to(std::int64_t end,
                                              const Mixer& mixer,
                                              const Faults& faults) {
  const auto time = started_ + moved_;
  const auto length = std::min(stretch, end - moved_);
  wire_.resize(static_cast<std::size_t>(length));
  played_(time, wire_);
  loudspeaker_.move(time, wire_, mixer, faults, wire_);
  moved_ += length;
  return wire_;
}

void LiveRecording::begin_at(std::int64_t sample,
                             const Mixer& mixer,
                             const Faults& faults) {
  loudspeaker_ = Loudspeaker();
  microphones_ = Microphones(seed_, started_, sample);
  air_.emplace(responses_);
  heard_.assign(microphone_count, {});
  heard_first_ = sample;
  sound_.assign(microphone_count, {});
  sound_first_ = sampler_.first_sound_of(sample);
  moved_ = sound_first_ - static_cast<std::int64_t>(Room::memory);
  while (moved_ < sound_first_)
    air_->remember(move_to(sound_first_, mixer, faults));
}

void LiveRecording::carry_to(std::int64_t end,
                             const Mixer& mixer,
                             const Faults& faults) {
  while (moved_ < end) {
    const auto sound = move_to(end, mixer, faults);
    air_->carry(sound, longer_by(sound_, sound.size()));
  }
}

void LiveRecording::record(std::int64_t count,
                           const Mixer& mixer,
                           const Faults& faults) {
  const auto first = recorded_end();
  carry_to(sampler_.end_sound_of(first + count - 1), mixer, faults);
  const auto added = longer_by(heard_, static_cast<std::size_t>(count));
  for (std::size_t c = 0; c < added.size(); ++c) {
    sampler_.take(first, sound_[faults.microphone_at(c)], sound_first_,
                  added[c]);
  }
  microphones_.record(faults, added);
}

void LiveRecording::read(std::int64_t first,
                         const Mixer& mixer,
                         const Faults& faults,
                         std::span<const std::span<float>> heard) {
  assert(heard.size() <= microphone_count);
  if (heard.empty())
    return;
  constexpr std::int64_t longest_gap = rate_hz;
  if (!air_ || first < heard_first_ || first > recorded_end() + longest_gap)
    begin_at(first, mixer, faults);
  const auto count = static_cast<std::int64_t>(heard[0].size());
  while (recorded_end() < first + count) {
    record(std::min(stretch, first + count - recorded_end()), mixer, faults);
  }
  for (std::size_t c = 0; c < heard.size(); ++c) {
    std::copy_n(heard_[c].begin() + (first - heard_first_), heard[c].size(),
                heard[c].begin());
  }
  forget(heard_, heard_first_, first);
  forget(sound_, sound_first_,
         std::min(moved_, sampler_.first_sound_of(recorded_end())));
}

}  // namespace soundcheck::bench
