#include "agent/local/texts.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using local::text_of;

namespace {

diagnosis::Knowledge some_knowledge() {
  diagnosis::Knowledge knowledge;
  diagnosis::Fault fault{};
  fault.id = "wifi.weak_signal";
  fault.title = {"Weak signal", "信号弱"};
  fault.owner = {"The signal is weak.", "信号太弱。"};
  fault.remedy_ids = {"unheard_of", "renew", "move_closer"};
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

}  // namespace

TEST_CASE("the owner is told of a fault, and what he can do himself") {
  const auto knowledge = some_knowledge();

  CHECK(text_of("title wifi.weak_signal", knowledge)->en == "Weak signal");
  CHECK(text_of("owner wifi.weak_signal", knowledge)->zh == "信号太弱。");
  CHECK(text_of("remedy wifi.weak_signal", knowledge)->en == "Move it closer.");
}

TEST_CASE("what only others can do is told as well") {
  auto knowledge = some_knowledge();
  knowledge.faults[0].remedy_ids.pop_back();

  CHECK(text_of("remedy wifi.weak_signal", knowledge)->en == "It tries again.");
  knowledge.faults[0].remedy_ids.clear();
  CHECK(text_of("remedy wifi.weak_signal", knowledge) == nullptr);
}

TEST_CASE("of what there is no text there is none") {
  const auto knowledge = some_knowledge();

  for (const auto* what : {"", " ", "title", "title ", "title wifi.newer",
                           "title  wifi.weak_signal", "expert wifi.weak_signal",
                           "wifi.weak_signal title"})
    CHECK(text_of(what, knowledge) == nullptr);
}
