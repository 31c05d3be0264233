#pragma once

#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// What a final reply means for the session of its command: an OpenSession that
/// succeeded opens it and releases what waited, a CloseSession that succeeded
/// ends it, and so does a device that knows no such session any more.
void take_session_answer(Work& work,
                         const Command& command,
                         const v1::Reply& reply);

}  // namespace soundcheck::cloud
