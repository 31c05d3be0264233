// A RAUC, or a D-Bus, that answers nonsense, hangs, vanishes or is not there.

#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "probes/board/linux/rauc_bus.hpp"
#include "tests/integration/updater/private_bus.hpp"
#include "tests/integration/updater/rauc_replies.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::test;
using namespace std::chrono_literals;

TEST_CASE("nonsense changes nothing") {
  using Tell = void (*)(sd_bus_message * answer);
  const auto [method, tell] = GENERATE(table<const char*, Tell>({
      {"GetAll", [](sd_bus_message*) {}},
      {"GetAll",
       [](sd_bus_message* m) { sd_bus_message_append(m, "s", "idle"); }},
      {"GetAll",
       [](sd_bus_message* m) {
         sd_bus_message_append(m, "a{ss}", 1, "Operation", "idle");
       }},
      {"GetAll",
       [](sd_bus_message* m) {
         sd_bus_message_append(m, "a{sv}", 1, "Operation", "u", 7u);
       }},
      {"GetSlotStatus",
       [](sd_bus_message* m) { sd_bus_message_append(m, "as", 1, "x"); }},
      {"GetSlotStatus",
       [](sd_bus_message* m) {
         sd_bus_message_append(m, "a(sa{ss})", 1, "rootfs.1", 1, "sha256", "x");
       }},
      {"GetSlotStatus",
       [](sd_bus_message* m) {
         sd_bus_message_append(m, "a{sv}", 1, "rootfs.1", "s", "x");
       }},
  }));
  const PrivateBus bus;
  const RaucService service(
      [&, method = method, tell = tell](sd_bus_message* call, sd_bus* c) {
        if (!is(call, method))
          return serve_well(call, c);
        auto* answer = answer_to(call);
        tell(answer);
        send(answer);
      });
  auto state = two_slots();

  const auto asked = ask(state, patience);

  REQUIRE(!asked);
  CHECK(asked.error() ==
        Error(Errc::parse, std::string(method) + ": not what RAUC answers"));
  untouched(state);
}

TEST_CASE("values of other types are left out, the rest is taken") {
  const PrivateBus bus;
  const RaucService service([](sd_bus_message* call, sd_bus* connection) {
    if (!is(call, "GetSlotStatus"))
      return serve_well(call, connection);
    auto* answer = answer_to(call);
    sd_bus_message_append(answer, "a(sa{sv})", 1, "rootfs.1", 3, "size", "s",
                          "large", "state", "as", 1, "booted", "sha256", "s",
                          "b14c1457");
    send(answer);
  });
  auto state = two_slots();

  REQUIRE(ask(state, patience));

  CHECK(!state.slots[1].size_bytes);
  CHECK(state.booted.empty());
  CHECK(state.slots[1].sha256 == "b14c1457");
}

TEST_CASE("a service that hangs costs the patience and no more") {
  const PrivateBus bus;
  const auto* silent_at =
      GENERATE(as<const char*>(), "GetAll", "GetPrimary", "GetSlotStatus");
  const RaucService service([=](sd_bus_message* call, sd_bus* connection) {
    if (!is(call, silent_at))
      serve_well(call, connection);
  });
  auto state = two_slots();
  const auto begun = std::chrono::steady_clock::now();

  const auto asked = ask(state, 300ms);

  REQUIRE(!asked);
  CHECK(asked.error().code == Errc::timeout);
  CHECK(std::chrono::steady_clock::now() - begun < 1500ms);
  untouched(state);
}

TEST_CASE("a service that vanishes in the middle of a call is an error") {
  const PrivateBus bus;
  const RaucService service([](sd_bus_message* call, sd_bus* connection) {
    if (is(call, "GetSlotStatus"))
      _exit(1);
    serve_well(call, connection);
  });
  auto state = two_slots();

  const auto asked = ask(state, patience);

  REQUIRE(!asked);
  untouched(state);
}

TEST_CASE("without a service, or a bus, RAUC is not to be had") {
  auto state = two_slots();
  SECTION("no service") {
    const PrivateBus bus;
    CHECK(ask(state, patience).error().code == Errc::unsupported);
  }
  SECTION("no bus") {
    setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/socket", 1);
    CHECK(ask(state, patience).error().code == Errc::unsupported);
    unsetenv("DBUS_SYSTEM_BUS_ADDRESS");
  }
  untouched(state);
}

TEST_CASE("a bus that does not greet is left again, at once when asked to") {
  const TemporaryFolder folder;
  const auto path = (folder.path() / "socket").string();
  const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE(path.copy(address.sun_path, sizeof address.sun_path - 1) ==
          path.size());
  REQUIRE(bind(listener, reinterpret_cast<sockaddr*>(&address),
               sizeof address) == 0);
  REQUIRE(listen(listener, 5) == 0);
  setenv("DBUS_SYSTEM_BUS_ADDRESS", ("unix:path=" + path).c_str(), 1);
  auto state = two_slots();

  CHECK(ask(state, 200ms).error().code == Errc::timeout);
  std::stop_source stop;
  stop.request_stop();
  CHECK(ask_rauc(10s, stop.get_token(), state).error().code == Errc::cancelled);

  unsetenv("DBUS_SYSTEM_BUS_ADDRESS");
  close(listener);
}
