#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "agent/wire_reader.hpp"

namespace soundcheck::sdk {

// The encoding of protocol buffers, as much as proto/soundcheck/v1/local.proto
// takes. Not the library of that name: inside of other people's programs it
// would meet theirs, and it is thirty times as large as all the rest here.

/// Makes a message. Fields of the value zero are left out, as they are there.
class Writer {
 public:
  void number(unsigned field, std::uint64_t value);
  void real(unsigned field, double value);
  void text(unsigned field, std::string_view value);
  /// Also when it is empty.
  void message(unsigned field, std::string_view value);
  /// Also when it is zero: for a choice that has to be seen.
  void chosen_number(unsigned field, std::uint64_t value);

  const std::string& bytes() const { return bytes_; }

 private:
  void varint(std::uint64_t value);

  std::string bytes_;
};

using Reader = WireReader;

}  // namespace soundcheck::sdk
