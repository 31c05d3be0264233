#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "probes/board/app_log.hpp"
#include "probes/board/clock.hpp"

namespace soundcheck::local {

/// Counts what programs tell of themselves. In memory, for an hour.
class AppReports final : public AppLog {
 public:
  explicit AppReports(const Clock& clock) : clock_(clock) {}

  /// With the unit "event": `value` more of them, 0 makes it known. Otherwise
  /// the last value of a name counts. Errors: parse, busy (too many names).
  Result<void> take(std::string_view name, double value, std::string_view unit);

  const AppNumber* number(std::size_t place) override;

 private:
  static constexpr unsigned parts = 6;  ///< of an hour
  struct Entry : AppNumber {
    std::chrono::milliseconds told{};
    std::array<unsigned, parts> counts{};  ///< the latest part comes first
    std::int64_t part = 0;                 ///< of the first count, since boot
  };

  Entry& entry(std::string_view name, bool counted);
  void turn(Entry& entry) const;

  const Clock& clock_;
  std::vector<Entry> entries_;
};

}  // namespace soundcheck::local
