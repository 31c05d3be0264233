#include "cloud-sim/http/event_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>

namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace http = boost::beast::http;
using namespace std::chrono_literals;
namespace {

constexpr auto keep_alive = 15s;
constexpr auto write_patience = 10s;
constexpr std::size_t max_batch_bytes = 64 * 1024;

asio::awaitable<bool> write_head(boost::beast::tcp_stream& stream,
                                 const Response& head) {
  http::response<http::empty_body> response{http::status::ok, 11};
  response.set(http::field::content_type, "text/event-stream");
  // Proxies would otherwise collect what is meant to be seen at once.
  response.set("X-Accel-Buffering", "no");
  for (const auto& [name, value] : head.headers)
    response.set(name, value);
  response.chunked(true);
  http::response_serializer<http::empty_body> serializer(response);
  stream.expires_after(write_patience);
  const auto [failed, bytes] = co_await http::async_write_header(
      stream, serializer, asio::as_tuple(asio::use_awaitable));
  co_return !failed;
}

asio::awaitable<bool> write_chunk(boost::beast::tcp_stream& stream,
                                  std::string text) {
  stream.expires_after(write_patience);
  const auto chunk = http::make_chunk(asio::buffer(text));
  const auto [failed, bytes] = co_await asio::async_write(
      stream, chunk, asio::as_tuple(asio::use_awaitable));
  stream.expires_never();
  co_return !failed;
}

constexpr const char* reset_lines = "event: reset\ndata: {}\n\n";

/// What is there after `place`, and moves the place on.
std::string take_lines(const EventRing& ring,
                       const std::string& device,
                       std::uint64_t& place) {
  std::string lines;
  while (lines.size() < max_batch_bytes) {
    const auto* event = ring.after(place, device);
    if (event == nullptr) {
      place = ring.newest();
      break;
    }
    lines += to_lines(*event);
    place = event->id;
  }
  return lines;
}

/// Waits until there is something for this reader, or it is time to show that
/// the line is alive.
asio::awaitable<std::string> next_lines(const EventRing& ring,
                                        const std::string& device,
                                        std::uint64_t& place) {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + keep_alive;
  while (Clock::now() < until) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    co_await ring.changed(place, left);
    std::string lines;
    if (!ring.reaches_back_to(place)) {
      place = ring.newest();
      lines = "id: " + std::to_string(place) + "\n" + reset_lines;
    }
    lines += take_lines(ring, device, place);
    if (!lines.empty())
      co_return lines;
  }
  co_return ": alive\n\n";
}

}  // namespace

std::string to_lines(const ServerEvent& event) {
  return "id: " + std::to_string(event.id) + "\nevent: " + event.kind +
         "\ndata: " + event.data + "\n\n";
}

StartPoint start_point(const EventRing& ring,
                       const std::string& last_event_id) {
  if (last_event_id.empty())
    return {ring.newest(), false};
  const auto id = parse_event_id(last_event_id);
  if (id && ring.reaches_back_to(*id))
    return {*id, false};
  return {ring.newest(), true};
}

asio::awaitable<void> stream_events(boost::beast::tcp_stream& stream,
                                    EventRing& ring,
                                    std::string device,
                                    std::string last_event_id,
                                    Response head) {
  if (!co_await write_head(stream, head))
    co_return;
  const auto start = start_point(ring, last_event_id);
  auto place = start.after;
  // An id without data: a reader that is cut off before the first event
  // resumes from here.
  std::string lines = "retry: 2000\nid: " + std::to_string(place) + "\n\n";
  if (start.reset)
    lines += reset_lines;
  for (;;) {
    if (!co_await write_chunk(stream, lines))
      co_return;
    lines = co_await next_lines(ring, device, place);
  }
}

}  // namespace soundcheck::cloud
