#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "agent/uplink/broker.hpp"
#include "agent/uplink/paho/aside.hpp"

namespace soundcheck {

/// Finds out, aside, why a broker cannot be reached: Paho tells only that.
class Examination {
 public:
  /// Called on the daemon's thread.
  using Tell = std::function<void(const BrokerWay& way)>;

  /// Whoever asks while an examination goes on hears the end of that one.
  /// `tell` must belong to who owns this and closes the doorway before both go.
  void start(std::shared_ptr<Doorway> doorway, Broker broker, Tell tell) {
    waiting_.push_back(std::move(tell));
    if (!over_)
      return;
    over_ = false;
    const auto way = std::make_shared<BrokerWay>();
    run_aside(
        std::move(doorway),
        [way, broker = std::move(broker)] {
          *way = examine(broker, std::chrono::seconds(5));
        },
        [this, way] {
          over_ = true;
          for (const auto& told : std::exchange(waiting_, {}))
            told(*way);
        });
  }

  /// False while one goes on.
  const bool& over() const { return over_; }

 private:
  std::vector<Tell> waiting_;
  bool over_ = true;
};

}  // namespace soundcheck
