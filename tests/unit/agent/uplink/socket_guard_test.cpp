#include "agent/uplink/paho/socket_guard.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <netinet/tcp.h>

using namespace soundcheck;
using namespace std::chrono_literals;
using boost::asio::ip::tcp;

namespace {

const tcp::endpoint any_port(boost::asio::ip::address_v4::loopback(), 0);

struct Pair {
  explicit Pair(boost::asio::io_context& io)
      : acceptor(io, any_port), client(io), server(io) {
    client.connect(acceptor.local_endpoint());
    acceptor.accept(server);
  }
  std::uint16_t port() const { return acceptor.local_endpoint().port(); }

  tcp::acceptor acceptor;
  tcp::socket client, server;
};

int option(tcp::socket& socket, int name) {
  int value = -1;
  socklen_t size = sizeof value;
  getsockopt(socket.native_handle(), IPPROTO_TCP, name, &value, &size);
  return value;
}

}  // namespace

TEST_CASE("only connections to the broker's port are tuned") {
  boost::asio::io_context io;
  Pair broker(io), stranger(io);

  const int tuned = tune_connections(broker.port(), 30s);

  CHECK(tuned == 1);
  CHECK(option(broker.client, TCP_NODELAY) == 1);
  CHECK(option(broker.client, TCP_USER_TIMEOUT) == 30000);
  CHECK(option(broker.server, TCP_NODELAY) == 0);
  CHECK(option(stranger.client, TCP_NODELAY) == 0);
}

TEST_CASE("without a connection there is nothing to tune") {
  boost::asio::io_context io;
  tcp::acceptor listening(io, any_port);

  CHECK(tune_connections(listening.local_endpoint().port(), 30s) == 0);
}

namespace {

/// False under qemu-user, which knows the option's first bytes only.
bool has_tcp_info(tcp::socket& socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  return ::getsockopt(socket.native_handle(), IPPROTO_TCP, TCP_INFO, &info,
                      &size) == 0 &&
         size > sizeof(int);
}

}  // namespace

TEST_CASE("a connection that TCP is content with is not stalled") {
  boost::asio::io_context io;
  Pair broker(io);
  boost::asio::write(broker.client, boost::asio::buffer("x", 1));

  const auto health = health_of_connection(broker.port());

  REQUIRE(health.has_value() == has_tcp_info(broker.client));
  if (!health)
    return;
  CHECK(!health->stalled);
  CHECK(health->round_trip.count() > 0);
}

TEST_CASE("without a connection its health is not known") {
  boost::asio::io_context io;
  tcp::acceptor listening(io, any_port);

  CHECK(!health_of_connection(listening.local_endpoint().port()));
}
