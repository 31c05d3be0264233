#pragma once

#include <string>

#include "cloud-sim/result.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// What the owner of a device may demand: forgets all of it, apart from a line
/// in its timeline that says when and by whom. Returns how many records went.
/// Errors: not_found; conflict as long as a session is open there.
Result<std::int64_t> erase_device(Work& work,
                                  const std::string& device,
                                  const std::string& operator_name);

}  // namespace soundcheck::cloud
