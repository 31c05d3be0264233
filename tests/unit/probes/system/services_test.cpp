#include "probes/system/services.hpp"

#include <catch2/catch.hpp>

#include "probes/board/linux/service_book.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

using std::chrono::milliseconds;

/// Waits by being later.
class InstantClock final : public Clock {
 public:
  milliseconds monotonic() const override { return now; }
  milliseconds wall() const override { return now; }
  bool trusted() const override { return true; }
  Task<void> sleep(milliseconds duration) override {
    now += duration;
    if (now > 2h)
      throw std::logic_error("it waits for ever");
    co_return Result<void>();
  }
  milliseconds now = 1h;
};

/// A program that lives for a while, again and again.
struct Program {
  std::string name;
  milliseconds lives = 24h;
  milliseconds rests{};
  milliseconds from{};
  milliseconds until = 24h;
};

/// A board on which these programs run by themselves.
class FakeServices final : public Services {
 public:
  explicit FakeServices(const Clock& clock) : clock_(clock) {}

  Task<ServicesState> look(std::vector<std::string> wanted) override {
    if (error)
      co_return *error;
    see();
    ServicesState state;
    state.supervisor = supervisor;
    state.services = book_.services(clock_.monotonic());
    state.missing = std::move(wanted);
    std::erase_if(state.missing, [this](const std::string& name) {
      return std::any_of(programs.begin(), programs.end(),
                         [&](const Program& program) {
                           return program.name == name && process_of(program);
                         });
    });
    state.watched = clock_.monotonic() - first_;
    state.calm = clock_.monotonic() - last_change_;
    co_return state;
  }
  void watch(boost::asio::any_io_executor) override {}

  /// As the daemon does before anybody asks.
  void see() {
    const auto now = clock_.monotonic();
    std::vector<std::uint64_t> pids;
    std::vector<ServiceProcess> newcomers;
    for (const auto& program : programs) {
      const auto pid = process_of(program);
      if (!pid)
        continue;
      pids.push_back(*pid);
      if (std::find(known_.begin(), known_.end(), *pid) == known_.end()) {
        newcomers.push_back({*pid, program.name, program.name});
        last_change_ = now;
      }
    }
    for (const auto pid : known_) {
      if (std::find(pids.begin(), pids.end(), pid) == pids.end())
        last_change_ = now;
    }
    if (first_ == 0ms)
      first_ = last_change_ = now;
    book_.look(pids, newcomers, now);
    known_ = pids;
  }

  std::string supervisor = "init";
  std::vector<Program> programs = {{"player"}};
  std::optional<Error> error;

 private:
  /// The pid of the program that runs now.
  std::optional<std::uint64_t> process_of(const Program& program) const {
    const auto now = clock_.monotonic();
    const auto age = now - program.from;
    const auto period = program.lives + program.rests;
    if (age < 0ms || now >= program.until || age % period >= program.lives)
      return std::nullopt;
    const auto place = &program - programs.data();
    return static_cast<std::uint64_t>(place * 100'000 + age / period + 2);
  }

  const Clock& clock_;
  ServiceBook book_;
  std::vector<std::uint64_t> known_;
  milliseconds first_{}, last_change_{};
};

struct Fixture {
  /// The daemon looks every `each` for so long.
  void watch(milliseconds duration, milliseconds each = 250ms) {
    for (const auto end = clock.now + duration; clock.now < end;
         clock.now += each)
      services.see();
  }
  Result<Verdict> run() {
    begun = clock.now;
    return test::run(system::check_services(services, clock, limits, progress));
  }
  Verdict check() { return run().value(); }
  milliseconds taken() const { return clock.now - begun; }

  InstantClock clock;
  FakeServices services{clock};
  Profile::Services limits;
  test::Steps progress;
  milliseconds begun{};
};

const std::string loop = "system.service_crash_loop";
const std::string missing = "system.service_missing";

}  // namespace

TEST_CASE("calm services that were watched pass at once") {
  Fixture f;
  f.watch(60s, 5s);

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(test::presence(verdict, loop) == Presence::absent);
  CHECK(verdict.summary ==
        "no service of init is restarted again and again, watched for 60 s");
  CHECK(test::measured(verdict, "restarts") == 0);
  CHECK(f.taken() == 0s);
}

TEST_CASE("services that nobody watched are looked at for three seconds") {
  Fixture f;

  CHECK(f.check().outcome == Outcome::passed);
  CHECK(f.taken() == 3s);
}

TEST_CASE("a service that dies after a second is seen without a watch") {
  Fixture f;
  f.services.programs.push_back({"tune", 1s, 1s});

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(test::presence(verdict, loop) == Presence::present);
  CHECK(test::finding(verdict, loop).evidence ==
        "tune was restarted 3 times or more within 4 s");
  CHECK(test::measured(verdict, "restarts") == 3);
  CHECK(f.taken() <= 7s);
}

