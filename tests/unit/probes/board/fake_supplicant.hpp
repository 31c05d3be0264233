#pragma once

#include <filesystem>
#include <functional>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace soundcheck::test {

/// Answers at a control socket like wpa_supplicant, on a thread of its own.
class FakeSupplicant {
 public:
  /// All messages that a command brings forth, in order.
  using Answers = std::function<std::vector<std::string>(const std::string&)>;

  FakeSupplicant(const std::filesystem::path& path, Answers answers)
      : answers_(std::move(answers)),
        socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    std::filesystem::create_directories(path.parent_path());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address),
               sizeof address) != 0) {
      throw std::runtime_error("cannot bind " + path.string());
    }
    thread_ = std::jthread([this](std::stop_token stop) { serve(stop); });
  }
  ~FakeSupplicant() {
    thread_.request_stop();
    thread_.join();
    ::close(socket_);
  }
  FakeSupplicant(const FakeSupplicant&) = delete;
  FakeSupplicant& operator=(const FakeSupplicant&) = delete;

 private:
  void serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      pollfd readable{socket_, POLLIN, 0};
      if (::poll(&readable, 1, 10) <= 0)
        continue;
      char command[4096];
      sockaddr_un from{};
      socklen_t size = sizeof from;
      const auto length = ::recvfrom(socket_, command, sizeof command, 0,
                                     reinterpret_cast<sockaddr*>(&from), &size);
      if (length < 0)
        continue;
      const std::string text(command, static_cast<std::size_t>(length));
      for (const auto& answer : answers_(text)) {
        ::sendto(socket_, answer.data(), answer.size(), MSG_NOSIGNAL,
                 reinterpret_cast<const sockaddr*>(&from), size);
      }
    }
  }

  Answers answers_;
  int socket_;
  std::jthread thread_;
};

}  // namespace soundcheck::test
