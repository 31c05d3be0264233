#include "agent/cli/firmware/health_gate.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <optional>

using namespace soundcheck;
using namespace soundcheck::cli;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

v1::ProbeResult result(const std::string& probe,
                       v1::Outcome outcome,
                       const std::string& summary = "") {
  v1::ProbeResult made;
  made.set_probe_id(probe);
  made.set_outcome(outcome);
  made.set_summary(summary);
  return made;
}

/// A daemon, and a clock that only moves when somebody waits.
struct Speaker {
  std::map<std::string, v1::ProbeResult> broken;  ///< all else passes
  std::optional<Error> away;
  milliseconds takes = 100ms;              ///< each round
  std::size_t answers_before_the_end = 0;  ///< of one that the deadline cuts
  milliseconds now{};
  std::vector<std::vector<std::string>> rounds;
  std::vector<milliseconds> pauses;
  std::vector<std::string> told;
  std::function<void()> in_pause = [] {};

  GateWays ways() {
    GateWays ways;
    ways.now = [this] { return now; };
    ways.pause = [this](milliseconds pause) {
      pauses.push_back(pause);
      now += pause;
      in_pause();
    };
    ways.ask = [this](const auto& probes, auto deadline, auto& results) {
      return ask(probes, deadline, results);
    };
    ways.tell = [this](const Requirement& requirement) {
      told.push_back(requirement.name + ' ' +
                     std::string(to_string(requirement.standing)));
    };
    return ways;
  }

  Result<void> ask(const std::vector<std::string>& probes,
                   milliseconds deadline,
                   std::vector<v1::ProbeResult>& results) {
    if (away)
      return *away;
    rounds.push_back(probes);
    now += takes;
    const bool late = now > deadline;
    for (const auto& probe : probes) {
      if (late && results.size() >= answers_before_the_end)
        return Error(Errc::timeout, "no answer in time");
      const auto found = broken.find(probe);
      results.push_back(found == broken.end()
                            ? result(probe, v1::OUTCOME_PASSED)
                            : found->second);
    }
    return {};
  }
};

}  // namespace

TEST_CASE("a healthy speaker passes in the first round") {
  Speaker speaker;
  auto wanted = requirements_of(requirement_words());

  CHECK(wait_for_health(wanted, 120s, speaker.ways()));

  CHECK(speaker.rounds.size() == 1);
  CHECK(speaker.pauses.empty());
  CHECK(speaker.told == std::vector<std::string>{
                            "audio passed", "network passed", "broker passed"});
}

TEST_CASE("only what was required is asked for, in the usual order") {
  Speaker speaker;
  auto wanted = requirements_of({"broker", "audio", "broker"});

  CHECK(wait_for_health(wanted, 120s, speaker.ways()));

  CHECK(speaker.rounds == std::vector<std::vector<std::string>>{
                              {"audio.electrical", "network.broker"}});
}

TEST_CASE("a dead audio path is not good, however long one waits") {
  Speaker speaker;
  speaker.broken["audio.electrical"] =
      result("audio.electrical", v1::OUTCOME_FAILED, "no sound card");
  auto wanted = requirements_of(requirement_words());

  CHECK_FALSE(wait_for_health(wanted, 120s, speaker.ways()));

  CHECK(wanted[0].standing == Standing::failed);
  CHECK(wanted[0].why == "audio.electrical: no sound card");
  CHECK(wanted[1].standing == Standing::passed);
  CHECK(wanted[2].standing == Standing::passed);
  CHECK(speaker.now <= 120s);
  CHECK(speaker.now > 118s);
}

TEST_CASE("what passed is not asked again, and the pauses grow to 15 s") {
  Speaker speaker;
  speaker.broken["network.broker"] =
      result("network.broker", v1::OUTCOME_FAILED, "offline");
  auto wanted = requirements_of(requirement_words());

  CHECK_FALSE(wait_for_health(wanted, 300s, speaker.ways()));

  CHECK(speaker.rounds.at(1) == std::vector<std::string>{"network.broker"});
  CHECK(speaker.pauses.at(0) == 1s);
  CHECK(speaker.pauses.at(1) == 2s);
  CHECK(*std::max_element(speaker.pauses.begin(), speaker.pauses.end()) == 15s);
}

