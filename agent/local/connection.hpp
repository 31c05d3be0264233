#pragma once

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <deque>
#include <functional>
#include <map>
#include <memory>

#include "agent/local/frame.hpp"
#include "agent/local/service.hpp"
#include "agent/local/toll.hpp"

namespace soundcheck::local {

/// What one client may take before it is dropped.
struct Limits {
  std::size_t frame_bytes = max_frame_bytes;
  std::size_t queued_bytes = 2 * max_frame_bytes;  ///< answers it did not read
  std::size_t open_requests = 16;
  std::size_t clients = 32;
  std::size_t clients_of_process = 16;
  /// Above it the client's next request is read only when its time has come.
  Rate requests{std::chrono::milliseconds(20), 100};
  /// Of events and measurements; above it they are refused.
  Rate posts{std::chrono::milliseconds(1000), 30};
  /// From the first byte of a frame to its last.
  std::chrono::milliseconds frame_time{10'000};
};

/// Who a client is: its number, from 1, and what it may do.
struct Client {
  std::uint64_t number;
  pid_t process;
  Rights rights;
};

/// One client. Lives as long as its socket or one of its requests; when the
/// client goes away, so does what it started.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::local::stream_protocol::socket;

  Connection(Socket socket,
             Client client,
             std::shared_ptr<const Ports> ports,
             Clock& clock,
             Limits limits);

  /// `ended` is called once, when the client is gone.
  void start(std::function<void()> ended);
  void close();
  const Client& client() const { return client_; }

 private:
  struct Request;
  static boost::asio::awaitable<void> read(std::shared_ptr<Connection> self);
  static boost::asio::awaitable<bool> read_some(Connection& self);
  static boost::asio::awaitable<void> receive(
      Connection& self,
      boost::asio::mutable_buffer buffer,
      std::size_t& count);
  static boost::asio::awaitable<void> allow_time(Connection& self);
  bool take_frames();
  bool take(const std::string& payload);
  std::optional<Error> refusal(const v1::LocalRequest& request);
  void cancel(std::uint64_t id, const v1::LocalCancel& verb);
  void begin(v1::LocalRequest request);
  void end(std::uint64_t id, v1::LocalResponse response);
  void send(const v1::LocalResponse& response);
  void write_next();
  void close_after_writing();

  Socket socket_;
  Client client_;
  std::shared_ptr<const Ports> ports_;
  Clock& clock_;
  Limits limits_;
  Toll requests_toll_, posts_toll_;
  FrameParser parser_;
  std::map<std::uint64_t, std::shared_ptr<Request>> requests_;
  std::deque<std::string> queue_;
  std::size_t queued_bytes_ = 0;
  bool writing_ = false;
  bool last_words_ = false;  ///< close when the queue is empty
  bool closed_ = false;
  std::function<void()> ended_;
};

}  // namespace soundcheck::local
