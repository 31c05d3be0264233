#include "agent/local/connection.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "probes/board/race.hpp"

namespace soundcheck::local {

namespace asio = boost::asio;

struct Connection::Request {
  asio::cancellation_signal stop;
};

namespace {

/// However much came at once, a client that goes away is noticed after this.
constexpr std::chrono::milliseconds longest_pause{5'000};

}  // namespace

Connection::Connection(Socket socket,
                       Client client,
                       std::shared_ptr<const Ports> ports,
                       Clock& clock,
                       Limits limits)
    : socket_(std::move(socket)),
      client_(client),
      ports_(std::move(ports)),
      clock_(clock),
      limits_(limits),
      requests_toll_(limits.requests),
      posts_toll_(limits.posts),
      parser_(limits.frame_bytes) {}

void Connection::start(std::function<void()> ended) {
  ended_ = std::move(ended);
  co_spawn(socket_.get_executor(), read(shared_from_this()), asio::detached);
}

void Connection::close() {
  if (closed_)
    return;
  closed_ = true;
  if (ports_->app_probes)
    ports_->app_probes->gone(client_.number);
  boost::system::error_code ignored;
  socket_.close(ignored);
  // A stopped request ends later and erases itself; walk over a copy.
  for (const auto& [id, request] : std::map(requests_))
    request->stop.emit(asio::cancellation_type::terminal);
  if (ended_)
    std::exchange(ended_, nullptr)();
}

asio::awaitable<void> Connection::read(std::shared_ptr<Connection> self) {
  while (!self->closed_ && !self->last_words_) {
    // Named first: GCC 12.2 miscompiles `if (!co_await ...)` in this loop.
    const bool alive = co_await read_some(*self);
    if (!alive) {
      self->close();
      break;
    }
    if (!self->take_frames())
      self->close_after_writing();
    // No more of a client that asks too much; the others are served.
    const auto early = self->requests_toll_.early(self->clock_.monotonic());
    if (early.count() > 0)
      (void)co_await self->clock_.sleep(std::min(early, longest_pause));
  }
}

/// As much as has come; nothing when the client is gone.
asio::awaitable<void> Connection::receive(Connection& self,
                                          asio::mutable_buffer buffer,
                                          std::size_t& count) {
  const auto [failure, received] = co_await self.socket_.async_read_some(
      buffer, asio::as_tuple(asio::use_awaitable));
  count = failure ? 0 : received;
}

asio::awaitable<void> Connection::allow_time(Connection& self) {
  (void)co_await self.clock_.sleep(self.limits_.frame_time);
}

/// False when the client is gone, or sends a frame too slowly.
asio::awaitable<bool> Connection::read_some(Connection& self) {
  std::array<char, 4096> bytes;
  const auto buffer = asio::buffer(bytes);
  std::size_t count = 0;
  if (self.parser_.in_frame())
    (void)co_await race(receive(self, buffer, count), allow_time(self));
  else
    co_await receive(self, buffer, count);
  self.parser_.feed({bytes.data(), count});
  co_return count > 0;
}

/// False when what the client sends cannot be understood any more.
bool Connection::take_frames() {
  while (!closed_) {
    const auto payload = parser_.next();
    if (!payload) {
      send(failure(0, payload.error()));
      return false;
    }
    if (!payload->has_value())
      return true;
    if (!take(**payload))
      return false;
  }
  return true;
}

bool Connection::take(const std::string& payload) {
  v1::LocalRequest request;
  if (!request.ParseFromString(payload)) {
    send(failure(0, Error(Errc::parse, "not a LocalRequest")));
    return false;
  }
  const auto id = request.id();
  requests_toll_.pay(clock_.monotonic());
  if (requests_.contains(id)) {
    // Whatever is answered would be taken for the end of the first one.
    send(failure(0, Error(Errc::parse,
                          "request " + std::to_string(id) + " is still open")));
    return false;
  }
  if (request.has_cancel()) {
    cancel(id, request.cancel());
  } else if (const auto no = refusal(request)) {
    send(failure(id, *no));
  } else {
    begin(std::move(request));
  }
  return true;
}

std::optional<Error> Connection::refusal(const v1::LocalRequest& request) {
  const auto right = right_for(request.verb_case());
  if (!client_.rights.has(right)) {
    return Error(Errc::denied,
                 "this program is in no group of \"" +
                     std::string(to_string(right)) +
                     "\" below [local] in the policy of this speaker");
  }
  if (requests_.size() >= limits_.open_requests)
    return Error(Errc::busy, "too many open requests");
  if (!request.has_post())
    return std::nullopt;
  const auto now = clock_.monotonic();
  if (posts_toll_.early(now).count() > 0)
    return Error(Errc::busy, "too many events and measurements; one a second");
  posts_toll_.pay(now);
  return std::nullopt;
}

void Connection::cancel(std::uint64_t id, const v1::LocalCancel& verb) {
  const auto found = requests_.find(verb.request_id());
  if (found == requests_.end()) {
    const Error error(Errc::unsupported,
                      "no open request " + std::to_string(verb.request_id()));
    return send(failure(id, error));
  }
  v1::LocalResponse response;
  response.set_id(id);
  response.mutable_done();
  send(response);
  const auto request = found->second;
  request->stop.emit(asio::cancellation_type::terminal);
}

void Connection::begin(v1::LocalRequest request) {
  const auto id = request.id();
  const auto entry = std::make_shared<Request>();
  requests_.emplace(id, entry);
  auto self = shared_from_this();
  auto progress = [self](v1::LocalResponse response) { self->send(response); };
  // The handler keeps the ports, the connection and the signal until the end.
  auto ended = [self, entry, id](std::exception_ptr failed,
                                 v1::LocalResponse response) {
    if (failed)
      response = failure(id, Error(Errc::internal, "a defect of the agent"));
    self->end(id, std::move(response));
    // Asio may still look at the slot after this handler.
    asio::post(self->socket_.get_executor(), [entry] {});
  };
  co_spawn(
      socket_.get_executor(),
      serve(*ports_, std::move(request), std::move(progress), client_.number),
      asio::bind_cancellation_slot(entry->stop.slot(), std::move(ended)));
}

void Connection::end(std::uint64_t id, v1::LocalResponse response) {
  requests_.erase(id);
  send(response);
}

void Connection::send(const v1::LocalResponse& response) {
  if (closed_)
    return;
  auto bytes = frame(response.SerializeAsString());
  if (!bytes)
    bytes = frame(failure(response.id(), bytes.error()).SerializeAsString());
  queued_bytes_ += bytes->size();
  queue_.push_back(std::move(*bytes));
  if (queued_bytes_ > limits_.queued_bytes) {
    // Not at once: this may be called from within the run that it would stop.
    asio::post(socket_.get_executor(),
               [self = shared_from_this()] { self->close(); });
    return;
  }
  if (!writing_)
    write_next();
}

void Connection::write_next() {
  writing_ = true;
  asio::async_write(socket_, asio::buffer(queue_.front()),
                    [self = shared_from_this()](
                        boost::system::error_code failure, std::size_t) {
                      self->writing_ = false;
                      if (failure)
                        return self->close();
                      self->queued_bytes_ -= self->queue_.front().size();
                      self->queue_.pop_front();
                      if (!self->queue_.empty()) {
                        self->write_next();
                      } else if (self->last_words_) {
                        self->close();
                      }
                    });
}

void Connection::close_after_writing() {
  last_words_ = true;
  if (queue_.empty())
    close();
}

}  // namespace soundcheck::local
