#include "probes/board/linux/key_file.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

namespace {

using Taken = std::vector<std::string>;

/// "group key=value" of each key.
Result<Taken> taken(std::string_view text) {
  Taken all;
  const auto done = read_key_file(
      text, "k",
      [&all](std::string_view group, std::string_view key,
             std::string_view value) {
        all.push_back(std::string(group) + ' ' + std::string(key) + '=' +
                      std::string(value));
      });
  if (!done)
    return done.error();
  return all;
}

}  // namespace

TEST_CASE("keys are handed out with their group, in the file's order") {
  CHECK(taken("# written by RAUC\n"
              "[system]\n"
              "compatible = Tune One\r\n"
              "\n"
              "[slot.rootfs.0]\n"
              "status=ok\n"
              "url=a=b\n"
              "empty=\n"
              "[system]\n"
              "compatible=Tune Two")
            .value() ==
        Taken{"system compatible=Tune One", "slot.rootfs.0 status=ok",
              "slot.rootfs.0 url=a=b",
              "slot.rootfs.0 empty=", "system compatible=Tune Two"});
  CHECK(taken("").value().empty());
  CHECK(taken("[empty]\n").value().empty());
}

TEST_CASE("lines that are none are told with their number") {
  const auto problem = [](const std::string& line) {
    return taken("[a]\n" + line + "\n").error().what;
  };
  CHECK(problem("words") == "k:2: must be key=value");
  CHECK(problem("=value") == "k:2: must be key=value");
  CHECK(problem("[]") == "k:2: must be [group]");
  CHECK(problem("[b") == "k:2: must be [group]");
  CHECK(problem("[b] c") == "k:2: must be [group]");
  CHECK(problem(std::string("a=\0", 3)) == "k:2: is not text");
  CHECK(taken("a=b\n").error().what == "k:1: belongs to no [group]");
}
