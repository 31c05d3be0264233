#include "agent/service_manager.hpp"

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace soundcheck {

namespace {

std::optional<std::uint64_t> number_in(const char* variable) {
  const char* text = std::getenv(variable);
  std::uint64_t number = 0;
  if (!text)
    return std::nullopt;
  const char* end = text + std::strlen(text);
  const auto parsed = std::from_chars(text, end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end)
    return std::nullopt;
  return number;
}

}  // namespace

void tell_service_manager(std::string_view state) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  const std::string_view name = path ? path : "";
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const bool usable = name.size() > 1 &&
                      name.size() < sizeof address.sun_path &&
                      (name[0] == '/' || name[0] == '@');
  if (!usable)
    return;
  std::memcpy(address.sun_path, name.data(), name.size());
  if (name[0] == '@')
    address.sun_path[0] = '\0';  // abstract
  const int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0)
    return;
  union {
    const sockaddr_un* unix_domain;
    const sockaddr* any;
  } where{&address};
  const auto size = offsetof(sockaddr_un, sun_path) + name.size();
  sendto(descriptor, state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
         where.any, static_cast<socklen_t>(size));
  close(descriptor);
}

std::optional<std::chrono::milliseconds> watchdog_interval() {
  const auto limit_us = number_in("WATCHDOG_USEC");
  const auto process = number_in("WATCHDOG_PID");
  const bool ours =
      !process || *process == static_cast<std::uint64_t>(getpid());
  // Shorter than 2 ms is no interval but a mistake.
  if (!limit_us || *limit_us < 2000 || !ours)
    return std::nullopt;
  return std::chrono::milliseconds(*limit_us / 2000);
}

}  // namespace soundcheck
