#include "probes/board/linux/service_book.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

ServiceProcess process(std::uint64_t pid, const std::string& name) {
  return {pid, name, name};
}

using Ages = std::vector<std::chrono::milliseconds>;

const Service& find(const std::vector<Service>& list, const std::string& name) {
  for (const auto& service : list) {
    if (service.name == name)
      return service;
  }
  throw std::logic_error("no service " + name);
}

}  // namespace

TEST_CASE("a service that runs on was never restarted") {
  ServiceBook book;
  book.look({7, 8}, {process(7, "tune"), process(8, "air")}, 0s);
  book.look({7, 8}, {}, 60s);

  const auto services = book.services(60s);

  REQUIRE(services.size() == 2);
  CHECK(services[0].name == "tune");
  CHECK(services[0].running);
  CHECK(services[0].restarts.empty());
}

TEST_CASE("who is there again soon after its end was restarted") {
  ServiceBook book;
  CHECK(!book.look({7}, {process(7, "tune")}, 0s));
  CHECK(!book.look({}, {}, 5s));
  CHECK(book.look({9}, {process(9, "tune")}, 10s));

  const auto tune = find(book.services(12s), "tune");

  CHECK(tune.running);
  CHECK(tune.restarts == Ages{2s});
}

TEST_CASE("an end and a start between two looks is a restart") {
  ServiceBook book;
  book.look({7}, {process(7, "tune")}, 0s);

  CHECK(book.look({9}, {process(9, "tune")}, 5s));
}

TEST_CASE("who is there again long after its end was started anew") {
  ServiceBook book;
  book.look({7}, {process(7, "job")}, 0s);
  book.look({}, {}, 5s);

  CHECK(!book.look({9}, {process(9, "job")}, 31s));
  CHECK(find(book.services(31s), "job").restarts.empty());
  CHECK(find(book.services(31s), "job").running);
}

TEST_CASE("a glance that saw nobody end counts as having seen all") {
  ServiceBook book;
  book.look({7}, {process(7, "tune")}, 0s);
  for (auto time = 5s; time <= 3600s; time += 5s)
    book.nobody_ended(time);

  CHECK(book.look({9}, {process(9, "tune")}, 3605s));
}

TEST_CASE("one more process of a service is no restart, one instead is") {
  ServiceBook book;
  book.look({7}, {process(7, "air")}, 0s);

  CHECK(!book.look({7, 8}, {process(8, "air")}, 1s));
  CHECK(!book.look({7}, {}, 2s));
  CHECK(book.look({7, 9}, {process(9, "air")}, 3s));
  CHECK(!book.look({7, 9, 10}, {process(10, "air")}, 4s));
  CHECK(find(book.services(4s), "air").restarts.size() == 1);
}

TEST_CASE("a service that has ended does not run, and keeps its past") {
  ServiceBook book;
  book.look({7}, {process(7, "tune")}, 0s);
  book.look({9}, {process(9, "tune")}, 1s);
  book.look({}, {}, 2s);

  const auto tune = find(book.services(3s), "tune");

  CHECK(!tune.running);
  CHECK(tune.restarts == Ages{2s});
}

TEST_CASE("restarts are forgotten after ten minutes") {
  ServiceBook book;
  book.look({7}, {process(7, "tune")}, 0s);
  book.look({8}, {process(8, "tune")}, 10s);
  book.look({9}, {process(9, "tune")}, 20s);

  CHECK(find(book.services(615s), "tune").restarts == Ages{595s});
  CHECK(find(book.services(700s), "tune").restarts.empty());
}

TEST_CASE("of many restarts the newest sixteen are kept, oldest first") {
  ServiceBook book;
  for (std::uint64_t i = 0; i <= 40; ++i) {
    book.look({100 + i}, {process(100 + i, "tune")},
              std::chrono::seconds(static_cast<int>(2 * i)));
  }

  const auto tune = find(book.services(80s), "tune");

  REQUIRE(tune.restarts.size() == 16);
  CHECK(tune.restarts.front() == 30s);
  CHECK(tune.restarts.back() == 0s);
}

TEST_CASE("only what is gone makes room for more than 64 services") {
  ServiceBook book;
  std::vector<std::uint64_t> pids;
  std::vector<ServiceProcess> all;
  for (std::uint64_t pid = 1; pid <= 64; ++pid) {
    pids.push_back(pid);
    all.push_back(process(pid, "s" + std::to_string(pid)));
  }
  book.look(pids, all, 0s);

  SECTION("all run") {
    pids.push_back(65);
    book.look(pids, {process(65, "late")}, 1s);

    const auto services = book.services(1s);
    CHECK(services.size() == 64);
    CHECK_THROWS(find(services, "late"));
  }
  SECTION("two are gone, one of them for longer") {
    std::erase(pids, 20);
    book.look(pids, {}, 1s);
    std::erase(pids, 10);
    pids.push_back(65);
    book.look(pids, {process(65, "late")}, 2s);

    const auto services = book.services(2s);
    CHECK(services.size() == 64);
    CHECK(find(services, "late").running);
    CHECK(!find(services, "s10").running);
    CHECK_THROWS(find(services, "s20"));
  }
}
