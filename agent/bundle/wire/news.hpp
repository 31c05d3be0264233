#pragma once

#include <string_view>

#include "soundcheck/v1/command.pb.h"

namespace soundcheck::bundle {

// What the programs of this folder tell soundcheckd, which started them: frames
// of v1::Reply on standard output.

/// `fraction` of the whole way.
void tell_progress(double fraction, std::string_view step);
void tell(const v1::Reply& reply);

// The last word; return the exit status that goes with it.
int tell_failed(std::string_view why);
int tell_refused(v1::Refusal refusal, std::string_view why);

}  // namespace soundcheck::bundle
