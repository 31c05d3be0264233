#include "probes/board/linux/netlink_socket.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <libmnl/libmnl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <system_error>

namespace soundcheck {

namespace {

constexpr std::size_t request_bytes = 1024;
constexpr std::size_t answer_bytes = 32768;  // the most the kernel puts in one
constexpr timeval patience{.tv_sec = 3, .tv_usec = 0};

Error error_of(int error) {
  const auto text = std::generic_category().message(error);
  switch (error) {
    case EACCES:
    case EPERM:
      return {Errc::denied, "netlink: " + text};
    case ENOENT:
    case ENODEV:
    case EOPNOTSUPP:
    case EPROTONOSUPPORT:
    case EAFNOSUPPORT:
      return {Errc::unsupported, "netlink: " + text};
    case EAGAIN:
      return {Errc::timeout, "netlink: no answer from the kernel"};
    default:
      return {Errc::io, "netlink: " + text};
  }
}

/// The messages of one datagram that answer this request.
class Collector {
 public:
  explicit Collector(std::uint32_t sequence) : sequence_(sequence) {}

  void take(const std::byte* datagram, std::size_t size) {
    while (size >= sizeof(nlmsghdr) && !ended_) {
      nlmsghdr header;
      std::memcpy(&header, datagram, sizeof header);
      if (header.nlmsg_len < sizeof header || header.nlmsg_len > size)
        return;
      const std::size_t step =
          std::min<std::size_t>(MNL_ALIGN(header.nlmsg_len), size);
      if (header.nlmsg_seq == sequence_)
        take_message(header, datagram);
      datagram += step;
      size -= step;
    }
  }
  bool ended() const { return ended_; }
  /// 0 or an errno.
  int error() const { return error_; }
  /// The kernel changed its tables while it wrote them down.
  bool interrupted() const { return interrupted_; }
  NetlinkBytes take_bytes() { return std::move(bytes_); }

 private:
  void take_message(const nlmsghdr& header, const std::byte* message) {
    interrupted_ = interrupted_ || (header.nlmsg_flags & NLM_F_DUMP_INTR);
    if (header.nlmsg_type == NLMSG_ERROR || header.nlmsg_type == NLMSG_DONE) {
      ended_ = true;
      int code = 0;
      if (header.nlmsg_len >= sizeof header + sizeof code)
        std::memcpy(&code, message + sizeof header, sizeof code);
      error_ = code < 0 ? -code : 0;
      return;
    }
    bytes_.insert(bytes_.end(), message, message + header.nlmsg_len);
    bytes_.resize(MNL_ALIGN(bytes_.size()));
  }

  std::uint32_t sequence_;
  NetlinkBytes bytes_;
  bool ended_ = false;
  bool interrupted_ = false;
  int error_ = 0;
};

}  // namespace

NetlinkRequest::NetlinkRequest(std::uint16_t type, std::uint16_t flags)
    : buffer_(request_bytes), header_(mnl_nlmsg_put_header(buffer_.data())) {
  header_->nlmsg_type = type;
  // NLM_F_DUMP is two bits, one of which means something else elsewhere.
  const int end = (flags & NLM_F_DUMP) == NLM_F_DUMP ? 0 : NLM_F_ACK;
  header_->nlmsg_flags =
      static_cast<std::uint16_t>(NLM_F_REQUEST | flags | end);
}

void* NetlinkRequest::add_header(std::size_t size) {
  return mnl_nlmsg_put_extra_header(header_, size);
}

void NetlinkRequest::add_u32(std::uint16_t attribute, std::uint32_t value) {
  mnl_attr_put_u32_check(header_, request_bytes, attribute, value);
}

void NetlinkRequest::add_text(std::uint16_t attribute,
                              const std::string& value) {
  mnl_attr_put_strz_check(header_, request_bytes, attribute, value.c_str());
}

void NetlinkRequest::add_bytes(std::uint16_t attribute,
                               std::span<const std::byte> value) {
  mnl_attr_put_check(header_, request_bytes, attribute, value.size(),
                     value.data());
}

void NetlinkSocket::Close::operator()(mnl_socket* socket) const {
  mnl_socket_close(socket);
}

Result<NetlinkSocket> NetlinkSocket::open(int protocol) {
  Handle handle(mnl_socket_open2(protocol, SOCK_CLOEXEC));
  if (!handle || mnl_socket_bind(handle.get(), 0, MNL_SOCKET_AUTOPID) < 0)
    return error_of(errno);
  ::setsockopt(mnl_socket_get_fd(handle.get()), SOL_SOCKET, SO_RCVTIMEO,
               &patience, sizeof patience);
  return NetlinkSocket(std::move(handle));
}

Result<NetlinkBytes> NetlinkSocket::ask(NetlinkRequest& request) {
  // A table that changed while it was read is read again.
  for (int attempt = 0; attempt < 3; ++attempt) {
    auto* message = request.message();
    message->nlmsg_seq = ++sequence_;
    if (mnl_socket_sendto(handle_.get(), message, message->nlmsg_len) < 0)
      return error_of(errno);
    auto answer = receive(sequence_);
    if (answer || answer.error().code != Errc::busy)
      return answer;
  }
  return Error(Errc::io, "netlink: the tables change faster than they read");
}

Result<NetlinkBytes> NetlinkSocket::receive(std::uint32_t sequence) {
  Collector collector(sequence);
  std::vector<std::byte> datagram(answer_bytes);
  while (!collector.ended()) {
    const auto size =
        mnl_socket_recvfrom(handle_.get(), datagram.data(), datagram.size());
    if (size < 0 && errno == EINTR)
      continue;
    if (size < 0)
      return error_of(errno);
    collector.take(datagram.data(), static_cast<std::size_t>(size));
  }
  if (collector.error() != 0)
    return error_of(collector.error());
  if (collector.interrupted())
    return Error(Errc::busy, "netlink: the table changed meanwhile");
  return collector.take_bytes();
}

}  // namespace soundcheck
