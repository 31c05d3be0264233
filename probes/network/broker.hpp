#pragma once

#include "probes/board/broker_link.hpp"
#include "probes/probe.hpp"

namespace soundcheck::network {

/// Does the broker take the daemon's connection? Asks the daemon itself how far
/// it came, so that no second session pushes the first one out. Where the
/// broker's name does not resolve nothing is said: that is the DNS probe's.
Task<Verdict> check_broker(BrokerLink& broker, Progress& progress);

}  // namespace soundcheck::network
