#pragma once

#include <netpacket/packet.h>
#include <optional>
#include <string>

#include "probes/board/linux/arp_message.hpp"
#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

/// Hears and sends ARP on one interface; never waits.
class ArpSocket {
 public:
  /// Errors: denied (what is missing), unsupported (no ARP there), io.
  static Result<ArpSocket> open(const std::string& interface_name);

  const MacAddress& own() const { return own_; }
  /// Asks everybody who has an address. `sender` may be all zeros: see
  /// arp_request(). Errors: io, denied.
  Result<void> ask(const Ipv4Bytes& sender, const Ipv4Bytes& wanted);
  /// The next message; nothing when there is no more.
  std::optional<ArpMessage> receive();
  int descriptor() const { return descriptor_.get(); }

 private:
  explicit ArpSocket(FileDescriptor descriptor)
      : descriptor_(std::move(descriptor)) {}
  const sockaddr* everybody() const;

  FileDescriptor descriptor_;
  MacAddress own_{};
  sockaddr_ll everybody_{};
};

/// Nothing when the text is no IPv4 address.
std::optional<Ipv4Bytes> ipv4_bytes(const std::string& text);

}  // namespace soundcheck
