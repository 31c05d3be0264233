#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "probes/board/linux/board_root.hpp"

namespace soundcheck {

/// For what share of the last ten seconds somebody else waited for storage (PSI
/// "some avg10"; the kernel's Documentation/accounting/psi.rst). The kernel's
/// average counts whoever waits, a reader in the background too, who would thus
/// stop himself. So it is believed only by one who has not read for long; who
/// reads counts what was waited for while he slept. Without PSI always 0.
class OthersIoPressure {
 public:
  explicit OthersIoPressure(const BoardRoot& root);

  /// Reading begins, `since_last` after the last time. Allocates nothing, nor
  /// do the others.
  void begin(std::optional<std::chrono::milliseconds> since_last);
  void rest_begins();
  void rest_ends(std::chrono::milliseconds rested);
  double percent() const { return percent_; }

 private:
  std::string file_;
  double percent_ = 0;
  std::optional<std::uint64_t> waited_us_;  ///< in all, when a rest began
};

}  // namespace soundcheck
