#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "agent/inputs.hpp"
#include "probes/board/board.hpp"
#include "probes/board/chime.hpp"
#include "probes/board/light.hpp"
#include "probes/board/mute_key.hpp"

namespace soundcheck {

/// By what the owner knows of a remote session, and ends it.
struct Signs {
  Light& light;
  Chime& chime;
  MuteKey& mute_key;
};

/// The whole daemon, put together: check-ups, storage, cloud, local clients.
class Agent {
 public:
  /// The io_context, the board's ports and the signs outlive it.
  Agent(boost::asio::io_context& io, Inputs inputs, Board board, Signs signs);
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
