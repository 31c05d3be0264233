#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/uplink/broker.hpp"
#include "agent/uplink/paho/aside.hpp"

namespace soundcheck {

/// Finds out, aside, why a broker cannot be reached: Paho tells only that.
class Examination {
 public:
  /// `tell` gets the reason, or nothing where none is seen. It must belong to
  /// who owns this and closes the doorway before both go.
  void start(std::shared_ptr<Doorway> doorway,
             Broker broker,
             std::function<void(const std::string& why)> tell) {
    over_ = false;
    const auto why = std::make_shared<std::string>();
    run_aside(
        std::move(doorway),
        [why, broker = std::move(broker)] {
          *why = why_unreachable(broker, std::chrono::seconds(5));
        },
        [this, why, tell = std::move(tell)] {
          over_ = true;
          tell(*why);
        });
  }

  /// False while one goes on.
  const bool& over() const { return over_; }

 private:
  bool over_ = true;
};

}  // namespace soundcheck
