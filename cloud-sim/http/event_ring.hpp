#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace soundcheck::cloud {

struct ServerEvent {
  std::uint64_t id = 0;
  std::string kind;  ///< "device", "report", "command", "session", "case",
                     ///< "approval"
  std::string device;
  std::string data;  ///< JSON on one line
};

/// The newest events, kept once for all readers. A reader has a place in it and
/// no queue of its own, so a slow one costs nothing and harms nobody: what it
/// did not read in time is gone, and it is told so.
class EventRing {
 public:
  /// `first_id` must rise with every start of the cloud, so that a reader of
  /// yesterday is recognised.
  EventRing(std::uint64_t first_id, std::size_t capacity);

  void add(std::string kind, std::string device, std::string data);
  /// Lets go of all that was told of a device, and of what is older. Who has
  /// not read it yet is told to load everything again.
  void forget(const std::string& device);

  std::uint64_t newest() const { return next_ - 1; }
  /// True when everything after `id` is still here.
  bool reaches_back_to(std::uint64_t id) const;
  /// The first event after `id`; of `device` only, unless that is empty.
  const ServerEvent* after(std::uint64_t id, const std::string& device) const;

  /// Comes back when something was added after `id`, or after `patience`.
  boost::asio::awaitable<void> changed(
      std::uint64_t id,
      std::chrono::milliseconds patience) const;

 private:
  using Timers = std::set<boost::asio::steady_timer*>;

  std::deque<ServerEvent> events_;
  std::uint64_t next_;
  std::size_t capacity_;
  // Shared with those who wait: they may be destroyed after the ring.
  std::shared_ptr<Timers> waiting_ = std::make_shared<Timers>();
};

/// The id of a Last-Event-ID header; nothing when it is no number.
std::optional<std::uint64_t> parse_event_id(const std::string& text);

}  // namespace soundcheck::cloud
