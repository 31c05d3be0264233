#pragma once

#include <linux/netlink.h>
#include <memory>
#include <span>

#include "probes/board/linux/netlink_messages.hpp"
#include "probes/board/result.hpp"

struct mnl_socket;

namespace soundcheck {

/// A question to the kernel: a header, a fixed structure, then attributes.
class NetlinkRequest {
 public:
  /// `flags` beside NLM_F_REQUEST: NLM_F_DUMP for a list; otherwise the kernel
  /// is asked to acknowledge, so that the answer has an end.
  NetlinkRequest(std::uint16_t type, std::uint16_t flags);
  NetlinkRequest(NetlinkRequest&&) = default;
  NetlinkRequest& operator=(NetlinkRequest&&) = default;

  /// The fixed structure; call before add_*(). Zeroed.
  void* add_header(std::size_t size);
  void add_u32(std::uint16_t attribute, std::uint32_t value);
  void add_text(std::uint16_t attribute, const std::string& value);
  void add_bytes(std::uint16_t attribute, std::span<const std::byte> value);

  const nlmsghdr* message() const { return header_; }
  nlmsghdr* message() { return header_; }

 private:
  std::vector<std::byte> buffer_;
  nlmsghdr* header_;
};

/// Asks the kernel and waits for the whole answer. Blocking, because drivers
/// answer in the caller's context and some take their time.
class NetlinkSocket {
 public:
  /// Errors: unsupported (no such protocol in this kernel), denied, io.
  static Result<NetlinkSocket> open(int protocol);

  /// Errors: unsupported (nothing like it here), denied, io, timeout.
  Result<NetlinkBytes> ask(NetlinkRequest& request);

 private:
  struct Close {
    void operator()(mnl_socket* socket) const;
  };
  using Handle = std::unique_ptr<mnl_socket, Close>;

  explicit NetlinkSocket(Handle handle) : handle_(std::move(handle)) {}
  Result<NetlinkBytes> receive(std::uint32_t sequence);

  Handle handle_;
  std::uint32_t sequence_ = 0;
};

}  // namespace soundcheck
