#pragma once

#include <cstdint>
#include <string_view>

namespace soundcheck::assist {

/// Reads protobuf's wire, field by field, where generated code would weigh more
/// than what is read. Whatever is wrong ends it, and good() tells.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  /// Moves to the next field. False at the end, and when the rest is no field.
  bool next();
  std::uint32_t field() const { return field_; }
  /// Empty for a field that is a number.
  std::string_view bytes() const { return bytes_; }
  /// 0 for a field that is bytes.
  std::uint64_t number() const { return number_; }
  /// After the last field: whether all of it could be read.
  bool good() const { return good_ && rest_.empty(); }

 private:
  std::uint64_t varint();
  std::string_view take(std::uint64_t size);

  std::string_view rest_, bytes_;
  std::uint64_t number_ = 0;
  std::uint32_t field_ = 0;
  bool good_ = true;
};

}  // namespace soundcheck::assist
