#include "agent/uplink/paho/aside.hpp"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

using namespace soundcheck;
namespace asio = boost::asio;

namespace {

std::atomic<bool> tidied = false;

/// As libraries do that keep something for each thread.
struct Tidy {
  ~Tidy() { tidied = true; }
};

}  // namespace

TEST_CASE("a thread has tidied up when the answer of its work arrives") {
  asio::io_context io(1);
  auto guard = asio::make_work_guard(io);
  const auto doorway = std::make_shared<Doorway>(io.get_executor());
  tidied = false;
  bool tidied_in_time = false;

  run_aside(
      doorway, [] { thread_local const Tidy mine; },
      [&] {
        tidied_in_time = tidied;
        guard.reset();
      });
  io.run();

  CHECK(tidied_in_time);
}

TEST_CASE("a closed doorway drops the answer of work aside") {
  asio::io_context io(1);
  const auto doorway = std::make_shared<Doorway>(io.get_executor());
  std::atomic<bool> worked = false;
  doorway->close();

  run_aside(
      doorway,
      [&worked] {
        worked = true;
        worked.notify_one();
      },
      [] { FAIL("nobody waits for this"); });
  worked.wait(false);
  io.run();

  CHECK(worked);
}
