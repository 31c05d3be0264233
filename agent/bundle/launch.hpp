#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "agent/checkup.hpp"
#include "soundcheck/v1/command.pb.h"

namespace soundcheck::bundle {

/// Of soundcheckd: lets soundcheck-bundle do what the command, a CollectBundle,
/// asks for, and passes its progress on. Returns its last word, a final reply
/// without id and number; cancelled, the program is killed and leaves nothing.
boost::asio::awaitable<v1::Reply> run_bundle_program(std::string config_file,
                                                     v1::Command command,
                                                     Watch watch);

}  // namespace soundcheck::bundle
