#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "agent/inputs.hpp"
#include "probes/board/board.hpp"
#include "probes/board/light.hpp"

namespace soundcheck {

/// The whole daemon, put together: check-ups, storage, cloud, local clients.
class Agent {
 public:
  /// The io_context, the board's ports and the light outlive it.
  Agent(boost::asio::io_context& io, Inputs inputs, Board board, Light& light);
  ~Agent();
  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;

  /// Errors: busy (another daemon runs here), io, denied (the socket). After
  /// one of them it can only be destroyed.
  Task<void> start();
  /// Stops what runs and says goodbye to the cloud. False: see Uplink::stop().
  boost::asio::awaitable<bool> stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace soundcheck
