#include <algorithm>
#include <bit>
#include <cmath>

#include "agent/cli/audio/wav.hpp"

namespace soundcheck::cli {

namespace {

constexpr std::size_t head_bytes = 44;

std::size_t bytes_of(WavFormat format) {
  return format == WavFormat::pcm_16 ? 2 : format == WavFormat::pcm_24 ? 3 : 4;
}

void append(std::string& out, std::uint32_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i)
    out += static_cast<char>(value >> (8 * i) & 0xff);
}

std::uint32_t code_of(float sample, std::size_t bytes) {
  const double scale = std::ldexp(1.0, static_cast<int>(8 * bytes) - 1);
  const double code = std::round(static_cast<double>(sample) * scale);
  return static_cast<std::uint32_t>(
      static_cast<std::int64_t>(std::clamp(code, -scale, scale - 1)));
}

}  // namespace

std::string to_wav(const std::vector<std::vector<float>>& channels,
                   unsigned rate_hz,
                   WavFormat format) {
  const auto bytes = bytes_of(format);
  const auto frames = channels.empty() ? 0 : channels.front().size();
  const auto frame_bytes = channels.size() * bytes;
  const bool floating = format == WavFormat::float_32;
  std::string out;
  out.reserve(head_bytes + frames * frame_bytes);
  out += "RIFF";
  append(out, static_cast<std::uint32_t>(head_bytes - 8 + frames * frame_bytes),
         4);
  out += "WAVEfmt ";
  append(out, 16, 4);
  append(out, floating ? 3 : 1, 2);
  append(out, static_cast<std::uint32_t>(channels.size()), 2);
  append(out, rate_hz, 4);
  append(out, static_cast<std::uint32_t>(rate_hz * frame_bytes), 4);
  append(out, static_cast<std::uint32_t>(frame_bytes), 2);
  append(out, static_cast<std::uint32_t>(8 * bytes), 2);
  out += "data";
  append(out, static_cast<std::uint32_t>(frames * frame_bytes), 4);
  for (std::size_t frame = 0; frame < frames; ++frame)
    for (const auto& channel : channels)
      append(out,
             floating ? std::bit_cast<std::uint32_t>(channel[frame])
                      : code_of(channel[frame], bytes),
             bytes);
  if (out.size() % 2 != 0)
    out += '\0';
  return out;
}

}  // namespace soundcheck::cli
