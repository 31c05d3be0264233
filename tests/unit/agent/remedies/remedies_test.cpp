#include "agent/remedies/remedies.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <deque>

#include "agent/store/schema.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace soundcheck::remedies;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// Sleeping takes no time.
class QuickClock final : public Clock {
 public:
  std::chrono::milliseconds monotonic() const override { return now_; }
  std::chrono::milliseconds wall() const override {
    return 1'700'000'000'000ms + now_;
  }
  bool trusted() const override { return true; }
  Task<void> sleep(std::chrono::milliseconds duration) override {
    if (ended)
      co_return Error(Errc::cancelled, "stopped");
    now_ += duration;
    co_return Result<void>();
  }

  bool ended = false;  ///< whoever sleeps is stopped

 private:
  std::chrono::milliseconds now_{1000};
};

Verdict bad(std::vector<std::string> present = {"network.no_address"}) {
  Verdict verdict{Outcome::failed, "no address", {}, {}};
  for (auto& id : present)
    verdict.findings.push_back({std::move(id), Presence::present, ""});
  return verdict;
}

Verdict good() {
  return {Outcome::passed, "there is an address", {}, {}};
}

/// Answers what the board is like.
class FakeRepairs final : public Repairs {
 public:
  std::string hindrance(RepairAction) const override { return why_not; }
  std::string disturbance() const override { return playing; }
  Task<void> perform(RepairAction action, std::string service) override {
    done.push_back(std::string(to_string(action)) +
                   (service.empty() ? "" : " " + service));
    if (while_acting)
      while_acting();
    if (!answer)
      co_return answer;
    state = then;
    co_return Result<void>();
  }
  Task<void> undo(RepairAction action) override {
    done.push_back("undo " + std::string(to_string(action)));
    state = bad();
    co_return Result<void>();
  }

  std::string why_not, playing;
  Result<void> answer;
  Verdict state = bad(), then = good();
  std::function<void()> while_acting;
  std::vector<std::string> done;
};

class FakeServices final : public Services {
 public:
  Task<ServicesState> look(std::vector<std::string>) override {
    ServicesState state;
    state.missing = {"updater"};
    co_return state;
  }
  void watch(asio::any_io_executor) override {}
};

class NoEngine final : public diagnosis::Engine {
 public:
  std::optional<diagnosis::NextTest> next_test(
      const std::vector<diagnosis::ProbeEvidence>&,
      const diagnosis::Question&) const override {
    return std::nullopt;
  }
  diagnosis::Diagnosis conclude(const std::vector<diagnosis::ProbeEvidence>&,
                                const diagnosis::Question&) const override {
    return {};
  }
};

Task<Verdict> answer_as(const FakeRepairs& board) {
  co_return board.state;
}

diagnosis::Remedy remedy(std::string id,
                         std::string action,
                         std::string consent = "repair") {
  diagnosis::Remedy made{};
  made.id = std::move(id);
  made.actor = diagnosis::Actor::automatic;
  made.confirming_probe = "network.address";
  made.consent_class = std::move(consent);
  made.reversible = true;
  made.action = std::move(action);
  return made;
}

/// A speaker without an address, over its restarts.
struct Speaker {
  Speaker() {
    Probe probe;
    probe.id = "network.address";
    probe.deadline = 1min;
    probe.hardware = Hardware::none;
    probe.run = [this](Progress&) { return answer_as(repairs); };
    catalog.push_back(probe);
    knowledge.remedies = {remedy("renew_address", "renew_lease"),
                          remedy("reset_service", "restart_service"),
                          remedy("reboot", "reboot", "disruptive"),
                          remedy("charm", "sing")};
    found.diagnosis.status = diagnosis::Status::fault;
    diagnosis::RankedFault fault;
    fault.fault_id = "net.no_address";
    fault.probability = 0.95;
    fault.remedy_ids = {"renew_address"};
    found.diagnosis.faults.push_back(std::move(fault));
    start();
  }

  void start(std::string boot_id = "boot-1") {
    remedies.reset();
    database.reset();
    database =
        Database::open(folder.path() / "agent.db", agent_schema()).value();
    remedies.emplace(
        Remedies::Ports{
            clock, checkup, repairs, services,
            [this]() -> const diagnosis::Knowledge& { return knowledge; },
            [](std::string_view) { return "net.no_address"; },
            [this](v1::RemedyResult result) {
              return keep(std::move(result));
            }},
        rules, std::vector<std::string>());
    REQUIRE(test::run(remedies->open(*database, std::move(boot_id))));
  }
  asio::awaitable<void> keep(v1::RemedyResult result) {
    kept.push_back(std::move(result));
    co_return;
  }
  v1::RemedyResult apply(const std::string& id = "renew_address",
                         Watch watch = {}) {
    return test::run(remedies->apply(id, std::move(watch)));
  }
  void heal() { test::run(healed()); }
  asio::awaitable<bool> healed() {
    co_await remedies->heal(found);
    co_return true;
  }

