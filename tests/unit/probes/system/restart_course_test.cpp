#include "probes/system/restart_course.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace soundcheck::system;
using namespace std::chrono_literals;

namespace {

using Ages = std::vector<std::chrono::milliseconds>;

RestartCourse course(Ages restarts,
                     std::chrono::milliseconds looked = 0s,
                     std::string_view supervisor = "init",
                     bool running = false) {
  Service service;
  service.name = "tune";
  service.running = running;
  service.restarts = std::move(restarts);
  return course_of(service, supervisor, looked, 20s);
}

}  // namespace

TEST_CASE("a service that was never restarted is steady") {
  CHECK(course({}) == RestartCourse::steady);
}

TEST_CASE("one or two restarts are no loop, but may become one") {
  CHECK(course({1s}) == RestartCourse::unclear);
  CHECK(course({7s, 5s}) == RestartCourse::unclear);
  CHECK(course({300s, 6s}) == RestartCourse::steady);
  CHECK(course({1s}, 20s) == RestartCourse::steady);
}

TEST_CASE("the third restart is a loop, if it goes on before our eyes") {
  CHECK(course({5s, 3s, 1s}, 2s) == RestartCourse::looping);
  CHECK(course({5s, 3s, 1s}, 500ms) == RestartCourse::unclear);
}

TEST_CASE("a loop that is too slow to be waited for goes on") {
  CHECK(course({500s, 300s, 100s}) == RestartCourse::looping);
  CHECK(course({40s, 20s, 1s}) == RestartCourse::looping);
}

TEST_CASE("a loop is over after three times its usual gap, at least 10 s") {
  CHECK(course({14s, 12s, 10s}, 10s) == RestartCourse::steady);
  CHECK(course({14s, 12s, 9s}, 5s) == RestartCourse::unclear);
  CHECK(course({580s, 430s, 400s}) == RestartCourse::steady);
  CHECK(course({580s, 390s, 200s}) == RestartCourse::looping);
}

TEST_CASE("a restart that was missed, or seen late, changes little") {
  CHECK(course({30s, 18s, 16s, 12s, 10s}, 10s) == RestartCourse::steady);
}

TEST_CASE("patience ends") {
  CHECK(course({23s, 21s, 9500ms}, 19s) == RestartCourse::looping);
  CHECK(course({6s, 4s, 2s}, 0s) == RestartCourse::unclear);
  CHECK(course({21s, 19s, 17s}, 20s) == RestartCourse::steady);
}

TEST_CASE("a supervisor that gives up leaves a service that is down") {
  for (const auto* supervisor : {"systemd", "procd"}) {
    CHECK(course({62s, 61s, 60s}, 0s, supervisor, false) ==
          RestartCourse::given_up);
    CHECK(course({62s, 61s, 60s}, 0s, supervisor, true) ==
          RestartCourse::steady);
  }
  CHECK(course({62s, 61s, 60s}, 0s, "init", false) == RestartCourse::steady);
}
