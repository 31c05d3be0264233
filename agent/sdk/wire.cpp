#include "agent/sdk/wire.hpp"

#include <cstring>

namespace soundcheck::sdk {

void Writer::varint(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7)
    bytes_ += static_cast<char>(value | 0x80);
  bytes_ += static_cast<char>(value);
}

void Writer::chosen_number(unsigned field, std::uint64_t value) {
  varint(std::uint64_t{field} << 3);
  varint(value);
}

void Writer::number(unsigned field, std::uint64_t value) {
  if (value != 0)
    chosen_number(field, value);
}

void Writer::real(unsigned field, double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  if (bits == 0)
    return;
  varint(std::uint64_t{field} << 3 | 1);
  for (int shift = 0; shift < 64; shift += 8)
    bytes_ += static_cast<char>(bits >> shift & 0xff);
}

void Writer::message(unsigned field, std::string_view value) {
  varint(std::uint64_t{field} << 3 | 2);
  varint(value.size());
  bytes_ += value;
}

void Writer::text(unsigned field, std::string_view value) {
  if (!value.empty())
    message(field, value);
}

}  // namespace soundcheck::sdk
