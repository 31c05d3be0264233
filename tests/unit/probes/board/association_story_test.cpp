#include "probes/board/linux/association_story.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;
using Kind = ConnectionEvent::Kind;

namespace {

ConnectionEvent event(Kind kind, std::string bssid = "") {
  ConnectionEvent out;
  out.kind = kind;
  out.bssid = std::move(bssid);
  return out;
}

ConnectionEvent farewell(bool by_access_point) {
  auto out = event(Kind::disconnected);
  out.by_access_point = by_access_point;
  return out;
}

}  // namespace

TEST_CASE("the first access point is an association, another one a roam") {
  AssociationStory story;

  CHECK(story.take(event(Kind::associated, "a"), 1s).kind == Kind::associated);
  CHECK(story.take(event(Kind::associated, "b"), 2s).kind == Kind::roamed);
  CHECK(story.bssid() == "b");
}

TEST_CASE("who leaves by itself and joins another one soon has roamed") {
  AssociationStory story;
  story.take(event(Kind::associated, "a"), 1s);
  story.take(farewell(false), 20s);

  SECTION("soon") {
    CHECK(story.take(event(Kind::associated, "b"), 30s).kind == Kind::roamed);
  }
  SECTION("later") {
    CHECK(story.take(event(Kind::associated, "b"), 31s).kind ==
          Kind::associated);
  }
  SECTION("the same one") {
    CHECK(story.take(event(Kind::associated, "a"), 21s).kind ==
          Kind::associated);
  }
}

TEST_CASE("who was sent away has not roamed") {
  AssociationStory story;
  story.take(event(Kind::associated, "a"), 1s);
  story.take(farewell(true), 2s);

  CHECK(story.take(event(Kind::associated, "b"), 3s).kind == Kind::associated);
}

TEST_CASE("a message that names nobody is about the present access point") {
  AssociationStory story;
  story.take(event(Kind::associated, "a"), 1s);

  CHECK(story.take(event(Kind::beacons_lost), 2s).bssid == "a");
  CHECK(story.take(farewell(true), 3s).bssid == "a");
  CHECK(story.take(event(Kind::rejected, "c"), 4s).bssid == "c");
}

TEST_CASE("what was missed is told once it is seen") {
  AssociationStory story;

  CHECK(!story.correct("", 1s));
  REQUIRE(story.correct("a", 2s));
  CHECK(!story.correct("a", 3s));
  const auto gone = story.correct("", 4s);
  REQUIRE(gone);
  CHECK(gone->kind == Kind::disconnected);
  CHECK(gone->bssid == "a");
  CHECK(gone->text == "seen afterwards");
}
