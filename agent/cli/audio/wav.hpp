#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "probes/audio/dsp/levels.hpp"
#include "probes/board/result.hpp"

namespace soundcheck::cli {

/// How samples lie in a WAV file.
enum class WavFormat { pcm_16, pcm_24, pcm_32, float_32 };

/// Sound of a WAV file.
struct Wav {
  unsigned rate_hz = 0;
  WavFormat format = WavFormat::pcm_16;
  std::vector<std::vector<float>> channels;  ///< samples -1..1
  /// What bits the converter's codes had, per channel; bits = 0 for float.
  std::vector<audio::dsp::CodeMask> codes;

  std::size_t frames() const {
    return channels.empty() ? 0 : channels.front().size();
  }
};

constexpr std::size_t most_wav_channels = 8;
constexpr double longest_wav_s = 600;
constexpr unsigned lowest_wav_rate_hz = 8000, highest_wav_rate_hz = 192'000;

/// RIFF/WAVE with PCM of 16, 24 or 32 bits or IEEE float of 32 bits, plain or
/// WAVE_FORMAT_EXTENSIBLE, 1 to 8 channels, 8 to 192 kHz, at most `longest_s`.
/// What the header promises is compared with the file's size before a byte is
/// reserved for it. Errors: parse, a sentence with the file, what was found
/// and what is allowed; io when the file cannot be read.
Result<Wav> read_wav(const std::filesystem::path& file,
                     double longest_s = longest_wav_s);
/// The same for a stream of so many bytes; `name` is for the sentences.
Result<Wav> parse_wav(std::istream& in,
                      std::uintmax_t size,
                      const std::string& name,
                      double longest_s = longest_wav_s);

/// The bytes of a file with these samples; those beyond -1..1 are clipped in
/// the integer formats. Channels are of one length.
std::string to_wav(const std::vector<std::vector<float>>& channels,
                   unsigned rate_hz,
                   WavFormat format);

}  // namespace soundcheck::cli
