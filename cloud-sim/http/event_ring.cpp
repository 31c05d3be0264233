#include "cloud-sim/http/event_ring.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>

namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace {

/// Keeps a timer in the set as long as its coroutine waits on it.
class Waiting {
 public:
  Waiting(std::shared_ptr<std::set<asio::steady_timer*>> all,
          asio::steady_timer& timer)
      : all_(std::move(all)), timer_(timer) {
    all_->insert(&timer_);
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() { all_->erase(&timer_); }

 private:
  std::shared_ptr<std::set<asio::steady_timer*>> all_;
  asio::steady_timer& timer_;
};

}  // namespace

EventRing::EventRing(std::uint64_t first_id, std::size_t capacity)
    : next_(first_id), capacity_(capacity) {}

void EventRing::add(std::string kind, std::string device, std::string data) {
  events_.push_back(
      {next_++, std::move(kind), std::move(device), std::move(data)});
  if (events_.size() > capacity_)
    events_.pop_front();
  for (auto* timer : *waiting_)
    timer->cancel();
}

void EventRing::forget(const std::string& device) {
  while (std::any_of(
      events_.begin(), events_.end(),
      [&](const ServerEvent& event) { return event.device == device; }))
    events_.pop_front();
}

bool EventRing::reaches_back_to(std::uint64_t id) const {
  return id < next_ && id + 1 >= next_ - events_.size();
}

const ServerEvent* EventRing::after(std::uint64_t id,
                                    const std::string& device) const {
  if (events_.empty() || id + 1 >= next_)
    return nullptr;
  const auto oldest = events_.front().id;
  for (std::size_t i = id < oldest ? 0 : id + 1 - oldest; i < events_.size();
       ++i)
    if (device.empty() || events_[i].device == device)
      return &events_[i];
  return nullptr;
}

asio::awaitable<void> EventRing::changed(
    std::uint64_t id,
    std::chrono::milliseconds patience) const {
  if (newest() > id)
    co_return;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(patience);
  const Waiting waiting(waiting_, timer);
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

std::optional<std::uint64_t> parse_event_id(const std::string& text) {
  std::uint64_t id = 0;
  const auto [end, failed] =
      std::from_chars(text.data(), text.data() + text.size(), id);
  if (failed != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  return id;
}

}  // namespace soundcheck::cloud
