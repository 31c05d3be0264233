#pragma once

#include <catch2/catch.hpp>
#include <optional>
#include <vector>

#include "agent/remedies/remedies.hpp"
#include "agent/store/schema.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

namespace soundcheck::remedies::test {

namespace asio = boost::asio;
using namespace std::chrono_literals;

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

inline Verdict bad(std::vector<std::string> present = {"network.no_address"}) {
  Verdict verdict{Outcome::failed, "no address", {}, {}};
  for (auto& id : present)
    verdict.findings.push_back({std::move(id), Presence::present, ""});
  return verdict;
}

inline Verdict good() {
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

inline Task<Verdict> answer_as(const FakeRepairs& board) {
  co_return board.state;
}

inline diagnosis::Remedy remedy(std::string id,
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
    REQUIRE(
        soundcheck::test::run(remedies->open(*database, std::move(boot_id))));
  }
  asio::awaitable<void> keep(v1::RemedyResult result) {
    kept.push_back(std::move(result));
    co_return;
  }
  v1::RemedyResult apply(const std::string& id = "renew_address",
                         Watch watch = {}) {
    return soundcheck::test::run(remedies->apply(id, std::move(watch)));
  }
  void heal() { soundcheck::test::run(healed()); }
  asio::awaitable<bool> healed() {
    co_await remedies->heal(found);
    co_return true;
  }

  soundcheck::test::TemporaryFolder folder;
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

/// What the board was told to do, in order.
using Done = std::vector<std::string>;

}  // namespace soundcheck::remedies::test
