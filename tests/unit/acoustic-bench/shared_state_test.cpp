#include "tests/acoustic-bench/shared_state.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include "tests/acoustic-bench/fault_file.hpp"

namespace soundcheck::bench {

namespace {

class Directory {
 public:
  Directory() { REQUIRE(mkdtemp(path_) != nullptr); }
  ~Directory() { std::filesystem::remove_all(path_); }
  std::string file(const char* name) const {
    return std::string(path_) + "/" + name;
  }

 private:
  char path_[32] = "/tmp/soundcheck-bench-XXXXXX";
};

}  // namespace

TEST_CASE("what one process plays and sets another reads") {
  const Directory directory;
  const auto player = SharedState::open(directory.file("state"));
  const auto recorder = SharedState::open(directory.file("state"));
  REQUIRE(player);
  REQUIRE(recorder);

  player->set_playback_volume(300);
  player->set_playback_on(false);
  player->play(100, std::vector<float>{1, 2, 3});
  player->play(104, std::vector<float>{5});

  std::vector<float> read(7);
  recorder->read_played(99, read);
  CHECK(read == std::vector<float>{0, 1, 2, 3, 0, 5, 0});
  CHECK(recorder->mixer().playback_volume == Mixer::max_volume);
  CHECK_FALSE(recorder->mixer().playback_on);
}

TEST_CASE("two benches do not hear each other") {
  const Directory directory;
  const auto one = SharedState::open(directory.file("one"));
  const auto two = SharedState::open(directory.file("two"));

  one->play(0, std::vector<float>{1, 1});
  one->set_playback_on(false);

  std::vector<float> read(2);
  two->read_played(0, read);
  CHECK(read == std::vector<float>{0, 0});
  CHECK(two->mixer().playback_on);
  CHECK(one->reserve(SharedState::Stream::playback));
  CHECK(two->reserve(SharedState::Stream::playback));
}

TEST_CASE("a direction belongs to one until it is closed") {
  const Directory directory;
  auto first = SharedState::open(directory.file("state"));
  const auto second = SharedState::open(directory.file("state"));

  REQUIRE(first->reserve(SharedState::Stream::capture));
  CHECK_FALSE(second->reserve(SharedState::Stream::capture));
  CHECK(second->reserve(SharedState::Stream::playback));
  first.reset();
  CHECK(second->reserve(SharedState::Stream::capture));
}

TEST_CASE("what was to be played after a stop is silent") {
  const Directory directory;
  const auto state = SharedState::open(directory.file("state"));
  state->play(0, std::vector<float>(100, 1.0F));

  state->stop_playing(40);
  state->play(60, std::vector<float>{2});

  std::vector<float> read(3);
  state->read_played(39, read);
  CHECK(read == std::vector<float>{1, 0, 0});
  CHECK(state->played_end() == 61);
}

TEST_CASE("a file of another layout is made anew") {
  const Directory directory;
  const auto name = directory.file("state");
  std::ofstream(name) << "not a state file";

  const auto state = SharedState::open(name);

  REQUIRE(state);
  CHECK(state->mixer().playback_volume == 80);
  CHECK(state->now() < rate_hz);
  CHECK_FALSE(SharedState::open(directory.file("missing/state")));
}

TEST_CASE("the fault file is read again when it changes or goes away") {
  const Directory directory;
  const auto name = directory.file("faults");
  FaultFile file(name);

  CHECK_FALSE(file.current().busy);
  std::ofstream(name) << "busy=1\n";
  CHECK(file.current().busy);
  std::ofstream(name) << "absent=1\n";
  CHECK(file.current().absent);
  CHECK_FALSE(file.current().busy);
  std::filesystem::remove(name);
  CHECK_FALSE(file.current().absent);
}

TEST_CASE("a fault file that is no file is a healthy speaker") {
  const Directory directory;
  std::ofstream(directory.file("empty")).flush();
  REQUIRE(mkfifo(directory.file("pipe").c_str(), 0600) == 0);

  for (const auto& name :
       {directory.file(""), directory.file("pipe"), directory.file("empty")}) {
    FaultFile file(name);
    CHECK_FALSE(file.current().busy);
  }
}

}  // namespace soundcheck::bench
