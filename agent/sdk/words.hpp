#pragma once

#include <cstdint>

namespace soundcheck::sdk {

/// One of enum soundcheck_status. What a newer daemon says is no good news:
/// something is wrong that is not known here.
int status_of(std::uint64_t number);

/// For an owner, of a status that needs no knowledge of faults.
const char* sentence_of(int status, bool chinese);

}  // namespace soundcheck::sdk
