#include "agent/mute_watch.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <deque>

#include "tests/support/manual_clock.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

/// Answers as it is told, then waits for ever, that is: until cancelled.
class FakeKey final : public MuteKey {
 public:
  std::string problem() const override { return ""; }
  Task<void> pressed() override {
    ++asked;
    if (answers.empty())
      co_return Error(Errc::cancelled, "stopped");
    auto answer = std::move(answers.front());
    answers.pop_front();
    co_return answer;
  }

  std::deque<Result<void>> answers;
  int asked = 0;
};

class FakeDesk final : public ConsentDesk {
 public:
  std::vector<ConsentRequest> pending() const override { return {}; }
  StandingConsents standing() const override { return {}; }
  Result<void> answer(std::string_view, bool, ConsentScope) override {
    return {};
  }
  Result<void> revoke(std::string_view) override { return {}; }
  Result<void> end_session(bool by_mute) override {
    ended.push_back(by_mute);
    return Error(Errc::unsupported, "no session is open");
  }
  Task<std::string> read_audit(std::uint64_t, std::size_t) override {
    co_return std::string();
  }

  std::vector<bool> ended;
};

struct Watched {
  void run() {
    boost::asio::co_spawn(io, watch_mute_key(key, clock, desk),
                          boost::asio::detached);
    io.poll();
  }

  boost::asio::io_context io;
  test::ManualClock clock;
  FakeKey key;
  FakeDesk desk;
};

}  // namespace

TEST_CASE("R02: muting ends the session, each time and by the mute key") {
  Watched watched;
  watched.key.answers = {Result<void>(), Result<void>()};

  watched.run();

  CHECK(watched.desk.ended == std::vector<bool>{true, true});
}

TEST_CASE("a mute key that cannot be read is tried again after a while") {
  Watched watched;
  watched.key.answers = {Error(Errc::io, "gone"), Result<void>()};

  watched.run();
  CHECK(watched.key.asked == 1);
  CHECK(watched.desk.ended.empty());
  watched.clock.advance(30s);
  watched.io.restart();
  watched.io.poll();

  CHECK(watched.desk.ended == std::vector<bool>{true});
}
