#pragma once

#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// A number that a program of the speaker told of itself.
struct AppNumber {
  std::string name;  ///< "asr.no_reply"
  double value;
  std::string unit;
  bool counted = false;  ///< an event: how many in the last hour
};

/// What the programs of the speaker tell of themselves.
class AppLog {
 public:
  virtual ~AppLog() = default;
  /// Of the last hour. Errors: unsupported when no program told anything.
  virtual Result<std::vector<AppNumber>> numbers() = 0;
};

/// Of a board on which no daemon runs.
class NoAppLog final : public AppLog {
 public:
  Result<std::vector<AppNumber>> numbers() override;
};

}  // namespace soundcheck