TEST_CASE("a service in a loop that was watched is named in a moment") {
  Fixture f;
  f.services.programs.push_back({"tune", 1s, 1s});
  f.watch(30s);

  CHECK(f.check().outcome == Outcome::failed);
  CHECK(f.taken() <= 2s);
}

TEST_CASE("a loop that begins just now is waited for") {
  Fixture f;
  f.watch(60s, 5s);
  f.services.programs.push_back({"tune", 1s, 1s, f.clock.now});

  CHECK(f.check().outcome == Outcome::failed);
}

TEST_CASE("a loop that turns slowly on a slow board is seen, too") {
  Fixture f;
  f.services.programs.push_back({"tune", 1500ms, 2500ms, f.clock.now});

  CHECK(f.check().outcome == Outcome::failed);
}

TEST_CASE("where strangers are buried all the time calm is not waited for") {
  Fixture f;
  for (int i = 0; i < 50; ++i) {
    const auto from = f.clock.now + i * 400ms;
    f.services.programs.push_back(
        {"job" + std::to_string(i), 24h, 0s, from, from + 200ms});
  }

  CHECK(f.check().outcome == Outcome::passed);
  CHECK(f.taken() == 6s);
}

TEST_CASE("after its repair a loop is seen to be over") {
  Fixture f;
  f.services.programs.push_back({"tune", 1s, 1s});
  f.watch(30s);
  SECTION("the service is gone") {
    f.services.programs.pop_back();
  }
  SECTION("the service runs") {
    f.services.programs.back() = {"tune", 24h, 0s, f.clock.now};
  }

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(test::presence(verdict, loop) == Presence::absent);
  CHECK(f.taken() > 5s);
  CHECK(f.taken() <= 12s);
}

TEST_CASE("systemd gives a service up, which is no repair") {
  Fixture f;
  f.services.supervisor = "systemd";
  f.services.programs.push_back({"tune", 1s, 100ms});
  f.services.programs.back().until = f.clock.now + 6s;
  f.watch(60s);

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(verdict.summary.ends_with(" s, and is down now"));
}

TEST_CASE("a service that was restarted once or twice is in no loop") {
  Fixture f;
  const auto restarts = GENERATE(1, 2);
  auto from = f.clock.now;
  for (int i = 0; i < restarts; ++i) {
    f.services.programs.push_back({"tune", 24h, 0s, from, from + 2s});
    from += 2200ms;
  }
  f.services.programs.push_back({"tune", 24h, 0s, from});
  f.watch(restarts * 2200ms + 1s);

  CHECK(f.check().outcome == Outcome::passed);
}

TEST_CASE("a service that dies every two minutes is in a loop") {
  Fixture f;
  f.services.programs.push_back({"tune", 118s, 2s});
  f.watch(590s, 5s);

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(f.taken() <= 3s);
}

TEST_CASE("a job that a timer starts every minute is no loop") {
  Fixture f;
  f.services.programs.push_back({"job", 20s, 40s});
  f.watch(590s, 5s);

  CHECK(f.check().outcome == Outcome::passed);
}

TEST_CASE("all services in a loop are named") {
  Fixture f;
  f.services.programs.push_back({"tune", 1s, 1s});
  f.services.programs.push_back({"air", 2s, 1s});
  f.watch(60s);

  const auto verdict = f.check();

  const auto& evidence = test::finding(verdict, loop).evidence;
  CHECK(evidence.find("tune was restarted") != std::string::npos);
}

TEST_CASE("who expects nothing misses nothing, and that is told") {
  Fixture f;

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(test::presence(verdict, missing) == Presence::unknown);
}

TEST_CASE("expected programs that run are not missed") {
  Fixture f;
  f.limits.expected = {"player"};

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(test::finding(verdict, missing).evidence == "1 of them run");
}

TEST_CASE("an expected program that does not run is missing") {
  Fixture f;
  f.limits.expected = {"player", "tune", "air"};

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(test::presence(verdict, missing) == Presence::present);
  CHECK(verdict.summary == "tune, air does not run");
}

TEST_CASE("a program that is about to be started again is waited for") {
  Fixture f;
  f.limits.expected = {"tune"};
  f.services.programs.push_back({"tune"});
  f.services.programs.back().from = f.clock.now + 5s;

  CHECK(f.check().outcome == Outcome::passed);
}

TEST_CASE("the longest look ends within its patience") {
  Fixture f;
  // Each of them keeps it unclear for as long as it can.
  for (int i = 0; i < 12; ++i) {
    f.services.programs.push_back(
        {"p" + std::to_string(i), 5900ms * (i + 1), 100ms, f.clock.now});
  }
  f.limits.expected = {"tune"};

  f.check();

  CHECK(f.taken() <= system::services_patience);
}

TEST_CASE("services that cannot be seen are an error with the step") {
  Fixture f;
  f.services.error = Error(Errc::denied, "hidden");

  CHECK(f.run().error() ==
        Error(Errc::denied, "looking at the services: hidden"));
}
