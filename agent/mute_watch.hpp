#pragma once

#include <boost/asio/awaitable.hpp>

#include "agent/local/consent_desk.hpp"
#include "probes/board/clock.hpp"
#include "probes/board/mute_key.hpp"

namespace soundcheck {

/// Ends the remote session, if one is open, each time that the owner mutes the
/// microphones. Runs until it is cancelled; a key that cannot be read is told
/// once and tried again.
boost::asio::awaitable<void> watch_mute_key(MuteKey& key,
                                            Clock& clock,
                                            ConsentDesk& desk);

}  // namespace soundcheck
