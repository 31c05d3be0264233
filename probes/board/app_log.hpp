#pragma once

#include <cstddef>
#include <string>

namespace soundcheck {

/// What a program of the speaker told of itself within the last hour.
struct AppNumber {
  std::string name;  ///< "asr.no_reply"
  std::string unit;
  double value = 0;
  bool counted = false;  ///< an event; `value` is how many in an hour
};

/// What the programs of the speaker tell of themselves.
class AppLog {
 public:
  virtual ~AppLog() = default;
  /// The first, the second, ...; null: there are no more. Lives until the next
  /// call.
  virtual const AppNumber* number(std::size_t place) = 0;
};

/// Of a board on which no daemon runs.
class NoAppLog final : public AppLog {
 public:
  const AppNumber* number(std::size_t) override { return nullptr; }
};

}  // namespace soundcheck
