// soundcheckd's end of soundcheck-bundle: the real program, started, heard and
// stopped.
#include "agent/bundle/launch.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
namespace asio = boost::asio;

namespace {

/// A speaker with one log, and a destination where nobody listens.
struct Speaker {
  Speaker() {
    std::filesystem::create_directories(folder.path() / "root/var/log");
    std::filesystem::create_directory(folder.path() / "state");
    write("root/var/log/messages", "wlan0: lost a4:c1:38:0f:22:9e\n");
    write("policy.toml",
          "[bundle.destinations.support]\nurl = \"http://127.0.0.1:9/u\"\n");
    write("soundcheck.toml", "[paths]\nstate_dir = \"" + at("state") +
                                 "\"\nroot = \"" + at("root") +
                                 "\"\npolicy = \"" + at("policy.toml") +
                                 "\"\nsocket = \"" + at("none") + "\"\n");
  }
  std::string at(const std::string& name) const {
    return (folder.path() / name).string();
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(at(name)) << text;
  }

  test::TemporaryFolder folder;
};

v1::Command command_to(const std::string& destination) {
  v1::Command command;
  command.set_id("c0ffee01");
  command.mutable_collect_bundle()->set_destination(destination);
  command.mutable_collect_bundle()->set_token(std::string(32, 't'));
  return command;
}

/// Runs it; `seen` may stop it by the signal.
v1::Reply run(
    const Speaker& speaker,
    const v1::Command& command,
    const std::function<void(const Step&, asio::cancellation_signal&)>& seen) {
  asio::io_context io(1);
  asio::cancellation_signal stop;
  v1::Reply reply;
  Watch watch = [&](const Step& step) { seen(step, stop); };
  co_spawn(io,
           bundle::run_bundle_program(speaker.at("soundcheck.toml"), command,
                                      std::move(watch)),
           asio::bind_cancellation_slot(
               stop.slot(), [&](std::exception_ptr failure, v1::Reply got) {
                 if (failure)
                   std::rethrow_exception(failure);
                 reply = std::move(got);
               }));
  io.run();
  return reply;
}

bool has_children() {
  const auto pid = std::to_string(::getpid());
  std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
  std::string first;
  return static_cast<bool>(children >> first);
}

}  // namespace

TEST_CASE("a destination that the policy does not know is refused") {
  const Speaker speaker;

  const auto reply = run(speaker, command_to("elsewhere"),
                         [](const Step&, asio::cancellation_signal&) {});

  CHECK(reply.state() == v1::REPLY_STATE_REFUSED);
  CHECK(reply.refusal() == v1::REFUSAL_POLICY);
  CHECK_FALSE(has_children());
}

TEST_CASE("progress is told, and a cancelled upload is killed") {
  const Speaker speaker;
  std::vector<std::string> steps;

  const auto reply =
      run(speaker, command_to("support"),
          [&](const Step& step, asio::cancellation_signal& stop) {
            steps.push_back(step.text);
            CHECK(step.fraction >= 0);
            if (step.text == "collects logs/messages.txt")
              stop.emit(asio::cancellation_type::terminal);
          });

  CHECK(reply.state() == v1::REPLY_STATE_CANCELLED);
  REQUIRE(steps.size() > 2);
  CHECK(steps.front() == "collects versions.json");
  CHECK_FALSE(has_children());
}

TEST_CASE("a configuration that cannot be used is told") {
  const Speaker speaker;
  speaker.write("soundcheck.toml", "[paths]\nstate_dir = 7\n");

  const auto reply = run(speaker, command_to("support"),
                         [](const Step&, asio::cancellation_signal&) {});

  CHECK(reply.state() == v1::REPLY_STATE_FAILED);
  CHECK(reply.detail().find("soundcheck.toml:2") != std::string::npos);
}
