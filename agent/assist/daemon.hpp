#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/connection_log.hpp"
#include "probes/board/result.hpp"
#include "soundcheck/v1/command.pb.h"

namespace soundcheck::assist {

/// What remote assist asks of the rest of the daemon. On its thread.
class Daemon {
 public:
  virtual ~Daemon() = default;
  /// Errors: unsupported (no such series), io.
  virtual Task<v1::HistoryList> measurements(v1::ShowMeasurements which) = 0;
  /// What is kept of the last `window`, oldest first.
  virtual std::vector<ConnectionEvent> events(std::chrono::seconds window) = 0;
  /// Checks the speaker each `period` for a time; zero: as usual from now on.
  virtual void check_each(std::chrono::seconds period,
                          std::chrono::seconds time) = 0;
  /// Why the speaker has no light to show itself by; empty when it has.
  virtual std::string light_problem() const = 0;
  virtual void light(bool on) = 0;
  /// Whether the speaker has received the knowledge with this SHA-256.
  virtual bool has_knowledge(std::string_view sha256) const = 0;
  /// Judges by it from now on. Errors: unsupported (it has not), io, denied.
  virtual Result<void> adopt_knowledge(std::string_view sha256) = 0;
};

}  // namespace soundcheck::assist
