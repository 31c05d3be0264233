#include "probes/board/linux/slot_filesystem.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace soundcheck;

namespace {

std::string at(std::size_t offset, std::string_view bytes) {
  std::string begin(128 * 1024, '\0');
  return begin.replace(offset, bytes.size(), bytes);
}

std::string why(std::string_view begin, bool running) {
  const auto* text = why_it_may_differ(begin, running);
  return text ? text : "";
}

}  // namespace

TEST_CASE("what nobody can write to is compared, also when it runs") {
  CHECK(why(at(0, "hsqs"), true).empty());
  CHECK(why(at(1024, "\xe2\xe1\xf5\xe0"), true).empty());
}

TEST_CASE("an ext4 that was never mounted for writing is compared") {
  auto begin = at(1024 + 56, "\x53\xef");
  CHECK(why(begin, true).empty());
  CHECK(why(begin, false).empty());

  begin[1024 + 45] = 1;  // once, at some time
  CHECK(why(begin, false) == "its file system was mounted for writing");

  begin[1024 + 45] = 0;
  begin[1024 + 52] = 3;  // by a board without a clock
  CHECK(why(begin, false) == "its file system was mounted for writing");
}

TEST_CASE("a file system that tells nothing may have been written to") {
  for (const auto& begin :
       {at(1024, "\x10\x20\xf5\xf2"), at(0, "XFSB"),
        at(65'536 + 64, "_BHRfS_M"), at(54, "FAT16"), at(82, "FAT32")})
    CHECK(why(begin, false) == "its file system may be written to");
}

TEST_CASE("what is no file system is compared unless it runs") {
  CHECK(why(at(0, "a kernel"), false).empty());
  CHECK(why(at(0, "a kernel"), true) == "its file system may be written to");
  CHECK(why("", false).empty());
  CHECK(why(std::string_view("hsq"), true) ==
        "its file system may be written to");
}
