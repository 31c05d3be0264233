#include "probes/board/linux/uboot_environment.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/probes/board/forged_environment.hpp"

using namespace soundcheck;
using soundcheck::test::copy_of_two;
using soundcheck::test::forged_bytes;
using soundcheck::test::single_copy;

namespace {

UbootEnvironment read(const std::vector<std::string>& copies) {
  return read_uboot_environment(copies, forged_bytes);
}

/// What mkenvimage of u-boot-tools 2023.01 makes of the three variables.
std::string of_mkenvimage(const std::string& head) {
  std::string bytes = head;
  for (const std::string variable :
       {"BOOT_ORDER=A B", "BOOT_A_LEFT=3", "BOOT_B_LEFT=3"})
    bytes += variable + '\0';
  bytes += '\0';
  bytes.resize(64, '\xff');
  return bytes;
}

}  // namespace

TEST_CASE("an environment that mkenvimage made is read") {
  const auto copies = GENERATE_COPY(
      std::vector{of_mkenvimage("\xc4\xfb\x66\x0f")},
      std::vector{of_mkenvimage("\x90\x80hi\1"), std::string(64, '\xff')});

  const auto environment = read_uboot_environment(copies, 64);

  CHECK(environment.copies.copies == copies.size());
  CHECK(environment.copies.wrong == copies.size() - 1);
  CHECK(environment.value("BOOT_ORDER") == "A B");
  CHECK(environment.value("BOOT_B_LEFT") == "3");
  CHECK(!environment.value("BOOT_C_LEFT"));
  CHECK(environment.names_between("BOOT_", "_LEFT") ==
        std::vector<std::string>{"A", "B"});
}

TEST_CASE("of two copies the newer one counts, also over the wrap") {
  const auto [first, second, newer] =
      GENERATE(table<int, int, const char*>({{1, 2, "second"},
                                             {2, 1, "first"},
                                             {7, 7, "first"},
                                             {255, 0, "second"},
                                             {0, 255, "first"},
                                             {254, 255, "second"},
                                             // NOR flash: in use, obsolete.
                                             {0, 1, "second"},
                                             {1, 0, "first"}}));
  const auto flag = [](int value) { return static_cast<std::uint8_t>(value); };

  const auto environment = read({copy_of_two(flag(first), {"copy=first"}),
                                 copy_of_two(flag(second), {"copy=second"})});

  CAPTURE(first, second);
  CHECK(environment.copies.wrong == 0);
  CHECK(environment.value("copy") == newer);
}

TEST_CASE("a copy with a flipped bit does not count, and is told") {
  auto damaged = copy_of_two(9, {"copy=damaged"});
  const auto at = GENERATE(0u, 3u, 5u, 8u, 255u);
  damaged[at] = static_cast<char>(damaged[at] ^ 0x10);

  const auto environment = read({damaged, copy_of_two(1, {"copy=right"})});

  CAPTURE(at);
  CHECK(environment.copies.copies == 2);
  CHECK(environment.copies.wrong == 1);
  CHECK(environment.copies.blank == 0);
  CHECK(environment.value("copy") == "right");
}

TEST_CASE("blank and cut-off copies are wrong, and told apart") {
  const auto right = copy_of_two(1, {"a=b"});
  for (const char fill : {'\xff', '\0'}) {
    const auto environment = read({right, std::string(forged_bytes, fill)});
    CHECK(environment.copies.wrong == 1);
    CHECK(environment.copies.blank == 1);
    CHECK(environment.value("a") == "b");
  }
  for (const auto& cut :
       {std::string(), right.substr(0, 100), std::string(forged_bytes, 'x')}) {
    const auto environment = read({cut, right});
    CHECK(environment.copies.wrong == 1);
    CHECK(environment.copies.blank == 0);
  }
}

TEST_CASE("without a copy that is right there are no variables") {
  auto copy = single_copy({"a=b"});
  copy[10] = 'x';

  const auto environment = read({copy});

  CHECK(environment.copies.copies == 1);
  CHECK(environment.copies.wrong == 1);
  CHECK(!environment.value("a"));
}

TEST_CASE("variables end at the empty one, and the last of a name counts") {
  const auto environment =
      read({single_copy({"a=1", "novalue", "a=2=3", "=", "", "hidden=1"})});

  CHECK(environment.copies.wrong == 0);
  CHECK(environment.value("a") == "2=3");
  CHECK(!environment.value("novalue"));
  CHECK(!environment.value("hidden"));
  CHECK(environment.names_between("nov", "lue") ==
        std::vector<std::string>{"a"});
  CHECK(environment.names_between("novalue", "").empty());
}
