#include "agent/assist/wire_reader.hpp"

namespace soundcheck::assist {

std::uint64_t WireReader::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80)
      return value;
  }
  good_ = false;
  return 0;
}

std::string_view WireReader::take(std::uint64_t size) {
  if (size > rest_.size()) {
    good_ = false;
    return {};
  }
  const auto taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

bool WireReader::next() {
  if (rest_.empty())
    return false;
  const auto tag = varint();
  field_ = static_cast<std::uint32_t>(tag >> 3);
  bytes_ = {};
  number_ = 0;
  switch (tag & 7) {
    case 0:
      number_ = varint();
      break;
    case 1:
      take(8);
      break;
    case 2:
      bytes_ = take(varint());
      break;
    case 5:
      take(4);
      break;
    default:
      good_ = false;
  }
  return good_;
}

}  // namespace soundcheck::assist
