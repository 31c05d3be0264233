#pragma once

#include <string>

#include "cloud-sim/result.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// Takes one reply of a device. A final reply is stored exactly once, however
/// often it is sent, and its receipt goes into the changes. Errors: invalid,
/// for bytes that are no reply; nothing is changed then.
Result<void> take_reply(Work& work,
                        const std::string& device,
                        const std::string& payload);

/// Shared with reports: an outbox id and seq that can be kept.
bool is_outbox_entry(const std::string& outbox, std::uint64_t seq);
void add_receipt(Work& work,
                 const std::string& device,
                 const std::string& outbox,
                 std::uint64_t seq);

}  // namespace soundcheck::cloud
