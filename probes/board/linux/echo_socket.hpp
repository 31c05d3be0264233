#pragma once

#include <cstdint>
#include <optional>

#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/linux/host_address.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

/// A socket for echo requests to one host: the kind that needs no privilege
/// (ping_group_range), else a raw one. Never waits.
class EchoSocket {
 public:
  /// Errors: denied (neither is allowed), unsupported (no such family), io.
  static Result<EchoSocket> open(const HostAddress& host);

  /// From now on nothing may cut its packets up, and what the kernel remembers
  /// of the way does not count.
  void forbid_fragments();
  /// 0, or why it was not sent: EMSGSIZE when it does not even leave the board.
  int send(std::uint16_t sequence, std::size_t payload_bytes);

  struct Heard {
    std::optional<std::uint16_t> sequence;  ///< of an answer
    int error = 0;  ///< what a router had to say, EMSGSIZE for "too large"
  };
  /// What has come; nothing when there is no more.
  std::optional<Heard> receive();

  int descriptor() const { return descriptor_.get(); }

 private:
  EchoSocket(FileDescriptor descriptor, int family, bool raw);

  FileDescriptor descriptor_;
  int family_;
  bool raw_;
  std::uint16_t id_;
};

}  // namespace soundcheck
