#include "cloud-sim/store/roles.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace soundcheck::cloud;

namespace {

constexpr Role all[] = {Role::viewer, Role::qa, Role::support_l1,
                        Role::support_l2, Role::admin};

std::string who_may(Right right) {
  std::string who;
  for (const auto role : all)
    if (may(role, right))
      who += std::string(word(role)) + " ";
  return who;
}

}  // namespace

TEST_CASE("each right belongs to the roles that were agreed on") {
  CHECK(who_may(Right::see) == "viewer qa support_l1 support_l2 admin ");
  for (const auto right :
       {Right::note, Right::session, Right::read, Right::test})
    CHECK(who_may(right) == "qa support_l1 support_l2 admin ");
  for (const auto right : {Right::handle_case, Right::repair})
    CHECK(who_may(right) == "support_l1 support_l2 admin ");
  for (const auto right :
       {Right::close_unconfirmed, Right::disruptive, Right::logs})
    CHECK(who_may(right) == "support_l2 admin ");
  CHECK(who_may(Right::administer) == "admin ");
}

TEST_CASE("the words of roles are read back, and support is level 2") {
  for (const auto role : all)
    CHECK(role_of(word(role)) == role);
  CHECK(role_of("support") == Role::support_l2);
  CHECK_FALSE(role_of("king"));
  CHECK_FALSE(role_of(""));
}

TEST_CASE("a class of consent that is not known needs the most") {
  CHECK(right_to("read") == Right::read);
  CHECK(right_to("test") == Right::test);
  CHECK(right_to("repair") == Right::repair);
  CHECK(right_to("logs") == Right::logs);
  CHECK(right_to("disruptive") == Right::disruptive);
  CHECK(right_to("teleport") == Right::disruptive);
  CHECK(right_to("") == Right::disruptive);
  CHECK(right_to("administer") == Right::disruptive);
}

TEST_CASE("a role's rights are told without the one that all have") {
  CHECK(rights_of(Role::viewer) == std::vector<Right>{Right::see});
  CHECK(rights_of(Role::admin).size() == 11);
}
