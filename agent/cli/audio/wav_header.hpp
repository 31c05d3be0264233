#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <string_view>

#include "agent/cli/audio/wav.hpp"

namespace soundcheck::cli {

/// What a WAV file says about its samples.
struct WavHeader {
  unsigned rate_hz = 0;
  std::size_t channels = 0;
  std::size_t bytes = 0;    ///< of one sample
  unsigned valid_bits = 0;  ///< of those, the upper ones
  bool floating = false;
  std::uint64_t data_bytes = 0;

  std::size_t frame_bytes() const { return channels * bytes; }
};

/// Reads up to the first sample. `size` is that of the whole stream.
Result<WavHeader> read_wav_header(std::istream& in,
                                  std::uintmax_t size,
                                  const std::string& name,
                                  double longest_s);

}  // namespace soundcheck::cli
