#include "probes/board/linux/mute_key_evdev.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace soundcheck {

namespace asio = boost::asio;

namespace {

Error failed(Errc code, const std::string& file) {
  return {code, file + ": " + std::generic_category().message(errno)};
}

/// Reads what is there. True: one of the events mutes.
Result<bool> take_events(int descriptor) {
  std::array<input_event, 16> events;
  bool muted = false;
  for (;;) {
    const auto bytes = ::read(descriptor, events.data(), sizeof events);
    if (bytes < 0 && errno == EAGAIN)
      return muted;
    if (bytes < 0)
      return failed(Errc::io, "the mute key");
    if (bytes == 0)
      return Error(Errc::io, "the mute key: it was taken away");
    const auto count = static_cast<std::size_t>(bytes) / sizeof(input_event);
    muted = mutes(std::span(events).first(count)) || muted;
  }
}

}  // namespace

bool mutes(std::span<const input_event> events) {
  for (const auto& one : events) {
    if ((one.type == EV_KEY && one.code == KEY_MICMUTE && one.value == 1) ||
        (one.type == EV_SW && one.code == SW_MUTE_DEVICE && one.value == 1) ||
        (one.type == EV_SYN && one.code == SYN_DROPPED))
      return true;
  }
  return false;
}

Result<std::string> MuteKeyEvdev::file() const {
  if (device_.starts_with('/'))
    return root_.path(device_).string();
  const auto inputs = root_.list("/sys/class/input");
  if (!device_.empty() && inputs) {
    for (const auto& input : *inputs) {
      const auto name =
          root_.read("/sys/class/input/" + input + "/device/name");
      if (name && *name && **name == device_ + '\n')
        return root_.path("/dev/input/" + input).string();
    }
  }
  return Error(Errc::unsupported,
               device_.empty()
                   ? "this speaker has no mute key: mute_key.device names none"
                   : "no input device is called \"" + device_ + '"');
}

std::string MuteKeyEvdev::problem() const {
  const auto found = file();
  if (!found)
    return found.error().what;
  if (::access(found->c_str(), R_OK) != 0)
    return failed(Errc::io, *found).what;
  return "";
}

Task<void> MuteKeyEvdev::pressed() {
  co_await asio::this_coro::throw_if_cancelled(false);
  if (!events_) {
    const auto found = file();
    if (!found)
      co_return found.error();
    const int descriptor =
        ::open(found->c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) {
      co_return failed(errno == EACCES ? Errc::denied : Errc::unsupported,
                       *found);
    }
    events_.emplace(co_await asio::this_coro::executor, descriptor);
  }
  for (;;) {
    const auto [stopped] =
        co_await events_->async_wait(asio::posix::descriptor_base::wait_read,
                                     asio::as_tuple(asio::use_awaitable));
    if (stopped)
      co_return Error(Errc::cancelled, "stopped");
    const auto muted = take_events(events_->native_handle());
    if (!muted) {
      events_.reset();
      co_return muted.error();
    }
    if (*muted)
      co_return Result<void>();
  }
}

}  // namespace soundcheck
