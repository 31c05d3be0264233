#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "agent/uplink/broker.hpp"
#include "agent/uplink/uplink.hpp"

namespace soundcheck {

struct UplinkSettings {
  Broker broker;
  std::string tenant;
  std::string device;
  std::chrono::seconds keep_alive{30};
  std::string will;  ///< presence that the broker publishes when we vanish
};

/// The uplink over Eclipse Paho. `random` gives numbers from 0 up to but not
/// including 1, for the jitter. The executor's io_context outlives it.
std::unique_ptr<Uplink> make_paho_uplink(boost::asio::any_io_executor executor,
                                         UplinkSettings settings,
                                         std::function<double()> random);

}  // namespace soundcheck
