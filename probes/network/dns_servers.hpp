#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probes/board/resolver.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// What one DNS server answered, when asked once or more often.
struct DnsServer {
  std::vector<DnsAnswer> answers;  ///< to the name that exists; never empty
  std::vector<DnsAnswer> made_up;  ///< to names that do not

  /// The best of its answers.
  const DnsAnswer& best() const;
  bool silent() const { return best().status == DnsStatus::no_answer; }
  bool good() const { return best().status == DnsStatus::answered; }
  /// Median over all the answers that came.
  std::optional<double> median_ms() const;
  /// It has an address for every made-up name that it was asked for.
  bool invents() const;
};

/// Whether asking this server again may change what it looks like.
bool doubtful(const DnsServer& server, double slow_ms);

/// The findings of network.dns but for that of the anchors.
std::vector<Finding> judge_servers(const std::vector<DnsServer>& servers,
                                   const Profile::Network& limits);

}  // namespace soundcheck::network
