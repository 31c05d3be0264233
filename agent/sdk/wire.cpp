#include "agent/sdk/wire.hpp"

#include <cstring>

namespace soundcheck::sdk {

namespace {

constexpr unsigned max_field = 0x1fffffff;

}  // namespace

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

bool Reader::varint(std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 70; shift += 7) {
    if (rest_.empty())
      return false;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    if (shift < 64)
      value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80)
      return true;
  }
  return false;
}

/// Little-endian.
bool Reader::fixed(unsigned size) {
  if (rest_.size() < size)
    return false;
  number_ = 0;
  for (unsigned i = 0; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(rest_[i]);
    number_ |= std::uint64_t{byte} << 8 * i;
  }
  rest_.remove_prefix(size);
  return true;
}

bool Reader::value() {
  switch (type_) {
    case varint_type:
      return varint(number_);
    case fixed64_type:
      return fixed(8);
    case fixed32_type:
      return fixed(4);
    case bytes_type: {
      std::uint64_t size = 0;
      if (!varint(size) || size > rest_.size())
        return false;
      text_ = rest_.substr(0, size);
      rest_.remove_prefix(size);
      return true;
    }
    default:
      return false;
  }
}

bool Reader::next() {
  if (rest_.empty() || broken_)
    return false;
  std::uint64_t key = 0;
  broken_ = true;
  if (!varint(key) || key >> 3 == 0 || key >> 3 > max_field)
    return false;
  field_ = static_cast<unsigned>(key >> 3);
  type_ = static_cast<unsigned>(key & 7);
  broken_ = !value();
  return !broken_;
}

double Reader::real() const {
  if (type_ != fixed64_type)
    return 0;
  double value = 0;
  std::memcpy(&value, &number_, sizeof value);
  return value;
}

}  // namespace soundcheck::sdk
