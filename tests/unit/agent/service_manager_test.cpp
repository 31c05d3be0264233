#include "agent/service_manager.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/datagram_protocol.hpp>
#include <catch2/catch.hpp>
#include <stdlib.h>
#include <unistd.h>

#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using Datagrams = boost::asio::local::datagram_protocol;

namespace {

class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    setenv(name, value.c_str(), 1);
  }
  ~Variable() { unsetenv(name_); }

 private:
  const char* name_;
};

std::string told_to(const std::string& endpoint, const std::string& variable) {
  boost::asio::io_context io;
  Datagrams::socket socket(io, Datagrams::endpoint(endpoint));
  const Variable notify("NOTIFY_SOCKET", variable);
  tell_service_manager("READY=1");
  char text[64];
  const auto size = socket.receive(boost::asio::buffer(text));
  return std::string(text, size);
}

}  // namespace

TEST_CASE("the service manager hears it on a path") {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "notify").string();

  CHECK(told_to(path, path) == "READY=1");
}

TEST_CASE("the service manager hears it on an abstract socket") {
  const auto name = "soundcheck-test-" + std::to_string(getpid());

  CHECK(told_to(std::string(1, '\0') + name, "@" + name) == "READY=1");
}

TEST_CASE("without a service manager, or with nonsense, nothing happens") {
  tell_service_manager("READY=1");
  for (const auto* nonsense : {"", "x", "relative/path", "/nonexistent/x"}) {
    const Variable notify("NOTIFY_SOCKET", nonsense);
    tell_service_manager("READY=1");
  }
  const Variable notify("NOTIFY_SOCKET", "/" + std::string(500, 'x'));
  tell_service_manager("READY=1");
}

TEST_CASE("the watchdog is fed at half its patience") {
  CHECK(!watchdog_interval());
  const Variable limit("WATCHDOG_USEC", "30000000");
  CHECK(watchdog_interval() == 15s);
  {
    const Variable other("WATCHDOG_PID", "1");
    CHECK(!watchdog_interval());
  }
  const Variable ours("WATCHDOG_PID", std::to_string(getpid()));
  CHECK(watchdog_interval() == 15s);
}

TEST_CASE("a watchdog patience that is no number is ignored") {
  const auto text = GENERATE("", "x", "10s", "-5", "1", "99999999999999999999");
  const Variable limit("WATCHDOG_USEC", text);

  CHECK(!watchdog_interval());
}
