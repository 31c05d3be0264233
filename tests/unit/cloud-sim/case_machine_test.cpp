#include <catch2/catch.hpp>
#include <vector>

#include "cloud-sim/cases/machine.hpp"

using namespace soundcheck::cloud;
using enum CaseState;

namespace {

CaseState course(const std::vector<CaseStep>& steps, bool named = true) {
  auto state = opened;
  for (const auto step : steps)
    state = after(state, step, named).value_or(state);
  return state;
}

}  // namespace

TEST_CASE("a case goes from the alarm to the end") {
  auto state = opened;
  for (const auto& [step, reached] : {std::pair{CaseStep::fault_named, routed},
                                      {CaseStep::session_opened, in_session},
                                      {CaseStep::advice_given, advised},
                                      {CaseStep::cure_confirmed, confirmed},
                                      {CaseStep::closed, closed}}) {
    const auto next = after(state, step, true);
    REQUIRE(next == reached);
    state = *next;
  }
}

TEST_CASE("a fault that goes away by itself needs nobody") {
  CHECK(course({CaseStep::fault_named, CaseStep::cure_confirmed}) == confirmed);
}

TEST_CASE("a session that ends without advice leads back to the queue") {
  CHECK(course({CaseStep::fault_named, CaseStep::session_opened,
                CaseStep::session_ended}) == routed);
  CHECK(course({CaseStep::session_opened, CaseStep::session_ended}, false) ==
        opened);
}

TEST_CASE("advice outlives the session in which it was given") {
  CHECK(course({CaseStep::fault_named, CaseStep::session_opened,
                CaseStep::advice_given, CaseStep::session_ended,
                CaseStep::session_opened}) == advised);
}

TEST_CASE("what was confirmed and comes back waits for somebody again") {
  CHECK(course({CaseStep::fault_named, CaseStep::cure_confirmed,
                CaseStep::fault_returned}) == routed);
}

TEST_CASE("nothing leads out of a closed case, and nothing closes it twice") {
  for (const auto step :
       {CaseStep::fault_named, CaseStep::session_opened,
        CaseStep::session_ended, CaseStep::advice_given,
        CaseStep::cure_confirmed, CaseStep::fault_returned, CaseStep::closed})
    CHECK_FALSE(after(closed, step, true));
}

TEST_CASE("a fault that nobody has named cannot be cured") {
  CHECK_FALSE(after(opened, CaseStep::cure_confirmed, false));
}

TEST_CASE("the words of states are read back") {
  for (const auto state :
       {opened, routed, in_session, advised, confirmed, closed})
    CHECK(case_state_of(word(state)) == state);
  CHECK_FALSE(case_state_of("lost"));
}
