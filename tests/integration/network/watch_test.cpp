// The watch over the connection against the real kernel, in a network namespace
// of its own.

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <sched.h>

#include "probes/board/linux/connection_watch_linux.hpp"
#include "probes/board/linux/network_rtnetlink.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// For the whole process, and for the threads that come later.
bool leave_the_network() {
  static const bool left = ::unshare(CLONE_NEWNET) == 0;
  return left;
}

void shell(const std::string& command) {
  CAPTURE(command);
  REQUIRE(std::system(command.c_str()) == 0);
}

struct Watching {
  Watching() {
    const ConnectionWatch::Tell tell = [this](const ConnectionEvent& event) {
      told.push_back(std::string(to_string(event.kind)) + ' ' + event.text);
    };
    asio::co_spawn(
        io, watch.watch(tell),
        asio::bind_cancellation_slot(
            cancel.slot(), [this](std::exception_ptr, Result<void> result) {
              ended = std::move(result);
            }));
    io.run_for(300ms);
  }
  void until(const std::string& event) {
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    while (std::find(told.begin(), told.end(), event) == told.end() &&
           std::chrono::steady_clock::now() < deadline) {
      io.run_one_for(100ms);
    }
    CAPTURE(event, told);
    CHECK(std::find(told.begin(), told.end(), event) != told.end());
  }

  asio::io_context io{1};
  Worker worker;
  NetworkRtnetlink network{worker, BoardRoot("/")};
  ConnectionWatchLinux watch{
      worker, network, "",
      SupplicantWatch(worker, BoardRoot("/"), "/run/wpa_supplicant", "")};
  asio::cancellation_signal cancel;
  std::vector<std::string> told;
  std::optional<Result<void>> ended;
};

}  // namespace

TEST_CASE("links and addresses are told as they come and go") {
  if (!leave_the_network()) {
    WARN("skipped, because a network namespace needs root");
    return;
  }
  Watching watching;

  shell("ip link add c0 type veth peer name c1 && ip link set c0 up");
  watching.io.run_for(300ms);  // a new interface is no news, its carrier is
  shell("ip link set c1 up && ip address add 192.0.2.7/24 dev c0");
  watching.until("link_gained ");
  watching.until("address_gained IPv4");
  shell("ip address del 192.0.2.7/24 dev c0");
  watching.until("address_lost IPv4");
  shell("ip link set c1 down");
  watching.until("link_lost ");

  shell("ip link del c0");
}

TEST_CASE("a watch that is stopped leaves at once") {
  if (!leave_the_network()) {
    WARN("skipped, because a network namespace needs root");
    return;
  }
  Watching watching;
  REQUIRE(!watching.ended);

  watching.cancel.emit(asio::cancellation_type::terminal);
  watching.io.run_for(2s);

  REQUIRE(watching.ended);
  REQUIRE(!*watching.ended);
  CHECK(watching.ended->error().code == Errc::cancelled);
  CHECK(watching.told.empty());
}
