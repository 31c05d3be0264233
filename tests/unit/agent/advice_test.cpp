#include "agent/advice.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;

namespace {

diagnosis::Knowledge some_knowledge() {
  diagnosis::Knowledge knowledge;
  diagnosis::Fault fault{};
  fault.id = "wifi.weak_signal";
  fault.title = {"Weak signal", "信号弱"};
  fault.owner = {"The signal is weak.", "信号太弱。"};
  fault.remedy_ids = {"renew", "move_closer"};
  knowledge.faults.push_back(fault);
  diagnosis::Remedy automatic{};
  automatic.id = "renew";
  automatic.actor = diagnosis::Actor::automatic;
  automatic.owner = {"It tries again.", "音箱会重试。"};
  auto closer = automatic;
  closer.id = "move_closer";
  closer.actor = diagnosis::Actor::owner;
  closer.owner = {"Move it closer.", "请移近。"};
  knowledge.remedies = {automatic, closer};
  return knowledge;
}

v1::Diagnosis of(std::string fault_id) {
  v1::Diagnosis diagnosis;
  diagnosis.set_status(v1::DIAGNOSIS_STATUS_FAULT);
  diagnosis.add_faults()->set_fault_id(std::move(fault_id));
  return diagnosis;
}

}  // namespace

TEST_CASE("the owner is told the first fault and what he can do himself") {
  const auto knowledge = some_knowledge();

  const auto en = advice_on(of("wifi.weak_signal"), knowledge, false);
  const auto zh = advice_on(of("wifi.weak_signal"), knowledge, true);

  CHECK(en.status() == v1::DIAGNOSIS_STATUS_FAULT);
  CHECK(en.fault_id() == "wifi.weak_signal");
  CHECK(en.title() == "Weak signal");
  CHECK(en.what() == "The signal is weak.");
  CHECK(en.to_do() == "Move it closer.");
  CHECK(zh.title() == "信号弱");
  CHECK(zh.what() == "信号太弱。");
  CHECK(zh.to_do() == "请移近。");
}

TEST_CASE("what only others can do is told as well") {
  auto knowledge = some_knowledge();
  knowledge.faults[0].remedy_ids.pop_back();

  const auto advice = advice_on(of("wifi.weak_signal"), knowledge, false);

  CHECK(advice.to_do() == "It tries again.");
}

TEST_CASE("without a fault, or of one that is not known, there are no texts") {
  const auto knowledge = some_knowledge();
  v1::Diagnosis healthy;
  healthy.set_status(v1::DIAGNOSIS_STATUS_NO_FAULT);

  const auto fine = advice_on(healthy, knowledge, false);
  const auto newer = advice_on(of("wifi.newer"), knowledge, false);

  CHECK(fine.status() == v1::DIAGNOSIS_STATUS_NO_FAULT);
  CHECK(fine.what().empty());
  CHECK(newer.fault_id() == "wifi.newer");
  CHECK(newer.what().empty());
}