TEST_CASE("a daemon that is not there yet is waited for, second by second") {
  Speaker speaker;
  speaker.away = Error(Errc::io, "no soundcheckd listens");
  speaker.in_pause = [&speaker] {
    if (speaker.pauses.size() == 4)
      speaker.away.reset();
  };
  auto wanted = requirements_of(requirement_words());

  CHECK(wait_for_health(wanted, 120s, speaker.ways()));

  CHECK(speaker.pauses == std::vector<milliseconds>(4, 1s));
  CHECK(speaker.told.front() == "audio not_measured");
}

TEST_CASE("without a daemon nothing could be measured, and why") {
  Speaker speaker;
  speaker.away = Error(Errc::io, "no soundcheckd listens");
  auto wanted = requirements_of({"audio"});

  CHECK_FALSE(wait_for_health(wanted, 10s, speaker.ways()));

  CHECK(wanted[0].standing == Standing::not_measured);
  CHECK(wanted[0].why == "audio.electrical: no soundcheckd listens");
}

TEST_CASE("who may not ask need not wait") {
  Speaker speaker;
  speaker.away = Error(Errc::denied, "permission denied");
  auto wanted = requirements_of({"audio"});

  CHECK_FALSE(wait_for_health(wanted, 120s, speaker.ways()));

  CHECK(speaker.pauses.empty());
}

TEST_CASE("a probe without a verdict is neither healthy nor broken") {
  auto network = requirements_of({"network"})[0];

  judge(network,
        {result("network.address", v1::OUTCOME_PASSED),
         result("network.gateway", v1::OUTCOME_INCONCLUSIVE, "busy"),
         result("network.dns", v1::OUTCOME_PASSED),
         result("network.internet", v1::OUTCOME_NOT_SUPPORTED)},
        "");

  CHECK(network.standing == Standing::not_measured);
  CHECK(network.why == "network.gateway: busy");
}

TEST_CASE("of several probes the first that failed is the reason") {
  auto network = requirements_of({"network"})[0];

  judge(network,
        {result("network.address", v1::OUTCOME_INCONCLUSIVE, "busy"),
         result("network.gateway", v1::OUTCOME_FAILED, "silent"),
         result("network.dns", v1::OUTCOME_FAILED, "dead"),
         result("network.internet", v1::OUTCOME_CANCELLED)},
        "");

  CHECK(network.standing == Standing::failed);
  CHECK(network.why == "network.gateway: silent");
}

TEST_CASE("an outcome without words is told by its name") {
  auto audio = requirements_of({"audio"})[0];

  judge(audio, {result("audio.electrical", v1::OUTCOME_NOT_SUPPORTED)}, "");

  CHECK(audio.why == "audio.electrical: not_supported");
}

TEST_CASE("a look that the deadline cuts off hides no earlier reason") {
  Speaker speaker;
  speaker.takes = 4s;
  speaker.broken["audio.electrical"] =
      result("audio.electrical", v1::OUTCOME_FAILED, "no sound card");
  auto wanted = requirements_of({"audio"});

  CHECK_FALSE(wait_for_health(wanted, 7s, speaker.ways()));

  CHECK(speaker.rounds.size() == 2);
  CHECK(wanted[0].why == "audio.electrical: no sound card");
}

TEST_CASE("nor does one that is cut off between two of its probes") {
  Speaker speaker;
  speaker.takes = 4s;
  speaker.answers_before_the_end = 2;
  speaker.broken["network.internet"] =
      result("network.internet", v1::OUTCOME_FAILED, "no answer");
  auto wanted = requirements_of({"network"});

  CHECK_FALSE(wait_for_health(wanted, 7s, speaker.ways()));

  CHECK(speaker.rounds.size() == 2);
  CHECK(wanted[0].standing == Standing::failed);
  CHECK(wanted[0].why == "network.internet: no answer");
}
