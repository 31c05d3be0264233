#include "cloud-sim/broker/reserved_port.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck::cloud;
using boost::asio::ip::tcp;

namespace {

const auto loopback = boost::asio::ip::address_v4::loopback();

}  // namespace

TEST_CASE("a reserved port is still free for the server it is kept for") {
  boost::asio::io_context io;
  const auto port = ReservedPort::take(io.get_executor(), "127.0.0.1", 0);
  REQUIRE(port);
  REQUIRE(port->endpoint().port() != 0);

  // As a server starts, is killed, and starts again.
  for (int start = 0; start < 2; ++start) {
    const tcp::acceptor server(io, {loopback, port->endpoint().port()});
    CHECK(server.is_open());
  }
}

TEST_CASE("a reserved port is given to nobody who asks for a free one") {
  boost::asio::io_context io;
  const auto port = ReservedPort::take(io.get_executor(), "127.0.0.1", 0);
  REQUIRE(port);

  // As many as it takes to be handed every free port about once.
  int taken = 0;
  for (int i = 0; i < 20000; ++i) {
    const tcp::acceptor any(io, {loopback, 0});
    taken += any.local_endpoint().port() == port->endpoint().port() ? 1 : 0;
  }

  CHECK(taken == 0);
}

TEST_CASE("a port where somebody listens is refused and the way out is told") {
  boost::asio::io_context io;
  const tcp::acceptor other(io, {loopback, 0});
  const auto number = other.local_endpoint().port();

  const auto port = ReservedPort::take(io.get_executor(), "127.0.0.1", number);

  REQUIRE(!port);
  CHECK(port.error().code == "port_taken");
  CHECK(port.error().what.find(std::to_string(number)) != std::string::npos);
  CHECK(port.error().what.find("--broker-listen") != std::string::npos);
}

TEST_CASE("what is no address cannot be reserved") {
  boost::asio::io_context io;
  const auto port = ReservedPort::take(io.get_executor(), "here", 1);
  REQUIRE(!port);
  CHECK(port.error().code == "bad_address");
}
