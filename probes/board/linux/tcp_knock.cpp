#include "probes/board/linux/tcp_knock.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <vector>

#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/linux/stoppable_poll.hpp"

namespace soundcheck {

namespace {

bool means_answer(int error) {
  return error == 0 || error == ECONNREFUSED;
}

int pending_error(int descriptor) {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

}  // namespace

std::optional<std::chrono::microseconds> knock(
    HostAddress host,
    std::span<const std::uint16_t> ports,
    std::chrono::milliseconds timeout,
    const std::stop_token& stop) {
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed = [start] {
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);
  };
  std::vector<FileDescriptor> sockets;
  std::vector<pollfd> waiting;
  for (const auto port : ports) {
    host.set_port(port);
    sockets.emplace_back(
        ::socket(host.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int descriptor = sockets.back().get();
    const int error =
        ::connect(descriptor, host.get(), host.size) == 0 ? 0 : errno;
    if (means_answer(error))
      return elapsed();
    if (error == EINPROGRESS)
      waiting.push_back({descriptor, POLLOUT, 0});
  }
  while (!waiting.empty() && poll_until(waiting, start + timeout, stop)) {
    for (auto& one : waiting) {
      if (one.revents != 0 && means_answer(pending_error(one.fd)))
        return elapsed();
    }
    std::erase_if(waiting, [](const pollfd& one) { return one.revents != 0; });
  }
  return std::nullopt;
}

}  // namespace soundcheck
