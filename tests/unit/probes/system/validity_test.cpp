#include "probes/system/validity.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace soundcheck::system;

namespace {

constexpr std::int64_t day = 86'400;

Certificate certificate(std::int64_t from_day, std::int64_t to_day) {
  return {"a", from_day * day, to_day * day};
}

Span span(std::int64_t on_day, bool vouched_for) {
  const Validity validity{"it", "it_days_left", 100 * day, 200 * day};
  return span_of(validity, {on_day * day, vouched_for}, 30);
}

}  // namespace

TEST_CASE("a certificate is good, ends soon, is over") {
  CHECK(span(100, true) == Span::good);
  CHECK(span(170, true) == Span::good);
  CHECK(span(171, true) == Span::ends_soon);
  CHECK(span(200, true) == Span::ends_soon);
  CHECK(span(201, true) == Span::over);
}

TEST_CASE("a clock that nobody vouches for may only say that it is good") {
  CHECK(span(100, false) == Span::good);
  CHECK(span(171, false) == Span::unknown);
  CHECK(span(9'999, false) == Span::unknown);
  CHECK(span(0, false) == Span::unknown);
}

TEST_CASE("before it begins nothing is said, whatever the clock") {
  CHECK(span(99, true) == Span::unknown);
  CHECK(span(99, false) == Span::unknown);
}

TEST_CASE("what is past its end is over, even where it never began") {
  CHECK(span_of({"it", "it_days_left", 200 * day, 100 * day}, {150 * day, true},
                30) == Span::over);
}

TEST_CASE("a chain is good for as long as all of it") {
  const auto validity = own_validity(
      {certificate(10, 90), certificate(0, 50), certificate(20, 70)});

  CHECK(validity.from_unix_s == 20 * day);
  CHECK(validity.to_unix_s == 50 * day);
}

TEST_CASE("of several authorities the one that lasts longest counts") {
  const auto validity = authority_validity(
      {certificate(0, 50), certificate(20, 90), certificate(5, 70)});

  CHECK(validity.from_unix_s == 20 * day);
  CHECK(validity.to_unix_s == 90 * day);
}
