// What the real libraries say of a server that fails names its address; what
// the probes tell leaves the board, and must not. On the loopback.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>

#include "probes/board/linux/path_sockets.hpp"
#include "probes/board/linux/resolver_cares.hpp"
#include "probes/board/linux/web_curl.hpp"
#include "probes/network/dns.hpp"
#include "probes/network/internet.hpp"
#include "probes/system/clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/system/fake_system.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::tcp;
using test::tells;

namespace {

/// A port of the loopback that refuses or that accepts and says nothing.
class Server {
 public:
  explicit Server(bool accepts) : socket_(io_) {
    socket_.open(tcp::v4());
    socket_.bind({asio::ip::address_v4::loopback(), 0});
    if (accepts)
      socket_.listen();
  }
  std::string address() const {
    return "127.0.0.1:" + std::to_string(socket_.local_endpoint().port());
  }

 private:
  asio::io_context io_{1};
  tcp::acceptor socket_;
};

}  // namespace

TEST_CASE("no verdict on a server that fails names its address") {
  const bool accepts = GENERATE(false, true);
  const Server server(accepts);
  const std::string why = accepts ? "connected, but" : "no connection";
  Worker worker;
  WebCurl web(worker);
  PathSockets path(worker);
  test::Steps steps;

  SECTION("of the internet") {
    Profile::Network limits;
    limits.http_url = "http://" + server.address() + "/generate_204";
    limits.https_url = "https://" + server.address() + "/generate_204";
    limits.http_timeout = 200ms;
    limits.anchors = {};

    const auto verdict =
        test::run(network::check_internet(web, path, limits, steps));

    REQUIRE(verdict);
    CHECK(verdict->outcome == Outcome::failed);
    CHECK(tells(*verdict, why));
    CHECK(!tells(*verdict, "127.0"));
  }
  SECTION("of the clock") {
    test::FakeSystem system;
    system::ClockLimits limits;
    limits.server = {"http://" + server.address(), 200ms};

    const auto verdict =
        test::run(system::check_clock(system, web, limits, steps));

    REQUIRE(verdict);
    CHECK(tells(*verdict, why));
    CHECK(!tells(*verdict, "127.0"));
  }
}

TEST_CASE("no verdict on a name server that fails names its address") {
  const test::TemporaryFolder root;
  root.write("etc/resolv.conf", "nameserver 127.77.53.2\n");
  Worker worker;
  ResolverCares resolver(worker, BoardRoot(root.path()));
  Profile::Network limits;
  limits.dns_timeout = 200ms;
  test::Steps steps;

  limits.anchors = {"127.0.0.1:1", "127.0.0.2:1"};
  PathSockets path(worker);

  const auto verdict = test::run(network::check_dns(
      resolver, path, limits, network::made_up_names(), steps));

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(tells(*verdict, "DNS server 1: no_answer"));
  CHECK(!tells(*verdict, "127.77"));
}
