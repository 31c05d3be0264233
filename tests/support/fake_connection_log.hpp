#pragma once

#include <utility>
#include <vector>

#include "probes/board/connection_log.hpp"

namespace soundcheck::test {

/// Answers with these events, whatever the window.
class FakeConnectionLog final : public ConnectionLog {
 public:
  explicit FakeConnectionLog(Result<std::vector<ConnectionEvent>> answer)
      : answer_(std::move(answer)) {}
  Task<std::vector<ConnectionEvent>> recent(
      std::chrono::seconds window) override {
    asked_for = window;
    co_return answer_;
  }

  std::chrono::seconds asked_for{};

 private:
  Result<std::vector<ConnectionEvent>> answer_;
};

/// An event of this kind, this long after boot.
inline ConnectionEvent event_at(ConnectionEvent::Kind kind,
                                std::chrono::milliseconds monotonic) {
  ConnectionEvent event;
  event.kind = kind;
  event.monotonic = monotonic;
  return event;
}

}  // namespace soundcheck::test
