#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>

#include "agent/cli/audio/wav_header.hpp"

namespace soundcheck::cli {

namespace {

using audio::dsp::CodeMask;

constexpr std::size_t frames_at_once = 4096;

WavFormat format_of(const WavHeader& header) {
  if (header.floating)
    return WavFormat::float_32;
  return header.bytes == 2   ? WavFormat::pcm_16
         : header.bytes == 3 ? WavFormat::pcm_24
                             : WavFormat::pcm_32;
}

/// The sample's bytes at the upper end of 32 bits.
std::uint32_t raw_sample(const char* bytes, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i]))
             << (8 * (4 - count + i));
  return value;
}

void take_frames(const std::string& bytes,
                 std::size_t frames,
                 const WavHeader& header,
                 Wav& out) {
  const char* at = bytes.data();
  for (std::size_t frame = 0; frame < frames; ++frame) {
    for (std::size_t c = 0; c < header.channels; ++c, at += header.bytes) {
      const auto raw = raw_sample(at, header.bytes);
      if (header.floating) {
        out.channels[c].push_back(std::bit_cast<float>(raw));
        continue;
      }
      out.codes[c].ever_one |= raw;
      out.codes[c].always_one &= raw;
      out.channels[c].push_back(static_cast<float>(
          static_cast<double>(static_cast<std::int32_t>(raw)) / 0x1p31));
    }
  }
}

/// Masks were taken at the upper end of 32 bits.
void finish_codes(const WavHeader& header, std::vector<CodeMask>& codes) {
  for (auto& mask : codes) {
    mask.ever_one >>= 32 - header.valid_bits;
    mask.always_one >>= 32 - header.valid_bits;
    mask.bits = header.valid_bits;
  }
  audio::dsp::drop_padding(codes);
}

}  // namespace

Result<Wav> parse_wav(std::istream& in,
                      std::uintmax_t size,
                      const std::string& name,
                      double longest_s) {
  const auto header = read_wav_header(in, size, name, longest_s);
  if (!header)
    return header.error();
  Wav wav{header->rate_hz, format_of(*header), {}, {}};
  wav.channels.resize(header->channels);
  wav.codes.resize(header->channels,
                   header->floating ? CodeMask{} : CodeMask{0, ~0U, 0});
  auto left =
      static_cast<std::size_t>(header->data_bytes) / header->frame_bytes();
  for (auto& channel : wav.channels)
    channel.reserve(left);
  std::string buffer(frames_at_once * header->frame_bytes(), '\0');
  for (; left > 0; left -= std::min(left, frames_at_once)) {
    const auto frames = std::min(left, frames_at_once);
    if (!in.read(buffer.data(),
                 static_cast<std::streamsize>(frames * header->frame_bytes())))
      return Error(Errc::io, name + ": ended while it was read, after " +
                                 std::to_string(wav.frames()) + " frames");
    take_frames(buffer, frames, *header, wav);
  }
  if (!header->floating)
    finish_codes(*header, wav.codes);
  return wav;
}

Result<Wav> read_wav(const std::filesystem::path& file, double longest_s) {
  std::error_code failure;
  const bool regular = std::filesystem::is_regular_file(file, failure);
  if (failure)
    return Error(Errc::io, file.string() + ": " + failure.message());
  if (!regular)
    return Error(Errc::io, file.string() + ": is no file with samples");
  const auto size = std::filesystem::file_size(file, failure);
  std::ifstream in(file, std::ios::binary);
  if (failure || !in)
    return Error(Errc::io, file.string() + ": cannot be read");
  return parse_wav(in, size, file.string(), longest_s);
}

}  // namespace soundcheck::cli
