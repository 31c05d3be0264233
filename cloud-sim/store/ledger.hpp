#pragma once

#include <cstdint>
#include <string>

#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// Remembers which outbox entries of a device are stored, for ever and in
/// little space: as ranges, because seqs come almost without gaps. Returns
/// false when this one was known, that is, when it is sent again. Call it in
/// the transaction that stores the entry: together they make "exactly once".
bool enter_in_ledger(Sqlite& db,
                     const std::string& device,
                     const std::string& outbox,
                     std::int64_t seq,
                     const StoreLimits& limits);

}  // namespace soundcheck::cloud
