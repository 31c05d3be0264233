#pragma once

#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// Ends what nobody will answer any more: commands that could not be sent or
/// got no answer in their lifetime, those whose device fell silent for ten
/// minutes while it ran them, and sessions whose time is over. A late answer of
/// the device still replaces a failure that was told here.
void expire(Work& work);

}  // namespace soundcheck::cloud
