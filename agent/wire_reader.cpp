#include "agent/wire_reader.hpp"

#include <cstring>

namespace soundcheck {

namespace {

constexpr unsigned max_field = 0x1fffffff;

}  // namespace

bool take_varint(std::string_view& rest, std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 70; shift += 7) {
    if (rest.empty())
      return false;
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    if (shift < 64)
      value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80)
      return true;
  }
  return false;
}

/// Little-endian.
bool WireReader::fixed(unsigned size) {
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

bool WireReader::value() {
  switch (type_) {
    case varint_type:
      return take_varint(rest_, number_);
    case fixed64_type:
      return fixed(8);
    case fixed32_type:
      return fixed(4);
    case bytes_type: {
      std::uint64_t size = 0;
      if (!take_varint(rest_, size) || size > rest_.size())
        return false;
      text_ = rest_.substr(0, size);
      rest_.remove_prefix(size);
      return true;
    }
    default:
      return false;
  }
}

bool WireReader::next() {
  if (rest_.empty() || broken_)
    return false;
  std::uint64_t key = 0;
  broken_ = true;
  if (!take_varint(rest_, key) || key >> 3 == 0 || key >> 3 > max_field)
    return false;
  field_ = static_cast<unsigned>(key >> 3);
  type_ = static_cast<unsigned>(key & 7);
  broken_ = !value();
  return !broken_;
}

double WireReader::real() const {
  if (type_ != fixed64_type)
    return 0;
  double value = 0;
  std::memcpy(&value, &number_, sizeof value);
  return value;
}

}  // namespace soundcheck
