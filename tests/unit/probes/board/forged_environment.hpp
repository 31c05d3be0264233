#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soundcheck::test {

/// CRC-32 bit by bit, as IEEE 802.3 writes it down.
inline std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xffffffff;
  for (const char byte : bytes) {
    crc ^= static_cast<std::uint8_t>(byte);
    for (int bit = 0; bit < 8; ++bit)
      crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
  }
  return ~crc;
}

inline std::string with_crc(const std::string& flag, const std::string& data) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8)
    bytes += static_cast<char>(crc32(data) >> shift);
  return bytes + flag + data;
}

inline std::string environment_data(const std::vector<std::string>& variables,
                                    std::size_t size) {
  std::string data;
  for (const auto& variable : variables)
    data += variable + '\0';
  data.resize(size, '\0');
  return data;
}

constexpr std::size_t forged_bytes = 256;

/// The only copy, without a flag.
inline std::string single_copy(const std::vector<std::string>& variables) {
  return with_crc("", environment_data(variables, forged_bytes - 4));
}

/// One of two copies.
inline std::string copy_of_two(std::uint8_t flag,
                               const std::vector<std::string>& variables) {
  return with_crc(std::string(1, static_cast<char>(flag)),
                  environment_data(variables, forged_bytes - 5));
}

}  // namespace soundcheck::test
