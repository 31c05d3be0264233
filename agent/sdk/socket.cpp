#include "agent/sdk/socket.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

#include "agent/sdk/include/soundcheck/soundcheck.h"

namespace soundcheck::sdk {

namespace {

// Of proto/soundcheck/v1/local.proto.
constexpr std::size_t max_payload_bytes = 1024 * 1024;
constexpr std::size_t header_bytes = 4;

bool again(int code) {
  return code == EAGAIN || code == EWOULDBLOCK || code == EINTR;
}

/// For poll(), rounded up so that the time is over when it returns.
int milliseconds_until(Socket::Clock::time_point until) {
  if (until == Socket::Clock::time_point::max())
    return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      until - Socket::Clock::now());
  if (left.count() <= 0)
    return 0;
  return left.count() < INT_MAX ? static_cast<int>(left.count()) : INT_MAX;
}

}  // namespace

int take_payload(std::string& buffer, std::string& payload) {
  if (buffer.size() < header_bytes)
    return SOUNDCHECK_TIMEOUT;
  std::size_t size = 0;
  for (std::size_t i = 0; i < header_bytes; ++i)
    size = size << 8 | static_cast<unsigned char>(buffer[i]);
  if (size > max_payload_bytes)
    return SOUNDCHECK_PARSE;
  if (buffer.size() < header_bytes + size)
    return SOUNDCHECK_TIMEOUT;
  payload.assign(buffer, header_bytes, size);
  buffer.erase(0, header_bytes + size);
  return SOUNDCHECK_OK;
}

Socket::~Socket() {
  if (fd_ >= 0)
    ::close(fd_);
}

Socket::Socket(Socket&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), buffer_(std::move(other.buffer_)) {}

int Socket::lose(int error, std::string text, std::string& why) {
  if (fd_ >= 0)
    ::close(fd_);
  fd_ = -1;
  why = std::move(text);
  return error;
}

int Socket::connect(const char* path, std::string& why) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (std::strlen(path) >= sizeof address.sun_path) {
    why = std::string(path) + ": too long for a socket";
    return SOUNDCHECK_IO;
  }
  std::strcpy(address.sun_path, path);
  fd_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd_ >= 0 && ::connect(fd_, reinterpret_cast<const sockaddr*>(&address),
                            sizeof address) == 0)
    return SOUNDCHECK_OK;
  const int code = errno;
  const auto text = std::string(path) + ": " + std::strerror(code);
  return lose(code == EACCES || code == EPERM ? SOUNDCHECK_DENIED
              : code == EAGAIN                ? SOUNDCHECK_BUSY
                                              : SOUNDCHECK_IO,
              text, why);
}

int Socket::wait(short events,
                 Clock::time_point until,
                 std::string& why) const {
  for (;;) {
    pollfd one{fd_, events, 0};
    const int count = ::poll(&one, 1, milliseconds_until(until));
    if (count > 0)
      return SOUNDCHECK_OK;
    if (count < 0 && errno != EINTR) {
      why = std::strerror(errno);
      return SOUNDCHECK_IO;
    }
    if (count == 0 && Clock::now() >= until) {
      why = "no answer in time";
      return SOUNDCHECK_TIMEOUT;
    }
  }
}

int Socket::send(std::string_view payload,
                 Clock::time_point until,
                 std::string& why) {
  if (fd_ < 0)
    return lose(SOUNDCHECK_IO, "the connection is lost", why);
  if (payload.size() > max_payload_bytes) {
    why = "more than the daemon takes";
    return SOUNDCHECK_PARSE;
  }
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes += static_cast<char>(payload.size() >> shift & 0xff);
  bytes += payload;
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const auto sent = ::send(fd_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (!again(errno))
      return lose(SOUNDCHECK_IO, "soundcheckd hung up", why);
    // Half a request cannot be taken back.
    if (const int error = wait(POLLOUT, until, why))
      return lose(error, why, why);
  }
  return SOUNDCHECK_OK;
}

int Socket::receive(std::string& payload,
                    Clock::time_point until,
                    std::string& why) {
  std::array<char, 16 * 1024> bytes;
  for (;;) {
    const int taken = take_payload(buffer_, payload);
    if (taken == SOUNDCHECK_PARSE)
      return lose(taken, "what listens there is no soundcheckd", why);
    if (taken == SOUNDCHECK_OK)
      return taken;
    if (fd_ < 0)
      return lose(SOUNDCHECK_IO, "the connection is lost", why);
    const auto count = ::recv(fd_, bytes.data(), bytes.size(), 0);
    if (count == 0 || (count < 0 && !again(errno)))
      return lose(SOUNDCHECK_IO, "soundcheckd hung up", why);
    if (count > 0)
      buffer_.append(bytes.data(), static_cast<std::size_t>(count));
    else if (const int error = wait(POLLIN, until, why))
      return error;
  }
}

}  // namespace soundcheck::sdk
