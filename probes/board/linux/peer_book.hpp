#pragma once

#include <chrono>
#include <map>
#include <set>
#include <vector>

#include "probes/board/linux/arp_message.hpp"

namespace soundcheck {

/// Which other devices of the home are surely there, and which of them answer
/// us, from what is heard on the link. Pure: the caller has clock and socket.
class PeerBook {
 public:
  using Time = std::chrono::milliseconds;

  PeerBook(MacAddress own_mac, Ipv4Bytes own, Ipv4Bytes router)
      : own_mac_(own_mac), own_(own), router_(router) {}

  /// `now` counts from when listening began.
  void hear(const ArpMessage& message, Time now);
  /// Something else that this host sent to everybody.
  void hear_from(const Ipv4Bytes& host);

  /// Those that spoke to everybody, and those that the router looked for once
  /// and no more: an answer has reached it, or it would have asked again after
  /// a second, as Linux does (retrans_time_ms) and RFC 1122, 2.3.2.1, allows.
  std::set<Ipv4Bytes> there(Time now) const;
  bool answers(const Ipv4Bytes& host) const {
    return answering_.contains(host);
  }

 private:
  bool stranger(const Ipv4Bytes& host) const {
    return host != own_ && host != router_ && host != Ipv4Bytes{};
  }

  /// What the router asks in a row. Before we listened it may have asked.
  struct Search {
    int times = 2;
    Time last{};
    bool found = false;
  };

  MacAddress own_mac_;
  Ipv4Bytes own_, router_;
  std::set<Ipv4Bytes> spoke_, answering_;
  std::map<Ipv4Bytes, Search> searched_;
};

}  // namespace soundcheck