  test::TemporaryFolder folder;
  QuickClock clock;
  FakeRepairs repairs;
  FakeServices services;
  std::vector<Probe> catalog;
  Runner runner{clock};
  NoEngine engine;
  Checkup checkup{runner, catalog, engine, clock};
  diagnosis::Knowledge knowledge;
  CheckupResult found;
  Rules rules;
  std::unique_ptr<Database> database;
  std::optional<Remedies> remedies;
  std::vector<v1::RemedyResult> kept;
};

using Done = std::vector<std::string>;

}  // namespace

TEST_CASE("R27: a remedy counts when the confirming probe passes") {
  Speaker speaker;

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_HEALED);
  CHECK(result.fault_id() == "net.no_address");
  CHECK_FALSE(result.automatic());
  REQUIRE(result.confirmed_size() == 2);
  CHECK(result.confirmed(0).outcome() == v1::OUTCOME_FAILED);
  CHECK(result.confirmed(1).outcome() == v1::OUTCOME_PASSED);
  CHECK(result.detail() == "there is an address");
  CHECK(speaker.repairs.done == Done{"renew_lease"});
  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_HEALED);
}

TEST_CASE("what did not help is told as unchanged") {
  Speaker speaker;
  speaker.repairs.then = bad();

  CHECK(speaker.apply().outcome() == v1::REMEDY_OUTCOME_UNCHANGED);
  CHECK(speaker.repairs.done == Done{"renew_lease"});
}

TEST_CASE("R27: what makes things worse is undone and told") {
  Speaker speaker;
  speaker.repairs.then = bad({"network.no_address", "network.no_carrier"});

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_WORSE);
  CHECK(result.undone());
  CHECK(speaker.repairs.done == Done{"renew_lease", "undo renew_lease"});
}

TEST_CASE("a command that fails is a failure, whatever the probe says") {
  Speaker speaker;
  speaker.repairs.answer = Error(Errc::io, "exit status 3: no such lease");

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_FAILED);
  CHECK(result.detail() == "exit status 3: no such lease");
  CHECK(result.confirmed_size() == 2);
}

TEST_CASE("what the board cannot do is not tried, and why is told") {
  Speaker speaker;
  speaker.repairs.why_not = "remedies.renew_lease names no program";

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_NOT_SUPPORTED);
  CHECK(result.detail() == "remedies.renew_lease names no program");
  CHECK(speaker.repairs.done.empty());
  CHECK(speaker.kept.empty());
}

TEST_CASE("an action of a newer knowledge base is not supported") {
  Speaker speaker;

  CHECK(speaker.apply("charm").detail() ==
        "this agent does not know the action \"sing\"");
}

TEST_CASE("a service is restarted by the name that the board knows") {
  Speaker speaker;

  speaker.apply("reset_service");

  CHECK(speaker.repairs.done == Done{"restart_service updater"});
}

TEST_CASE("R27: the fourth remedy of a day is refused, also after a restart") {
  Speaker speaker;
  for (int i = 0; i < 3; ++i)
    speaker.apply();
  speaker.start();

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_FAILED);
  CHECK(result.detail() ==
        "3 remedies were tried within a day, the policy allows no more");
  CHECK(speaker.repairs.done.size() == 3);
}

TEST_CASE("R27: nothing is done that could not be written down before") {
  Speaker speaker;
  auto schema = agent_schema();
  schema.push_back(
      "CREATE TRIGGER full BEFORE INSERT ON remedy_attempt BEGIN"
      " SELECT RAISE(ABORT, 'database or disk is full'); END");
  speaker.remedies.reset();
  speaker.database.reset();
  REQUIRE(Database::open(speaker.folder.path() / "agent.db", schema));
  speaker.start();

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_FAILED);
  CHECK(result.detail().find("disk is full") != std::string::npos);
  CHECK(speaker.repairs.done.empty());
}

