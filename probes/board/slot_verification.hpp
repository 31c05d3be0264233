#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// How the content of a slot compares with what the updater recorded.
struct SlotVerification {
  enum class Verdict {
    none,  ///< it was not yet read to its end since it was installed
    intact,
    damaged,  ///< it has another hash
    lost,     ///< its medium does not give all of it
  };

  std::string slot;
  bool running = false;  ///< the system runs from it
  /// What was recorded of it when it was read.
  std::string sha256;
  std::optional<std::int64_t> installed_unix_s;
  Verdict verdict = Verdict::none;
  /// Of the first damage. Nothing: the slot was never read while it was intact,
  /// so that there is nothing to hold a single part against.
  std::optional<std::uint64_t> damaged_at;
  std::optional<double> age_s;         ///< of the verdict
  std::optional<double> read_percent;  ///< of the reading under way
  std::string why_not;                 ///< it is not read now; else empty
  bool cannot = false;                 ///< nor will it ever be
};

/// Whoever reads the slots in the background.
class SlotVerifications {
 public:
  virtual ~SlotVerifications() = default;
  /// Of the slots that the updater knows. Errors: unsupported (nobody reads
  /// them: the command line without a daemon).
  virtual Result<std::vector<SlotVerification>> slots() const = 0;
};

/// Of a board on which no daemon runs.
class NoSlotVerifications final : public SlotVerifications {
 public:
  Result<std::vector<SlotVerification>> slots() const override {
    return Error(Errc::unsupported, "only the daemon reads slots");
  }
};

}  // namespace soundcheck
