#include <catch2/catch.hpp>

#include "agent/diagnosis/gates.hpp"
#include "tests/unit/agent/diagnosis/small_knowledge.hpp"

using namespace soundcheck::diagnosis;
using soundcheck::test::failed;
using soundcheck::test::passed;
using soundcheck::test::small_knowledge;
using soundcheck::test::Strings;

namespace {

struct Fixture {
  Knowledge knowledge = small_knowledge();
  Gates gates{knowledge};

  /// The tests it asks for when all of them are answered as `answer` says.
  template <class AnswerFunction>
  Strings walk(std::string_view complaint, AnswerFunction answer) {
    std::vector<ProbeEvidence> evidence;
    Strings asked;
    while (const auto next = gates.next_test(evidence, complaint)) {
      asked.push_back(next->why_id);
      evidence.push_back(answer(next->why_id));
    }
    return asked;
  }
};

}  // namespace

TEST_CASE("a healthy speaker goes through every gate in order") {
  Fixture f;

  const auto asked = f.walk("", [](auto id) { return passed(id); });

  CHECK(asked == Strings{"link", "names", "web", "sound", "heat", "clock"});
}

TEST_CASE("the ladder that is complained of comes first") {
  Fixture f;
  const auto all_pass = [](auto id) { return passed(id); };

  CHECK(f.walk("no_sound", all_pass).front() == "sound");
  CHECK(f.walk("restarts", all_pass).front() == "heat");
  CHECK(f.walk("cannot_connect", all_pass).front() == "link");
  CHECK(f.walk("other", all_pass).front() == "link");
}

TEST_CASE("a gate that names complaints is asked for those only") {
  Fixture f;
  f.knowledge.gates[1].complaints = {"drops", "slow_answers"};
  const auto all_pass = [](auto id) { return passed(id); };

  CHECK(f.walk("", all_pass) ==
        Strings{"link", "web", "sound", "heat", "clock"});
  CHECK(f.walk("cannot_connect", all_pass) ==
        Strings{"link", "web", "sound", "heat", "clock"});
  CHECK(f.walk("drops", all_pass).size() == 6);
  CHECK(f.gates.next_test({}, "")->expected_tests == 5);
}

TEST_CASE("a gate is not asked beside a fault that spares it") {
  Fixture f;
  f.knowledge.gates[5].spared_by = {"no_web", "no_names"};
  const auto without = [](std::string gate, std::string finding) {
    return [=](std::string id) {
      return id == gate ? failed(id, finding) : passed(id);
    };
  };

  CHECK(f.walk("", without("web", "web.silent")) ==
        Strings{"link", "names", "web", "sound", "heat"});
  CHECK(f.walk("", without("web", "web.untrusted")).back() == "clock");
}

TEST_CASE("a fault that blocks ends its own ladder only") {
  Fixture f;

  const auto asked = f.walk("", [](std::string id) {
    return id == "names" ? failed(id, "names.none") : passed(id);
  });

  CHECK(asked == Strings{"link", "names", "sound", "heat", "clock"});
}

TEST_CASE("a fault that does not block lets its ladder go on") {
  Fixture f;

  const auto asked = f.walk("", [](std::string id) {
    return id == "link" ? failed(id, "link.weak") : passed(id);
  });

  CHECK(asked.size() == 6);
}

TEST_CASE("the number of expected tests shrinks when a ladder ends early") {
  Fixture f;

  CHECK(f.gates.next_test({}, "")->expected_tests == 6);
  CHECK(f.gates.next_test({failed("link", "link.down")}, "")->expected_tests ==
        4);
}
