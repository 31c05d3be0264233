#include "probes/board/linux/anchor_knock.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <sys/socket.h>

#include "probes/board/linux/echo_socket.hpp"
#include "probes/board/linux/icmp_echo.hpp"
#include "probes/board/linux/stoppable_poll.hpp"

namespace soundcheck {

namespace {

using std::chrono::steady_clock;

constexpr std::uint16_t requests = 2;  // the first may get lost

/// One host, and the two ways to ask it.
class Anchor {
 public:
  explicit Anchor(const HostAddress& host) {
    auto echo = EchoSocket::open(host);
    if (echo)
      echo_.emplace(std::move(*echo));
    tcp_ = FileDescriptor(
        ::socket(host.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (tcp_ && ::connect(tcp_.get(), host.get(), host.size) != 0 &&
        errno != EINPROGRESS)
      tcp_ = FileDescriptor(-1);
  }

  void send(std::uint16_t sequence) {
    if (echo_)
      echo_->send(sequence, echo_payload);
  }
  void add_to(std::vector<pollfd>& waiting) const {
    if (echo_)
      waiting.push_back({echo_->descriptor(), POLLIN, 0});
    if (tcp_)
      waiting.push_back({tcp_.get(), POLLOUT, 0});
  }
  void look(const pollfd& ready) {
    if (echo_ && ready.fd == echo_->descriptor()) {
      while (const auto heard = echo_->receive())
        answered_ |= heard->sequence.has_value();
    } else if (tcp_ && ready.fd == tcp_.get()) {
      int error = 0;
      socklen_t size = sizeof error;
      ::getsockopt(tcp_.get(), SOL_SOCKET, SO_ERROR, &error, &size);
      answered_ |= error == 0;
      tcp_ = FileDescriptor(-1);
    }
  }
  bool answered() const { return answered_; }

 private:
  std::optional<EchoSocket> echo_;
  FileDescriptor tcp_{-1};
  bool answered_ = false;
};

void listen(std::vector<Anchor>& anchors,
            steady_clock::time_point until,
            const std::stop_token& stop) {
  for (;;) {
    std::vector<pollfd> waiting;
    for (const auto& anchor : anchors) {
      if (!anchor.answered())
        anchor.add_to(waiting);
    }
    if (waiting.empty() || !poll_until(waiting, until, stop))
      return;
    for (const auto& ready : waiting) {
      if (ready.revents == 0)
        continue;
      for (auto& anchor : anchors)
        anchor.look(ready);
    }
  }
}

}  // namespace

std::vector<bool> knock_at_anchors(std::span<const HostAddress> hosts,
                                   std::chrono::milliseconds timeout,
                                   const std::stop_token& stop) {
  std::vector<Anchor> anchors(hosts.begin(), hosts.end());
  auto until = steady_clock::now();
  for (std::uint16_t request = 1; request <= requests; ++request) {
    for (auto& anchor : anchors) {
      if (!anchor.answered())
        anchor.send(request);
    }
    until += timeout / requests;
    listen(anchors, until, stop);
  }
  std::vector<bool> answered;
  answered.reserve(anchors.size());
  for (const auto& anchor : anchors)
    answered.push_back(anchor.answered());
  return answered;
}

}  // namespace soundcheck
