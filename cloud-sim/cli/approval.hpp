#pragma once

#include "cloud-sim/cli/sending.hpp"

namespace soundcheck::cloud::cli {

/// For a command that the cloud has not taken because two operators must sign
/// it: asks for the other one, tells how, and returns the exit code.
int ask_second_operator(const Client& client,
                        const SendOptions& options,
                        boost::json::object body);

}  // namespace soundcheck::cloud::cli
