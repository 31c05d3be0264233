#pragma once

#include <array>
#include <chrono>
#include <string_view>

#include "probes/board/app_log.hpp"
#include "probes/board/clock.hpp"

namespace soundcheck::local {

/// Counts what programs tell of themselves. In memory, for an hour.
class AppReports final : public AppLog {
 public:
  explicit AppReports(const Clock& clock) : clock_(clock) {}

  /// `count` more of them; 0 makes the event known. Errors: parse (name, or a
  /// count that is none), busy (too many names).
  Result<void> count(std::string_view name, double count);
  /// The last number of a name counts. Errors: the same.
  Result<void> measure(std::string_view name,
                       double value,
                       std::string_view unit);

  Result<std::vector<AppNumber>> numbers() override;

 private:
  static constexpr unsigned parts = 6;  ///< of an hour
  struct Entry {
    AppNumber number;
    std::chrono::milliseconds told{};
    std::array<unsigned, parts> counts{};  ///< the latest part comes first
    std::int64_t part = 0;                 ///< of the first count, since boot
  };

  Result<Entry*> entry(std::string_view name, bool counted);
  std::int64_t part_now() const;
  static void turn(Entry& entry, std::int64_t part);

  const Clock& clock_;
  std::vector<Entry> entries_;
};

}  // namespace soundcheck::local
