#include "agent/assist/session.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using namespace std::chrono_literals;

namespace {

Session session_of(std::string operator_name) {
  Session session;
  session.id = "s";
  session.operator_name = std::move(operator_name);
  session.holder = "k";
  return session;
}

}  // namespace

TEST_CASE("R02: a session lasts as asked, within what the policy grants") {
  const Policy policy;

  CHECK(SessionDoor::grant(policy, 0s) == 900s);
  CHECK(SessionDoor::grant(policy, 60s) == 60s);
  CHECK(SessionDoor::grant(policy, 1800s) == 1800s);
  CHECK(SessionDoor::grant(policy, 4294967295s) == 1800s);
}

TEST_CASE("every session has a nonce of its own") {
  SessionDoor door;
  std::set<std::string> nonces;

  for (int i = 0; i < 100; ++i) {
    REQUIRE(door.open(session_of("ann")));
    CHECK(door.current()->nonce.size() == 16);
    nonces.insert(door.current()->nonce);
  }

  CHECK(nonces.size() == 100);
}

TEST_CASE("while a session is open others wait, its operator does not") {
  SessionDoor door;
  CHECK(!door.busy_for("bob", "k"));
  REQUIRE(door.open(session_of("ann")));

  CHECK(door.busy_for("bob", "k"));
  CHECK(door.busy_for("ann", "another"));
  CHECK(!door.busy_for("ann", "k"));
  const auto ended = door.close();
  REQUIRE(ended);
  CHECK(ended->operator_name == "ann");
  CHECK(!door.current());
  CHECK(!door.close());
  CHECK(!door.busy_for("bob", "k"));
}

TEST_CASE("secrets are the same only when every byte is") {
  CHECK(same_secret("", ""));
  CHECK(same_secret("abc", "abc"));
  CHECK(!same_secret("abc", "abd"));
  CHECK(!same_secret("abc", "ab"));
  CHECK(!same_secret("", "a"));
}
