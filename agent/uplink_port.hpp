#pragma once

#include <memory>

#include "agent/uplink/uplink.hpp"
#include "probes/board/broker_link.hpp"

namespace soundcheck {

/// The uplink, which is made later than the catalog, as a port of the board.
class UplinkPort final : public BrokerLink {
 public:
  explicit UplinkPort(const std::unique_ptr<Uplink>& uplink)
      : uplink_(uplink) {}
  Task<BrokerState> state() override { return uplink_->way(); }

 private:
  const std::unique_ptr<Uplink>& uplink_;
};

}  // namespace soundcheck
