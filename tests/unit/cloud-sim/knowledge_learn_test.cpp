#include <catch2/catch.hpp>

#include "cloud-sim/cases/follow.hpp"
#include "cloud-sim/knowledge/learn.hpp"
#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/store/lessons.hpp"
#include "tests/unit/cloud-sim/case_scene.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck::cloud;
using namespace soundcheck::cloud::test;
namespace v1 = soundcheck::v1;

namespace {

constexpr UnixMs minute_ms = 60'000;
constexpr UnixMs day_ms = 24 * 60 * minute_ms;

class LearningScene : public CaseScene {
 public:
  LearningScene() {
    at_end = [this](Work& work) {
      follow_cases(work, catalog);
      learn(work);
    };
  }

  /// The speaker names "dns", by "silent" and without "slow".
  void find_dns(v1::Trigger trigger = v1::TRIGGER_CHANGE) {
    auto result = result_of("network.dns", v1::OUTCOME_FAILED);
    add(result, "silent", v1::PRESENCE_PRESENT);
    add(result, "slow", v1::PRESENCE_ABSENT);
    add(result, "odd", v1::PRESENCE_UNKNOWN);
    check(diagnosis_of("dns"), {result}, trigger);
    pass(minute_ms);
  }
  void heal(v1::RemedyOutcome outcome = v1::REMEDY_OUTCOME_HEALED) {
    auto message = make_report(seq_++);
    auto& remedy = *message.add_remedies();
    remedy.set_remedy_id("restart_router");
    remedy.set_fault_id("dns");
    remedy.set_outcome(outcome);
    report(message);
    pass(minute_ms);
  }
  std::vector<Lesson> lessons() { return list_lessons(db, 0); }

 private:
  static void add(v1::ProbeResult& result,
                  const std::string& id,
                  v1::Presence presence) {
    auto& finding = *result.add_findings();
    finding.set_id(id);
    finding.set_presence(presence);
  }
  std::uint64_t seq_ = 5000;
};

}  // namespace

TEST_CASE("a remedy that healed teaches what its fault looks like") {
  LearningScene scene;
  scene.find_dns();
  scene.heal();

  const auto lessons = scene.lessons();
  REQUIRE(lessons.size() == 1);
  CHECK(lessons[0].device == "kitchen");
  CHECK(lessons[0].fault_id == "dns");
  CHECK(lessons[0].present == std::vector<std::string>{"silent"});
  CHECK(lessons[0].absent == std::vector<std::string>{"slow"});
  CHECK(lessons[0].source.starts_with("report:"));
}

TEST_CASE("a remedy that did not heal teaches nothing") {
  LearningScene scene;
  scene.find_dns();
  for (const auto outcome :
       {v1::REMEDY_OUTCOME_UNCHANGED, v1::REMEDY_OUTCOME_WORSE,
        v1::REMEDY_OUTCOME_FAILED, v1::REMEDY_OUTCOME_UNSPECIFIED})
    scene.heal(outcome);

  CHECK(scene.lessons().empty());
}

TEST_CASE("without a diagnosis before it a cure teaches nothing") {
  LearningScene scene;
  scene.heal();
  scene.check(diagnosis_of("mic"), {}, v1::TRIGGER_CHANGE);
  scene.heal();

  CHECK(scene.lessons().empty());
}

TEST_CASE("two faults at a time teach nothing: whose are the findings?") {
  LearningScene scene;
  auto both = diagnosis_of("dns");
  both.add_faults()->set_fault_id("mic");
  both.mutable_faults(1)->set_probability(0.8);
  scene.check(both, {}, v1::TRIGGER_CHANGE);
  scene.pass(minute_ms);
  scene.heal();

  CHECK(scene.lessons().empty());
}

TEST_CASE("a periodic report, which leaves out what is absent, is not used") {
  LearningScene scene;
  scene.find_dns(v1::TRIGGER_PERIODIC);
  scene.heal();

  CHECK(scene.lessons().empty());
}

TEST_CASE("the same cure told again is no other case") {
  LearningScene scene;
  scene.find_dns();
  scene.heal();
  scene.heal();
  scene.find_dns();
  scene.heal();

  CHECK(scene.lessons().size() == 1);
}

TEST_CASE("the same fault another day is another case") {
  LearningScene scene;
  scene.find_dns();
  scene.heal();
  scene.pass(2 * day_ms);
  scene.find_dns();
  scene.heal();

  CHECK(scene.lessons().size() == 2);
}

TEST_CASE("support's closing of a cured case teaches, too, and only once") {
  LearningScene scene;
  scene.find_dns();
  const auto id = scene.only_case().id;
  scene.ask([&](Work& work) { return take_case(work, id, "ann"); }).value();
  scene.pass(minute_ms);
  scene.check(healthy(), {result_of("network.dns", v1::OUTCOME_PASSED)});
  CHECK(scene.lessons().empty());

  scene.pass(minute_ms);
  scene.ask([&](Work& work) { return close_case(work, id, "ann", "", false); })
      .value();

  REQUIRE(scene.found(id).outcome == "cured");
  const auto lessons = scene.lessons();
  REQUIRE(lessons.size() == 1);
  CHECK(lessons[0].fault_id == "dns");
  CHECK(lessons[0].present == std::vector<std::string>{"silent"});
}

TEST_CASE("a case that nobody confirmed teaches nothing") {
  LearningScene scene;
  scene.find_dns();
  const auto id = scene.only_case().id;

  scene
      .ask([&](Work& work) {
        return close_case(work, id, "ann", "the owner gave up", true);
      })
      .value();

  CHECK(scene.lessons().empty());
}

TEST_CASE("one speaker cannot fill the memory with its cases") {
  LearningScene scene;
  scene.limits.lessons_per_device = 3;
  for (int i = 0; i < 5; ++i) {
    scene.find_dns();
    scene.heal();
    scene.pass(2 * day_ms);
  }

  CHECK(scene.lessons().size() == 3);
  CHECK(scene.lessons().front().id == 3);
}
