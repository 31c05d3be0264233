#include "tests/acoustic-bench/room.hpp"

#include <algorithm>
#include <cassert>

#include "tests/acoustic-bench/converter.hpp"
#include "tests/acoustic-bench/microphones.hpp"
#include "tests/acoustic-bench/sampler.hpp"

namespace soundcheck::bench {

namespace {

/// Of the convolution: the fastest for recordings of some seconds.
constexpr std::size_t block = 8192;

std::vector<std::span<float>> views_of(std::vector<std::vector<float>>& all) {
  return {all.begin(), all.end()};
}

}  // namespace

Room::Room(const Acoustics& room)
    : seed_(room.seed), spectra_(block, room_responses(room)) {}

/// At each microphone for at least `length` samples, silence being played after
/// the end.
Room::Sounds Room::sounds(std::int64_t time,
                          std::span<const float> played,
                          std::size_t length,
                          const Take& take) const {
  const auto whole = (length + block - 1) / block * block;
  std::vector<float> wire(whole);
  std::copy_n(played.begin(), std::min(whole, played.size()), wire.begin());
  Loudspeaker loudspeaker;
  loudspeaker.move(time, wire, take.mixer, take.faults, wire);
  Sounds at_microphones(microphone_count, std::vector<float>(whole));
  Convolution convolution(spectra_);
  std::vector<std::span<float>> outputs(microphone_count);
  for (std::size_t at = 0; at < whole; at += block) {
    for (std::size_t m = 0; m < microphone_count; ++m)
      outputs[m] = std::span(at_microphones[m]).subspan(at, block);
    convolution.remember(std::span(wire).subspan(at, block));
    convolution.listen(outputs);
  }
  return at_microphones;
}

/// `lead` samples of `played` come before the recording.
void Room::hear_from(std::size_t lead,
                     std::span<const float> played,
                     const Take& take,
                     std::span<const std::span<float>> heard) const {
  if (heard.empty() || heard[0].empty())
    return;
  assert(heard.size() <= microphone_count);
  const Sampler sampler{MicrophoneClock(take.faults)};
  const auto before = static_cast<std::int64_t>(lead);
  const auto last = static_cast<std::int64_t>(heard[0].size()) - 1;
  // A late microphone may have heard nothing yet.
  const auto length =
      std::max<std::int64_t>(0, before + sampler.end_sound_of(last));
  const auto sound = sounds(take.started - before, played,
                            static_cast<std::size_t>(length), take);
  for (std::size_t c = 0; c < heard.size(); ++c)
    sampler.take(0, sound[take.faults.microphone_at(c)], -before, heard[c]);
  Microphones(seed_, take.started).record(take.faults, heard);
}

std::vector<std::vector<float>> Room::record(std::span<const float> played,
                                             const Take& take) const {
  Sounds heard(microphone_count, std::vector<float>(played.size()));
  hear_from(0, played, take, views_of(heard));
  for (std::size_t c = 0; c < heard.size(); ++c) {
    const Converter converter(16, take.faults.capsule_at(c));
    for (auto& x : heard[c])
      x = converter.value(converter.code(x));
  }
  return heard;
}

void Room::hear(std::int64_t first,
                std::span<const float> played,
                const Mixer& mixer,
                const Faults& faults,
                std::span<const std::span<float>> heard) const {
  assert(played.size() >= memory);
  hear_from(memory, played, {faults, mixer, first}, heard);
}

}  // namespace soundcheck::bench
