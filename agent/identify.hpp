#pragma once

#include <boost/asio/awaitable.hpp>

#include "agent/identity.hpp"
#include "agent/inputs.hpp"
#include "probes/board/firmware.hpp"

namespace soundcheck {

/// Who this speaker is, as configured and as its firmware says. What the
/// firmware does not say stays empty.
boost::asio::awaitable<Identity> identify(const Inputs& inputs,
                                          Firmware& firmware);

}  // namespace soundcheck
