#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>

#include "cloud-sim/result.hpp"

namespace soundcheck::cloud {

/// A TCP port that is kept for a child which binds it later.
///
/// The socket is bound and never listens. Linux then gives the port to nobody
/// who asks for a free one, and still lets a program that sets SO_REUSEADDR
/// bind it by number, as every server does. Without it another socket could
/// take a port that was found free a moment ago.
class ReservedPort {
 public:
  /// Port 0 takes a free one. Errors: invalid for what is no IP address,
  /// conflict when somebody listens there.
  static Result<ReservedPort> take(const boost::asio::any_io_executor& executor,
                                   const std::string& address,
                                   std::uint16_t port);

  boost::asio::ip::tcp::endpoint endpoint() const;

 private:
  explicit ReservedPort(boost::asio::ip::tcp::socket socket);

  boost::asio::ip::tcp::socket socket_;
};

}  // namespace soundcheck::cloud
