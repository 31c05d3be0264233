#include "probes/board/linux/wpa_socket.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/probes/board/fake_supplicant.hpp"

using namespace soundcheck;
using test::FakeSupplicant;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view folder = "/run/wpa_supplicant";

std::filesystem::path socket_below(const test::TemporaryFolder& root) {
  return root.path() / "run/wpa_supplicant/wlan0";
}

Result<WpaSocket> open_below(const test::TemporaryFolder& root) {
  return WpaSocket::open(BoardRoot(root.path()), folder, "wlan0");
}

auto soon() {
  return std::chrono::steady_clock::now() + 2s;
}

}  // namespace

TEST_CASE("a command is answered") {
  const test::TemporaryFolder root;
  const FakeSupplicant supplicant(socket_below(root), [](const auto& command) {
    return std::vector<std::string>{command == "PING" ? "PONG\n" : "?"};
  });
  auto socket = open_below(root);
  REQUIRE(socket);

  const auto answer = socket->ask("PING");

  REQUIRE(answer);
  CHECK(*answer == "PONG\n");
}

TEST_CASE("events before an answer are kept for later, in order") {
  const test::TemporaryFolder root;
  const FakeSupplicant supplicant(socket_below(root), [](const auto& command) {
    if (command == "ATTACH")
      return std::vector<std::string>{"OK\n", "<3>third"};
    return std::vector<std::string>{"<3>first", "<4>second", "PONG\n"};
  });
  auto socket = open_below(root);
  REQUIRE(socket);

  REQUIRE(socket->ask("PING"));
  REQUIRE(socket->attach());

  CHECK(socket->next_event(soon(), {}).value() == "<3>first");
  CHECK(socket->take_event().value() == "<4>second");
  CHECK(socket->next_event(soon(), {}).value() == "<3>third");
  CHECK(!socket->take_event().value());
}

TEST_CASE("without an event there is none at the deadline, nor when stopped") {
  const test::TemporaryFolder root;
  const FakeSupplicant supplicant(socket_below(root), [](const auto&) {
    return std::vector<std::string>{};
  });
  auto socket = open_below(root);
  REQUIRE(socket);
  std::stop_source stop;
  stop.request_stop();

  CHECK(!socket->next_event(std::chrono::steady_clock::now(), {}).value());
  CHECK(!socket->next_event(soon() + 1h, stop.get_token()).value());
}

TEST_CASE("an answer that nobody asked for is no event") {
  const test::TemporaryFolder root;
  const FakeSupplicant supplicant(socket_below(root), [](const auto&) {
    return std::vector<std::string>{"OK\n", "late answer\n", "<3>event"};
  });
  auto socket = open_below(root);
  REQUIRE(socket);
  REQUIRE(socket->attach());

  CHECK(socket->next_event(soon(), {}).value() == "<3>event");
}

TEST_CASE("a command that is refused or unknown says so") {
  const test::TemporaryFolder root;
  const FakeSupplicant supplicant(socket_below(root), [](const auto& command) {
    return std::vector<std::string>{command == "SCAN" ? "FAIL-BUSY\n"
                                                      : "UNKNOWN COMMAND\n"};
  });
  auto socket = open_below(root);
  REQUIRE(socket);

  CHECK(socket->ask("SCAN").error().code == Errc::io);
  CHECK(socket->ask("NONSENSE").error().code == Errc::unsupported);
}

TEST_CASE("without a supplicant the board cannot be asked") {
  const test::TemporaryFolder root;

  const auto none = open_below(root);

  REQUIRE(!none);
  CHECK(none.error() ==
        Error(Errc::unsupported,
              "no wpa_supplicant at /run/wpa_supplicant/wlan0"));
}

TEST_CASE("a supplicant that has ended leaves a socket that nobody reads") {
  const test::TemporaryFolder root;
  {
    const FakeSupplicant supplicant(socket_below(root), [](const auto&) {
      return std::vector<std::string>{"PONG\n"};
    });
  }

  CHECK(open_below(root).error().code == Errc::unsupported);
}

TEST_CASE("a supplicant that ends meanwhile is told at the next question") {
  const test::TemporaryFolder root;
  auto supplicant = std::make_unique<FakeSupplicant>(
      socket_below(root),
      [](const auto&) { return std::vector<std::string>{"PONG\n"}; });
  auto socket = open_below(root);
  REQUIRE(socket);
  REQUIRE(socket->ask("PING"));

  supplicant.reset();

  CHECK(socket->ask("PING").error().code == Errc::unsupported);
}

TEST_CASE("a path that no socket can have is an error") {
  const test::TemporaryFolder root;

  const auto socket = WpaSocket::open(BoardRoot(root.path()),
                                      "/" + std::string(200, 'x'), "wlan0");

  REQUIRE(!socket);
  CHECK(socket.error().code == Errc::io);
}

TEST_CASE("a stop ends the wait for an answer") {
  const test::TemporaryFolder root;
  const FakeSupplicant supplicant(socket_below(root), [](const auto&) {
    return std::vector<std::string>{};
  });
  auto socket = open_below(root);
  REQUIRE(socket);
  std::stop_source stop;
  stop.request_stop();

  CHECK(socket->ask("PING", stop.get_token()).error().code == Errc::cancelled);
}