TEST_CASE("R27: it is in the journal while it acts, and a crash is noticed") {
  Speaker speaker;
  std::vector<Attempt> during;
  speaker.repairs.while_acting = [&] {
    // Another process, as it finds the file after a crash.
    auto connection =
        Connection::open(speaker.folder.path() / "agent.db").value();
    auto rows = connection.prepare("SELECT outcome FROM remedy_attempt");
    REQUIRE(rows.value().step().value());
    CHECK(rows->integer(0) == 0);
    REQUIRE(
        connection.execute("CREATE TABLE crashed AS SELECT * FROM "
                           "remedy_attempt"));
  };
  speaker.apply();
  speaker.database.reset();
  {
    auto connection =
        Connection::open(speaker.folder.path() / "agent.db").value();
    REQUIRE(
        connection.execute("DELETE FROM remedy_attempt; INSERT INTO "
                           "remedy_attempt SELECT * FROM crashed"));
  }
  speaker.kept.clear();
  speaker.rules.automatic = {"renew_address"};
  speaker.repairs.state = bad();
  speaker.start();

  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_INTERRUPTED);
  // And it is not repeated blindly.
  speaker.heal();
  CHECK(speaker.repairs.done == Done{"renew_lease"});
}

TEST_CASE("a reboot is judged by the first check-up after it") {
  Speaker speaker;
  // The system ends the daemon some time after the order to restart.
  speaker.clock.ended = true;
  const auto result = speaker.apply("reboot");
  CHECK(result.outcome() == v1::REMEDY_OUTCOME_UNSPECIFIED);
  CHECK(result.confirmed_size() == 1);
  speaker.start("boot-2");
  CHECK(speaker.kept.empty());

  ProbeRun after{};
  after.probe_id = "network.address";
  after.outcome = Outcome::passed;
  after.summary = "there is an address";
  speaker.found.runs.push_back(after);
  speaker.found.diagnosis.status = diagnosis::Status::no_fault;
  speaker.heal();

  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].remedy_id() == "reboot");
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_HEALED);
}

TEST_CASE("a reboot that does not come has failed") {
  Speaker speaker;

  const auto result = speaker.apply("reboot");

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_FAILED);
  CHECK(result.detail() == "the system did not restart");
  CHECK(speaker.clock.monotonic() >= 2min);
  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_FAILED);
}

TEST_CASE("a daemon that died while a reboot was asked for was interrupted") {
  Speaker speaker;
  speaker.repairs.while_acting = [] { throw std::runtime_error("killed"); };
  CHECK_THROWS(speaker.apply("reboot"));
  speaker.start("boot-1");

  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_INTERRUPTED);
}

TEST_CASE("R27: by itself the speaker does only what the policy lists") {
  Speaker speaker;
  speaker.heal();
  CHECK(speaker.repairs.done.empty());

  speaker.rules.automatic = {"renew_address"};
  speaker.start();
  speaker.heal();

  CHECK(speaker.repairs.done == Done{"renew_lease"});
  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].automatic());
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_HEALED);
}

TEST_CASE("R27: it does nothing by itself while music plays") {
  Speaker speaker;
  speaker.rules.automatic = {"renew_address"};
  speaker.start();
  speaker.repairs.playing = "something is playing";

  speaker.heal();

  CHECK(speaker.repairs.done.empty());
}

TEST_CASE("R27: what has gone by itself is left alone") {
  Speaker speaker;
  speaker.rules.automatic = {"renew_address"};
  speaker.start();
  speaker.repairs.state = good();

  speaker.heal();

  CHECK(speaker.repairs.done.empty());
  CHECK(speaker.remedies->list()[0].outcome() ==
        v1::REMEDY_OUTCOME_UNSPECIFIED);
}

TEST_CASE("R27: one thing is done at a time") {
  Speaker speaker;
  v1::RemedyResult second;
  speaker.repairs.while_acting = [&] { second = speaker.apply(); };

  CHECK(speaker.apply().outcome() == v1::REMEDY_OUTCOME_HEALED);

  CHECK(second.outcome() == v1::REMEDY_OUTCOME_FAILED);
  CHECK(second.detail() == "another remedy is at work");
}

TEST_CASE("the steps tell of before, acting and after") {
  Speaker speaker;
  std::vector<std::string> told;
  const Watch watch = [&told](const Step& step) {
    told.push_back(std::to_string(step.index) +
                   (step.finished ? " finished" : " " + step.text));
  };

  speaker.apply("renew_address", watch);

  CHECK(told == std::vector<std::string>{"0 ", "0 finished",
                                         "1 acting: renew_lease", "1 ",
                                         "1 finished"});
}

TEST_CASE("the list says what is possible and what became of it") {
  Speaker speaker;
  speaker.apply();

  const auto list = speaker.remedies->list();

  REQUIRE(list.size() == 4);
  CHECK(list[0].remedy_id() == "renew_address");
  CHECK(list[0].outcome() == v1::REMEDY_OUTCOME_HEALED);
  CHECK(list[1].outcome() == v1::REMEDY_OUTCOME_UNSPECIFIED);
  CHECK(list[3].outcome() == v1::REMEDY_OUTCOME_NOT_SUPPORTED);
}
