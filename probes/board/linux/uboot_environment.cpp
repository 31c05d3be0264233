#include "probes/board/linux/uboot_environment.hpp"

#include <cstdint>

namespace soundcheck {

namespace {

constexpr std::size_t crc_bytes = 4;

struct Copy {
  bool right = false;
  bool blank = false;
  std::uint8_t flag = 0;
  std::string_view data;
};

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

/// That of IEEE 802.3 and zlib, bit by bit: a table would be larger than all
/// of this, and saves milliseconds.
std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xffffffff;
  for (const char byte : bytes) {
    crc ^= static_cast<std::uint8_t>(byte);
    for (int bit = 0; bit < 8; ++bit)
      crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}

std::uint32_t stored_crc(std::string_view bytes) {
  std::uint32_t crc = 0;
  for (std::size_t i = crc_bytes; i > 0; --i)
    crc = crc << 8 | byte_at(bytes, i - 1);
  return crc;
}

Copy look_at(std::string_view bytes, std::size_t size, bool redundant) {
  Copy copy;
  if (bytes.size() < size || size <= crc_bytes + 1)
    return copy;
  bytes = bytes.substr(0, size);
  copy.blank = bytes.find_first_not_of(bytes[0]) == bytes.npos &&
               (byte_at(bytes, 0) == 0xff || byte_at(bytes, 0) == 0);
  copy.flag = byte_at(bytes, crc_bytes);
  copy.data = bytes.substr(crc_bytes + (redundant ? 1 : 0));
  copy.right = !copy.blank && crc32(copy.data) == stored_crc(bytes);
  return copy;
}

/// Each write takes the flag of the other copy plus one, in eight bits.
bool second_is_newer(std::uint8_t first, std::uint8_t second) {
  if (first == 255 && second == 0)
    return true;
  return second > first && !(first == 0 && second == 255);
}

/// "name=value", or nothing after the last one.
std::string_view next_variable(std::string_view& rest) {
  const auto end = rest.find('\0');
  const auto variable = rest.substr(0, end);
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  return variable;
}

}  // namespace

std::optional<std::string_view> UbootEnvironment::value(
    std::string_view name) const {
  std::optional<std::string_view> found;
  std::string_view rest = data;
  for (auto variable = next_variable(rest); !variable.empty();
       variable = next_variable(rest)) {
    const auto equals = variable.find('=');
    if (equals != variable.npos && variable.substr(0, equals) == name)
      found = variable.substr(equals + 1);
  }
  return found;
}

std::vector<std::string> UbootEnvironment::names_between(
    std::string_view begin,
    std::string_view end) const {
  std::vector<std::string> found;
  std::string_view rest = data;
  for (auto variable = next_variable(rest); !variable.empty();
       variable = next_variable(rest)) {
    const auto name = variable.substr(0, variable.find('='));
    if (name.size() > begin.size() + end.size() && name.starts_with(begin) &&
        name.ends_with(end))
      found.emplace_back(
          name.substr(begin.size(), name.size() - begin.size() - end.size()));
  }
  return found;
}

UbootEnvironment read_uboot_environment(const std::vector<std::string>& copies,
                                        std::size_t size) {
  UbootEnvironment environment;
  std::optional<Copy> newest;
  for (const auto& bytes : copies) {
    const auto copy = look_at(bytes, size, copies.size() > 1);
    ++environment.copies.copies;
    environment.copies.wrong += copy.right ? 0 : 1;
    environment.copies.blank += copy.blank ? 1 : 0;
    if (copy.right && (!newest || second_is_newer(newest->flag, copy.flag)))
      newest = copy;
  }
  if (newest)
    environment.data = newest->data;
  return environment;
}

}  // namespace soundcheck
