#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <memory>
#include <string>

#include "agent/cli/backend.hpp"
#include "agent/local/frame.hpp"

namespace soundcheck::cli {

class DaemonBackend final : public Backend {
 public:
  /// Errors: io when nobody listens there, denied; the text says what to do.
  static Result<std::unique_ptr<DaemonBackend>> connect(
      boost::asio::io_context& io,
      const std::string& socket_file);

  explicit DaemonBackend(boost::asio::local::stream_protocol::socket socket)
      : socket_(std::move(socket)) {}

  Task<v1::LocalResponse> ask(v1::LocalRequest request, Tell tell) override;

 private:
  Task<void> send(v1::LocalRequest request);
  Task<void> read_more();
  Result<std::optional<v1::LocalResponse>> next();

  boost::asio::local::stream_protocol::socket socket_;
  local::FrameParser parser_;
};

}  // namespace soundcheck::cli
