#pragma once

#include <span>
#include <string>
#include <vector>

#include "probes/board/resolver.hpp"

namespace soundcheck {

/// What one question, A or AAAA, came to.
struct DnsOutcome {
  DnsStatus status = DnsStatus::no_answer;
  std::vector<std::string> addresses;
};

/// From c-ares: its status, and the packet when there is one. The unspecified
/// address, as ad blockers give it, is no address.
DnsOutcome outcome_of_question(int ares_status,
                               std::span<const unsigned char> packet,
                               bool ipv6);

/// Of the two questions: an address of either kind is an answer; otherwise the
/// one for A tells, because a name without AAAA is no fault.
DnsOutcome outcome_of_both(DnsOutcome a, DnsOutcome aaaa);

}  // namespace soundcheck
