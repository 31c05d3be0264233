#include "probes/board/linux/wpa_socket.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>

#include "probes/board/linux/stoppable_poll.hpp"

namespace soundcheck {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t max_message = 4096;  // the supplicant's own limit
constexpr std::size_t max_events = 64;     // kept while an answer is awaited
constexpr std::chrono::seconds patience{2};

bool is_event(std::string_view message) {
  return message.starts_with('<') || message.starts_with("IFNAME=");
}

}  // namespace

Error WpaSocket::error_of(int error) const {
  const auto text = std::generic_category().message(error);
  switch (error) {
    case EACCES:
    case EPERM:
      return {Errc::denied, "needs the right to use " + name_ +
                                " (wpa_supplicant's ctrl_interface_group)"};
    case ENOENT:
    case ENOTDIR:
    case ECONNREFUSED:
    case ECONNRESET:
    case ENOTCONN:
      return {Errc::unsupported, "no wpa_supplicant at " + name_};
    default:
      return {Errc::io, name_ + ": " + text};
  }
}

Result<WpaSocket> WpaSocket::open(const BoardRoot& root,
                                  std::string_view folder,
                                  std::string_view interface_name) {
  std::string name(folder);
  name += '/';
  name += interface_name;
  WpaSocket socket(FileDescriptor(::socket(
                       AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)),
                   name);
  if (!socket.socket_)
    return socket.error_of(errno);

  const auto path = root.path(name).string();
  sockaddr_un there{};
  there.sun_family = AF_UNIX;
  if (path.size() >= sizeof there.sun_path)
    return socket.error_of(ENAMETOOLONG);
  std::memcpy(there.sun_path, path.c_str(), path.size() + 1);

  // It answers to an address, so we take one that the kernel makes up and that
  // leaves no file behind. Connected, nobody else can speak to us.
  sockaddr_un here{};
  here.sun_family = AF_UNIX;
  const int descriptor = socket.descriptor();
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&here),
             sizeof here.sun_family) != 0 ||
      ::connect(descriptor, reinterpret_cast<const sockaddr*>(&there),
                sizeof there) != 0) {
    return socket.error_of(errno);
  }
  return socket;
}

Result<std::optional<std::string>> WpaSocket::receive() {
  std::array<char, max_message> message;
  const auto size =
      ::recv(socket_.get(), message.data(), message.size(), MSG_DONTWAIT);
  if (size >= 0) {
    return std::optional(
        std::string(message.data(), static_cast<std::size_t>(size)));
  }
  if (errno == EAGAIN || errno == EINTR)
    return std::optional<std::string>();
  return error_of(errno);
}

void WpaSocket::keep(std::string message) {
  if (is_event(message) && events_.size() < max_events)
    events_.push_back(std::move(message));
}

Result<std::string> WpaSocket::ask(std::string_view command,
                                   const std::stop_token& stop) {
  // An answer that came too late for the last question is none to this one.
  for (auto old = receive(); old && *old; old = receive())
    keep(std::move(**old));
  if (::send(socket_.get(), command.data(), command.size(), MSG_NOSIGNAL) < 0)
    return error_of(errno);
  const auto deadline = steady_clock::now() + patience;
  pollfd readable{socket_.get(), POLLIN, 0};
  while (poll_until({&readable, 1}, deadline, stop)) {
    auto message = receive();
    if (!message)
      return message.error();
    if (!*message)
      continue;
    if (is_event(**message)) {
      keep(std::move(**message));
      continue;
    }
    if (**message == "UNKNOWN COMMAND\n")
      return Error(Errc::unsupported, name_ + ": unknown command");
    if ((*message)->starts_with("FAIL"))
      return Error(Errc::io, name_ + ": the command failed");
    return std::move(**message);
  }
  if (stop.stop_requested())
    return Error(Errc::cancelled, "stopped");
  return Error(Errc::timeout, name_ + ": no answer");
}

Result<void> WpaSocket::attach(const std::stop_token& stop) {
  const auto answer = ask("ATTACH", stop);
  if (!answer)
    return answer.error();
  return {};
}

Result<std::optional<std::string>> WpaSocket::take_event() {
  if (!events_.empty()) {
    std::optional<std::string> first(std::move(events_.front()));
    events_.pop_front();
    return first;
  }
  for (;;) {
    auto message = receive();
    // An answer that came too late is nobody's any more.
    if (!message || !*message || is_event(**message))
      return message;
  }
}

Result<std::optional<std::string>> WpaSocket::next_event(
    steady_clock::time_point deadline,
    const std::stop_token& stop) {
  pollfd readable{socket_.get(), POLLIN, 0};
  for (;;) {
    auto event = take_event();
    if (!event || *event)
      return event;
    if (!poll_until({&readable, 1}, deadline, stop))
      return std::optional<std::string>();
  }
}

}  // namespace soundcheck
