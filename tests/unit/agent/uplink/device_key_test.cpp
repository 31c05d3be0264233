#include "agent/uplink/device_key.hpp"

#include <catch2/catch.hpp>
#include <sstream>
#include <unistd.h>

#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
namespace fs = std::filesystem;

TEST_CASE("R15: a private key is used that only its owner can read") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("device.key", "key");
  const auto mode = GENERATE(0600U, 0400U, 0200U);
  fs::permissions(file, fs::perms(mode));

  CHECK(device_key_problem(file).empty());
}

TEST_CASE("R15: a private key that others get at is refused with its mode") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("device.key", "key");
  const auto mode = GENERATE(0644U, 0640U, 0604U, 0601U, 0700U, 0620U);
  fs::permissions(file, fs::perms(mode));

  const auto problem = device_key_problem(file);
  CHECK(problem.find(file.string() + ": user ") == 0);
  std::ostringstream words;
  words << ", mode 0" << std::oct << mode << "; must be user ";
  CHECK(problem.find(words.str()) != std::string::npos);
  CHECK(problem.ends_with(", mode 0600"));
}

TEST_CASE("R15: somebody else's private key is refused") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("device.key", "key");
  fs::permissions(file, fs::perms(0600));
  if (::geteuid() != 0) {
    WARN("only root can give a file away");
    return;
  }
  REQUIRE(::chown(file.c_str(), 12345, 0) == 0);

  CHECK(device_key_problem(file) ==
        file.string() + ": user 12345, mode 0600; must be user 0, mode 0600");
}

TEST_CASE("a private key that is not there is told as such") {
  CHECK(device_key_problem("/nonexistent/device.key") ==
        "/nonexistent/device.key: No such file or directory");
}
