#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "probes/board/connection_log.hpp"

namespace soundcheck {

/// Puts single messages of the kernel into their order: who came back to
/// another access point has roamed, and a message may leave out of whom it
/// speaks. Pure.
class AssociationStory {
 public:
  /// What `event` means after those before it. `now` never jumps.
  ConnectionEvent take(ConnectionEvent event, std::chrono::milliseconds now);

  /// The association as the kernel tells it when asked: at the start, and when
  /// messages were lost. Empty: there is none. Tells what had gone unseen.
  std::optional<ConnectionEvent> correct(std::string bssid,
                                         std::chrono::milliseconds now);

  /// Of the present access point, else of the last one.
  const std::string& bssid() const { return bssid_; }

 private:
  ConnectionEvent::Kind joining(const std::string& bssid,
                                std::chrono::milliseconds now) const;

  std::string bssid_;
  bool associated_ = false;
  bool left_by_itself_ = false;
  std::chrono::milliseconds left_at_{};
};

}  // namespace soundcheck
