#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/slots.hpp"

namespace soundcheck {

/// U-Boot's environment as it lies on a medium (include/env_internal.h there):
/// CRC-32 of the data in little endian, with two copies a flag, then the data,
/// "name=value" after "name=value", each with a NUL, ended by an empty one.
///
/// Read here and not by libubootenv, which brings zlib and libyaml along and
/// tells the variables, but not which copy is damaged.
struct UbootEnvironment {
  BootEnvironment copies;
  std::string data;  ///< of the newest copy that is right; empty when none is

  /// The last value of a variable.
  std::optional<std::string_view> value(std::string_view name) const;
  /// What stands between, of all variables that begin and end so: "A" and "B"
  /// of BOOT_A_LEFT and BOOT_B_LEFT.
  std::vector<std::string> names_between(std::string_view begin,
                                         std::string_view end) const;
};

/// `copies` are one or two of `size` bytes; a shorter one was cut off and is
/// wrong. Of two that are right, U-Boot takes the one with the larger flag, but
/// 0 after 255 (env_import_redund()). NOR flash has 1 for the one in use and 0
/// for the other, which comes to the same.
UbootEnvironment read_uboot_environment(const std::vector<std::string>& copies,
                                        std::size_t size);

}  // namespace soundcheck
