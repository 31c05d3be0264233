#include "probes/board/linux/disturbances.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string_view>

#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

const std::string playback = "proc/asound/card1/pcm0p/sub1/status";
const std::string recording = "proc/asound/card1/pcm0c/sub0/status";
const std::string zone = "sys/class/thermal/thermal_zone0/";

struct Fixture {
  test::TemporaryFolder root;

  Disturbances look(std::string_view mixer = "default") const {
    return Disturbances(BoardRoot(root.path()), mixer);
  }
};

}  // namespace

TEST_CASE("nothing disturbs a board that has nothing") {
  const Fixture f;

  CHECK(f.look().now() == nullptr);
}

TEST_CASE("what plays has the right of way, until it ends") {
  const Fixture f;
  f.root.write(playback, "closed\n");
  const auto disturbances = f.look();
  CHECK(disturbances.now() == nullptr);

  f.root.write(playback, "state: RUNNING\nowner_pid   : 812\n");
  REQUIRE(disturbances.now() != nullptr);
  CHECK(std::string_view(disturbances.now()) == "something is playing");
  f.root.write(playback, "state: DRAINING\n");
  CHECK(disturbances.now() != nullptr);
  f.root.write(playback, "state: PAUSED\n");
  CHECK(disturbances.now() == nullptr);
}

TEST_CASE("what plays on a card without the loudspeaker is not heard") {
  const Fixture f;
  f.root.write(playback, "state: RUNNING\n");
  std::filesystem::create_directory_symlink(
      "card1", f.root.path() / "proc/asound/Speaker");

  CHECK(f.look("hw:Speaker").now() != nullptr);
  CHECK(f.look("hw:1,0").now() != nullptr);
  CHECK(f.look("hw:0").now() == nullptr);
  CHECK(f.look("hw:Loopback").now() == nullptr);
  CHECK(f.look("hw:").now() != nullptr);
}

TEST_CASE("who records only does not hear us") {
  const Fixture f;
  f.root.write(recording, "state: RUNNING\n");

  CHECK(f.look().now() == nullptr);
}

TEST_CASE("a zone above its passive trip point holds everything up") {
  const Fixture f;
  f.root.write(zone + "trip_point_0_type", "passive\n");
  f.root.write(zone + "trip_point_0_temp", "80000\n");
  f.root.write(zone + "trip_point_1_type", "hot\n");
  f.root.write(zone + "trip_point_1_temp", "95000\n");
  f.root.write(zone + "temp", "80000\n");
  CHECK(f.look().now() == nullptr);

  f.root.write(zone + "temp", "80500\n");
  REQUIRE(f.look().now() != nullptr);
  CHECK(std::string_view(f.look().now()) == "it is hot");
}
