#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "probes/board/linux/mute_key_evdev.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
namespace asio = boost::asio;

namespace {

input_event event(unsigned type, unsigned code, int value) {
  input_event one{};
  one.type = static_cast<decltype(one.type)>(type);
  one.code = static_cast<decltype(one.code)>(code);
  one.value = value;
  return one;
}

const auto report = event(EV_SYN, SYN_REPORT, 0);

/// A board with one input device, whose events come from a pipe.
struct Keys {
  Keys() {
    root.write("sys/class/input/event0/device/name", "Power Button\n");
    root.write("sys/class/input/event3/device/name", "gpio-keys\n");
    root.write("sys/class/input/mice/uevent", "");
    std::filesystem::create_directories(root.path() / "dev/input");
    const auto pipe = root.path() / "dev/input/event3";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    // Both ways, so that it never ends by itself.
    writer = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(writer >= 0);
  }
  ~Keys() { hang_up(); }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  void send(const std::vector<input_event>& events) const {
    const auto bytes = events.size() * sizeof(input_event);
    REQUIRE(::write(writer, events.data(), bytes) ==
            static_cast<ssize_t>(bytes));
  }
  void hang_up() {
    if (writer >= 0)
      ::close(writer);
    writer = -1;
  }
  /// Lets what is there be taken.
  void settle() {
    io.restart();
    io.poll();
  }
  void watch() {
    answer.reset();
    asio::co_spawn(io, key.pressed(),
                   asio::bind_cancellation_slot(
                       stop.slot(), [this](std::exception_ptr, Result<void> r) {
                         answer.emplace(std::move(r));
                       }));
    settle();
  }

  test::TemporaryFolder root;
  int writer = -1;
  asio::io_context io;
  asio::cancellation_signal stop;
  MuteKeyEvdev key{BoardRoot(root.path()), "gpio-keys"};
  std::optional<Result<void>> answer;
};

std::string problem_of(const std::string& device, const Keys& keys) {
  return MuteKeyEvdev(BoardRoot(keys.root.path()), device).problem();
}

}  // namespace

TEST_CASE("R02: the mute key is told each time that it goes down") {
  Keys keys;
  keys.watch();
  CHECK(!keys.answer);

  keys.send({event(EV_KEY, KEY_VOLUMEUP, 1), report});
  keys.send({event(EV_KEY, KEY_MICMUTE, 0), report});
  keys.settle();
  CHECK(!keys.answer);
  keys.send({event(EV_KEY, KEY_MICMUTE, 1), report});
  keys.settle();

  REQUIRE(keys.answer);
  CHECK(*keys.answer);
  // Held down it repeats, which is no other press.
  keys.send({event(EV_KEY, KEY_MICMUTE, 2), report});
  keys.watch();
  CHECK(!keys.answer);
  keys.send({event(EV_KEY, KEY_MICMUTE, 1), report});
  keys.settle();
  CHECK(keys.answer);
}

TEST_CASE("R02: a switch mutes when it goes on, not when it goes off") {
  CHECK(mutes(std::vector{event(EV_SW, SW_MUTE_DEVICE, 1)}));
  CHECK(!mutes(std::vector{event(EV_SW, SW_MUTE_DEVICE, 0)}));
  CHECK(!mutes(std::vector{event(EV_SW, SW_LID, 1), report}));
  CHECK(!mutes(std::vector{event(EV_KEY, KEY_MUTE, 1)}));  // the loudspeaker's
  CHECK(!mutes({}));
}

TEST_CASE("R02: what the kernel had to drop may have been the mute key") {
  CHECK(mutes(std::vector{event(EV_SYN, SYN_DROPPED, 0)}));
}

TEST_CASE("a key that is taken away is told, and found when it is back") {
  Keys keys;
  keys.watch();

  keys.hang_up();
  keys.settle();

  REQUIRE(keys.answer);
  REQUIRE(!*keys.answer);
  CHECK(keys.answer->error().code == Errc::io);
  keys.writer = ::open((keys.root.path() / "dev/input/event3").c_str(), O_RDWR);
  keys.watch();
  keys.send({event(EV_KEY, KEY_MICMUTE, 1)});
  keys.settle();
  REQUIRE(keys.answer);
  CHECK(*keys.answer);
}

TEST_CASE("waiting for the mute key can be stopped") {
  Keys keys;
  keys.watch();

  keys.stop.emit(asio::cancellation_type::terminal);
  keys.settle();

  REQUIRE(keys.answer);
  REQUIRE(!*keys.answer);
  CHECK(keys.answer->error().code == Errc::cancelled);
}

TEST_CASE("a speaker without a mute key says why") {
  Keys keys;

  CHECK(problem_of("gpio-keys", keys).empty());
  CHECK(problem_of("/dev/input/event3", keys).empty());
  CHECK(problem_of("", keys) ==
        "this speaker has no mute key: mute_key.device names none");
  CHECK(problem_of("mic-switch", keys) ==
        "no input device is called \"mic-switch\"");
  CHECK(problem_of("/dev/input/event9", keys)
            .ends_with("/dev/input/event9: No such file or directory"));
  MuteKeyEvdev none(BoardRoot(keys.root.path()), "mic-switch");
  asio::co_spawn(keys.io, none.pressed(),
                 [&](std::exception_ptr, Result<void> r) {
                   keys.answer.emplace(std::move(r));
                 });
  keys.settle();
  REQUIRE(keys.answer);
  CHECK(keys.answer->error().code == Errc::unsupported);
}
