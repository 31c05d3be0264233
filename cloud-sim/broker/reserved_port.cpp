#include "cloud-sim/broker/reserved_port.hpp"

namespace soundcheck::cloud {
namespace asio = boost::asio;

ReservedPort::ReservedPort(asio::ip::tcp::socket socket)
    : socket_(std::move(socket)) {}

Result<ReservedPort> ReservedPort::take(const asio::any_io_executor& executor,
                                        const std::string& address,
                                        std::uint16_t port) {
  boost::system::error_code failed;
  const auto parsed = asio::ip::make_address(address, failed);
  if (failed)
    return Error(
        Errc::invalid, "bad_address",
        "the broker cannot listen on \"" + address + "\"; give an IP address");
  asio::ip::tcp::socket socket(executor);
  const asio::ip::tcp::endpoint endpoint(parsed, port);
  socket.open(endpoint.protocol(), failed);
  if (!failed)
    socket.set_option(asio::socket_base::reuse_address(true), failed);
  if (!failed)
    socket.bind(endpoint, failed);
  if (failed)
    return Error(
        Errc::conflict, "port_taken",
        "the broker cannot listen on " + address + ":" + std::to_string(port) +
            ": " + failed.message() +
            "; choose another port with --broker-listen, or use that broker "
            "with --broker");
  return ReservedPort(std::move(socket));
}

asio::ip::tcp::endpoint ReservedPort::endpoint() const {
  return socket_.local_endpoint();
}

}  // namespace soundcheck::cloud
