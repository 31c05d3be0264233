#include "agent/knowledge/load.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <unistd.h>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

TEST_CASE("the compiled knowledge base is read from its file") {
  const auto knowledge = load_knowledge(KNOWLEDGE_FILE);

  REQUIRE(knowledge);
  CHECK(knowledge->gates.size() == 32);
}

TEST_CASE("a file that cannot be knowledge is told by name") {
  const auto absent = load_knowledge("/nonexistent/knowledge.pb");
  const auto device = load_knowledge("/dev/zero");
  const auto garbage = std::filesystem::temp_directory_path() /
                       ("soundcheck-no-knowledge-" + std::to_string(getpid()));
  std::ofstream(garbage) << "\xff\xff garbage";
  const auto other = load_knowledge(garbage);
  std::filesystem::remove(garbage);

  REQUIRE(!absent);
  CHECK(absent.error().what ==
        "/nonexistent/knowledge.pb: cannot be read: No such file or directory");
  REQUIRE(!device);
  CHECK(device.error().what == "/dev/zero: longer than 8388608 bytes");
  REQUIRE(!other);
  CHECK(other.error().what == garbage.string() + ": not a knowledge base");
}
