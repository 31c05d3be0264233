#include "tests/acoustic-bench/alsa/samples.hpp"

#include <cstdint>
#include <cstring>
#include <limits>

#include "tests/acoustic-bench/converter.hpp"

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
void store(char* to, std::int32_t code) {
  const auto narrow = static_cast<Code>(code);
  std::memcpy(to, &narrow, sizeof narrow);
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
                   const MicrophoneFaults& faults,
                   std::span<const float> samples) {
  const bool narrow = format == SND_PCM_FORMAT_S16_LE;
  const Converter converter(narrow ? 16 : 32, faults);
  for (const float sample : samples) {
    char* to = address(channel, offset++);
    if (narrow)
      store<std::int16_t>(to, converter.code(sample));
    else
      store<std::int32_t>(to, converter.code(sample));
  }
}

}  // namespace soundcheck::bench
