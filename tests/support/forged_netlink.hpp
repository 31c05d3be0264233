#pragma once

#include <cstring>
#include <initializer_list>
#include <linux/netlink.h>
#include <string>
#include <string_view>
#include <vector>

namespace soundcheck::test {

using Bytes = std::vector<std::byte>;

inline Bytes bytes_of(std::string_view text) {
  Bytes bytes(text.size());
  if (!text.empty())
    std::memcpy(bytes.data(), text.data(), text.size());
  return bytes;
}

template <class Value>
Bytes bytes_of_value(const Value& value) {
  Bytes bytes(sizeof value);
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

inline Bytes bytes_of_numbers(std::initializer_list<int> numbers) {
  Bytes bytes;
  for (const int number : numbers)
    bytes.push_back(static_cast<std::byte>(number));
  return bytes;
}

inline Bytes operator+(Bytes left, const Bytes& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

inline Bytes padded(Bytes bytes) {
  bytes.resize((bytes.size() + 3) / 4 * 4);
  return bytes;
}

/// One attribute, padded; nest by giving attributes as the payload.
inline Bytes attribute(int type, const Bytes& payload) {
  nlattr header{};
  header.nla_type = static_cast<std::uint16_t>(type);
  header.nla_len = static_cast<std::uint16_t>(sizeof header + payload.size());
  return padded(bytes_of_value(header) + payload);
}

/// One message as the kernel writes it: header, fixed structure, attributes.
template <class Fixed>
Bytes message(int type, const Fixed& fixed, const Bytes& attributes) {
  const Bytes payload = padded(bytes_of_value(fixed)) + attributes;
  nlmsghdr header{};
  header.nlmsg_type = static_cast<std::uint16_t>(type);
  header.nlmsg_len = static_cast<std::uint32_t>(sizeof header + payload.size());
  return bytes_of_value(header) + payload;
}

/// Calls `parse` with every shorter version of `bytes`, and with every byte in
/// turn set to 0, 0xff and flipped: whoever reads foreign bytes survives that.
template <class Parse>
void torment(const Bytes& bytes, Parse parse) {
  for (std::size_t size = 0; size < bytes.size(); ++size)
    parse(Bytes(bytes.begin(), bytes.begin() + static_cast<long>(size)));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const auto value : {std::byte{0}, std::byte{0xff}, ~bytes[i]}) {
      Bytes garbled = bytes;
      garbled[i] = value;
      parse(garbled);
    }
  }
}

}  // namespace soundcheck::test
