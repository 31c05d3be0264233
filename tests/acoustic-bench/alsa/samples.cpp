#include "tests/acoustic-bench/alsa/samples.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace soundcheck::bench {

namespace {

char* address(const snd_pcm_channel_area_t& area, snd_pcm_uframes_t frame) {
  return static_cast<char*>(area.addr) + (area.first + area.step * frame) / 8;
}

template <class Code>
float load(const char* from) {
  Code code = 0;
  std::memcpy(&code, from, sizeof code);
  return static_cast<float>(static_cast<double>(code) /
                            (1.0 + std::numeric_limits<Code>::max()));
}

template <class Code>
void store(char* to, float sample) {
  // In double: the largest 32-bit code is no float.
  constexpr double top = std::numeric_limits<Code>::max();
  const double scaled = std::clamp(
      std::rint(static_cast<double>(sample) * (top + 1)), -top - 1, top);
  const auto code = static_cast<Code>(scaled);
  std::memcpy(to, &code, sizeof code);
}

}  // namespace

void read_mono(std::span<const snd_pcm_channel_area_t> channels,
               snd_pcm_uframes_t offset,
               snd_pcm_format_t format,
               std::span<float> samples) {
  const auto share = 1.0F / static_cast<float>(channels.size());
  for (auto& sample : samples) {
    sample = 0;
    for (const auto& channel : channels) {
      const char* from = address(channel, offset);
      sample +=
          share * (format == SND_PCM_FORMAT_S16_LE ? load<std::int16_t>(from)
                                                   : load<std::int32_t>(from));
    }
    ++offset;
  }
}

void write_channel(const snd_pcm_channel_area_t& channel,
                   snd_pcm_uframes_t offset,
                   snd_pcm_format_t format,
                   std::span<const float> samples) {
  for (const float sample : samples) {
    char* to = address(channel, offset++);
    if (format == SND_PCM_FORMAT_S16_LE)
      store<std::int16_t>(to, sample);
    else
      store<std::int32_t>(to, sample);
  }
}

}  // namespace soundcheck::bench
