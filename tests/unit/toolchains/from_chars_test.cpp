// The lean std::from_chars() stands in this program instead of the library's,
// as it does in the daemon.
#include <array>
#include <catch2/catch.hpp>
#include <charconv>
#include <cstring>
#include <string>

namespace {

struct Read {
  double value;
  std::size_t length;
  std::errc error;
};

Read read(std::string_view text,
          std::chars_format format = std::chars_format::general) {
  double value = -1;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, format);
  return {value, static_cast<std::size_t>(end - text.data()), error};
}

}  // namespace

TEST_CASE("the lean from_chars reads what to_chars wrote, bit for bit") {
  const auto written =
      GENERATE(0.0, 1.0, -1.0, 0.1, 1e23, 5e-324, 1.7976931348623157e308,
               123456789.125, -2.5e-7, 3.141592653589793);
  std::array<char, 64> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), written).ptr;
  const auto back = read({text.data(), end});
  CHECK(back.error == std::errc());
  CHECK(std::memcmp(&back.value, &written, sizeof written) == 0);
  CHECK(back.length == static_cast<std::size_t>(end - text.data()));
}

TEST_CASE("the lean from_chars stops where the number ends") {
  CHECK(read("12.5 kB").length == 4);
  CHECK(read("1.5.2").length == 3);
  CHECK(read("7e").length == 1);
  CHECK(read("7e+").length == 1);
  CHECK(read("7e+2x").value == 700);
  CHECK(read(".5").value == 0.5);
  CHECK(read("5.").length == 2);
  CHECK(read("1e3", std::chars_format::fixed).length == 1);
}

TEST_CASE("the lean from_chars leaves alone what is no number") {
  const auto text =
      GENERATE("", "-", ".", "+1", " 1", "e5", "abc", "inf", "nan", "-.e3");
  const auto answer = read(text);
  CHECK(answer.error == std::errc::invalid_argument);
  CHECK(answer.value == -1);
  CHECK(answer.length == 0);
}

TEST_CASE(
    "the lean from_chars says of what a double cannot hold that it is "
    "out of range") {
  CHECK(read("1e400").error == std::errc::result_out_of_range);
  CHECK(read("1e400").length == 5);
  CHECK(read("1e400").value == -1);
  CHECK(read("1e-400").error == std::errc::result_out_of_range);
}

TEST_CASE("the lean from_chars refuses a number that never ends") {
  CHECK(read(std::string(255, '1')).error == std::errc());
  CHECK(read(std::string(256, '1')).error == std::errc::invalid_argument);
}

TEST_CASE("the lean from_chars reads no further than it was told") {
  const std::string text = "1234";
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + 2, value);
  CHECK(value == 12);
  CHECK(end == text.data() + 2);
  CHECK(error == std::errc());
}
