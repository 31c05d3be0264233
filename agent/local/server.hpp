#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>

#include "agent/local/connection.hpp"

namespace soundcheck::local {

/// The Unix socket on which programs of the same speaker reach the daemon:
/// button, voice, app, and the `soundcheck` command. See
/// proto/soundcheck/v1/local.proto. A client can harm nobody but itself.
class Server {
 public:
  /// Listens at once. The socket file is for owner and group (0660). A file
  /// that a dead daemon left behind is replaced. Errors: busy when a living
  /// daemon listens there, denied, io.
  static Result<std::unique_ptr<Server>> listen(
      boost::asio::io_context& io,
      const std::filesystem::path& socket_file,
      Ports ports,
      Clock& clock,
      Limits limits = {});
  /// Stops.
  ~Server();

  /// Removes the socket file, drops every client and stops what they started.
  /// The last of it ends in the io_context's next turns.
  void stop();

 private:
  struct State;
  explicit Server(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace soundcheck::local
