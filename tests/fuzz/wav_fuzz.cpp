// Any bytes as a WAV file. What is read must be what the bytes can hold, and
// must be read again the same from what the writer makes of it.
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "agent/cli/audio/wav.hpp"

namespace {

using namespace soundcheck::cli;

soundcheck::Result<Wav> parse(const std::string& bytes) {
  std::istringstream in(bytes);
  return parse_wav(in, bytes.size(), "fuzz.wav");
}

bool same(const std::vector<float>& a, const std::vector<float>& b) {
  if (a.size() != b.size())
    return false;
  for (std::size_t n = 0; n < a.size(); ++n)
    if (std::bit_cast<std::uint32_t>(a[n]) !=
        std::bit_cast<std::uint32_t>(b[n]))
      return false;
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto wav = parse(bytes);
  if (!wav) {
    if (!wav.error().what.starts_with("fuzz.wav: "))
      std::abort();
    return 0;
  }
  const auto channels = wav->channels.size();
  if (channels == 0 || channels > most_wav_channels || wav->frames() == 0 ||
      wav->frames() * channels * 2 > size || wav->codes.size() != channels)
    std::abort();
  // A code of 32 bits does not fit a float.
  if (wav->format == WavFormat::pcm_32)
    return 0;
  const auto again = parse(to_wav(wav->channels, wav->rate_hz, wav->format));
  if (!again || again->rate_hz != wav->rate_hz)
    std::abort();
  for (std::size_t c = 0; c < channels; ++c)
    if (!same(again->channels[c], wav->channels[c]))
      std::abort();
  return 0;
}
