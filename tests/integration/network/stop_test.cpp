// How soon a stop is heeded while a server keeps silent. On the loopback.

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>

#include "probes/board/linux/network_rtnetlink.hpp"
#include "probes/board/linux/resolver_cares.hpp"
#include "probes/board/linux/web_curl.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;

namespace {

using std::chrono::steady_clock;

/// Far below what the request was given, far above one look at the stop.
constexpr auto promptly = 2s;

struct Stopped {
  std::optional<Errc> code;
  steady_clock::duration after{};
};

/// Runs `task`, cancels it after a moment and tells how it ended.
template <class T>
Stopped stop(asio::io_context& io, Task<T> task) {
  Stopped stopped;
  asio::cancellation_signal cancel;
  steady_clock::time_point cancelled;
  asio::steady_timer moment(io, 200ms);
  moment.async_wait([&](boost::system::error_code) {
    cancelled = steady_clock::now();
    cancel.emit(asio::cancellation_type::terminal);
  });
  co_spawn(io, std::move(task),
           asio::bind_cancellation_slot(
               cancel.slot(), [&](std::exception_ptr, Result<T> result) {
                 stopped.after = steady_clock::now() - cancelled;
                 if (!result)
                   stopped.code = result.error().code;
               }));
  io.run();
  return stopped;
}

}  // namespace

TEST_CASE("a request that nobody answers stops at once") {
  asio::io_context io(1);
  Worker worker;
  WebCurl web(worker);
  const tcp::acceptor silent(io, {asio::ip::address_v4::loopback(), 0});
  WebRequest request;
  request.url =
      "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port());
  request.timeout = 30s;

  const auto stopped = stop(io, web.get(request));

  CHECK(stopped.code == Errc::cancelled);
  CHECK(stopped.after < promptly);
}

TEST_CASE("a question that nobody answers stops at once") {
  asio::io_context io(1);
  Worker worker;
  ResolverCares resolver(worker, BoardRoot("/"));
  // One that is bound and keeps silent; an unbound one would refuse.
  udp::socket silent(io, udp::v4());
  boost::system::error_code denied;
  silent.bind({asio::ip::make_address("127.77.53.1"), 53}, denied);
  if (denied) {
    WARN("skipped, because port 53 needs root: " << denied.message());
    return;
  }

  const std::vector<DnsQuestion> question = {{"127.77.53.1", "name.test"}};

  const auto stopped = stop(io, resolver.ask(question, 30s));

  CHECK(stopped.code == Errc::cancelled);
  CHECK(stopped.after < promptly);
}

TEST_CASE("the loopback answers itself") {
  asio::io_context io(1);
  Worker worker;
  NetworkRtnetlink network(worker, BoardRoot("/"));

  const auto answer = test::run(network.reach("127.0.0.1", "lo"));

  REQUIRE(answer);
  CHECK(answer->answered);
  CHECK(answer->rtt_median);
}

TEST_CASE("what is no address and no URL is told as an error") {
  Worker worker;
  NetworkRtnetlink network(worker, BoardRoot("/"));
  ResolverCares resolver(worker, BoardRoot("/"));
  WebCurl web(worker);
  WebRequest request;
  request.url = GENERATE(as<std::string>(), "file:///etc/passwd", "", "::");

  const auto host = test::run(network.reach("gateway.example", "lo"));
  const std::vector<DnsQuestion> question = {{"dns.example", "a.test"}};
  const auto server = test::run(resolver.ask(question, 100ms));
  const auto answer = test::run(web.get(request));

  REQUIRE(!host);
  CHECK(host.error().code == Errc::io);
  REQUIRE(!server);
  CHECK(server.error().code == Errc::io);
  REQUIRE(!answer);
  CHECK(answer.error().code == Errc::parse);
}

TEST_CASE("an unreadable file of trusted certificates is our own fault") {
  asio::io_context io(1);
  Worker worker;
  WebCurl web(worker);
  const tcp::acceptor silent(io, {asio::ip::address_v4::loopback(), 0});
  WebRequest request;
  request.url =
      "https://127.0.0.1:" + std::to_string(silent.local_endpoint().port());
  request.ca_file = "/nowhere/ca.pem";

  const auto answer = test::run(web.get(request));

  REQUIRE(!answer);
  CHECK(answer.error().code == Errc::io);
}
