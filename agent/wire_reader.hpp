#pragma once

#include <cstdint>
#include <string_view>

namespace soundcheck {

// For who cannot carry protobuf's own: libsoundcheck, and the daemon where the
// generated code would weigh more than what is read.

/// Takes a number off the front, as it is written without a field around it.
/// False when it is cut off or too long.
bool take_varint(std::string_view& rest, std::uint64_t& value);

/// Goes through the fields of a message. What it points to is the message.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  /// Moves to the next field; false at the end and at what is no message.
  bool next();
  /// True at the end, false when it stopped at something it cannot read.
  bool complete() const { return rest_.empty() && !broken_; }

  unsigned field() const { return field_; }
  bool is_number() const { return type_ == varint_type; }
  bool is_text() const { return type_ == bytes_type; }
  // Of another type than asked for: 0, empty.
  std::uint64_t number() const { return is_number() ? number_ : 0; }
  double real() const;
  std::string_view text() const {
    return is_text() ? text_ : std::string_view();
  }

 private:
  static constexpr unsigned varint_type = 0;
  static constexpr unsigned fixed64_type = 1;
  static constexpr unsigned bytes_type = 2;
  static constexpr unsigned fixed32_type = 5;

  bool fixed(unsigned size);
  bool value();

  std::string_view rest_;
  bool broken_ = false;
  unsigned field_ = 0;
  unsigned type_ = varint_type;
  std::uint64_t number_ = 0;
  std::string_view text_;
};

}  // namespace soundcheck
