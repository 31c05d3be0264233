#include "probes/network/mtu.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/network/fake_path.hpp"

using namespace soundcheck;
using test::measured;
using test::presence;

namespace {

using Ends = std::vector<Passage>;
const std::string black_hole = "network.mtu_black_hole";

class FakeWeb final : public Web {
 public:
  Task<WebAnswer> get(WebRequest request) override {
    asked = request.url;
    WebAnswer answer;
    answer.reached = reached;
    co_return answer;
  }
  Task<std::vector<WebAnswer>> get_all(std::vector<WebRequest>) override {
    co_return Error(Errc::internal, "one request is enough");
  }
  WebStage reached = WebStage::done;
  std::string asked;
};

struct Way {
  test::FakePath path;
  FakeWeb web;
  Profile::Network limits;

  Way() { limits.anchors = {"192.0.2.1", "192.0.2.2", "192.0.2.3"}; }
  void answers(Passage full, Passage small) {
    path.passages.push_back(Ends{full, small});
  }
  /// The first so many of the six sizes of the search are lost.
  void search_loses(std::size_t count) {
    Ends ends(6, Passage::passed);
    std::fill_n(ends.begin(), count, Passage::lost);
    path.passages.push_back(ends);
  }
  Result<Verdict> check() {
    test::Steps steps;
    return test::run(network::check_mtu(path, web, limits, steps));
  }
};

}  // namespace

TEST_CASE("packets of full size that pass are enough, and one anchor is") {
  Way way;
  way.answers(Passage::passed, Passage::passed);

  const auto verdict = way.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, black_hole) == Presence::absent);
  CHECK(measured(*verdict, "largest") == 1500);
  REQUIRE(way.path.parcels.size() == 1);
  CHECK(way.path.parcels[0].second == std::vector<std::size_t>{1500, 576});
  CHECK(!test::tells(*verdict, "192.0.2"));
}

TEST_CASE("a way that says what is too large is no black hole") {
  Way way;
  way.answers(Passage::refused, Passage::passed);

  const auto verdict = way.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("two anchors that lose large packets are on a black hole's way") {
  const auto [lost, largest] = GENERATE(
      table<std::size_t, double>({{1, 1472}, {4, 1280}, {5, 1000}, {6, 576}}));
  Way way;
  way.answers(Passage::lost, Passage::lost);  // this one answers no pings
  way.answers(Passage::lost, Passage::passed);
  way.answers(Passage::lost, Passage::passed);
  way.search_loses(lost);

  const auto verdict = way.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, black_hole) == Presence::present);
  CHECK(measured(*verdict, "largest") == largest);
  CHECK(way.web.asked.empty());
}

TEST_CASE("one anchor that loses them may have reasons of its own") {
  Way alone;
  alone.answers(Passage::lost, Passage::passed);
  alone.answers(Passage::lost, Passage::lost);
  alone.answers(Passage::lost, Passage::lost);
  Way contradicted;
  contradicted.answers(Passage::lost, Passage::passed);
  contradicted.answers(Passage::passed, Passage::passed);

  const auto unsure = alone.check();
  const auto fine = contradicted.check();

  REQUIRE(unsure);
  REQUIRE(fine);
  CHECK(unsure->outcome == Outcome::inconclusive);
  CHECK(presence(*unsure, black_hole) == Presence::unknown);
  CHECK(fine->outcome == Outcome::passed);
}

TEST_CASE("PPPoE's eight bytes matter only where TLS stalls") {
  Way harmless, harmful;
  harmful.web.reached = WebStage::tls;
  for (auto* way : {&harmless, &harmful}) {
    way->answers(Passage::lost, Passage::passed);
    way->answers(Passage::lost, Passage::passed);
    way->search_loses(0);
  }

  const auto clamped = harmless.check();
  const auto stalled = harmful.check();

  REQUIRE(clamped);
  REQUIRE(stalled);
  CHECK(clamped->outcome == Outcome::passed);
  CHECK(measured(*clamped, "largest") == 1492);
  CHECK(stalled->outcome == Outcome::failed);
  CHECK(harmful.web.asked == harmful.limits.https_url);
}

TEST_CASE("where no anchor answers nothing can be tried") {
  Way silent, none;
  for (int i = 0; i < 3; ++i)
    silent.answers(Passage::lost, Passage::lost);
  none.limits.anchors.clear();

  CHECK(silent.check().error().code == Errc::unsupported);
  CHECK(none.check().error().code == Errc::unsupported);
}

TEST_CASE("a missing privilege is told, not taken for a loss") {
  Way way;
  way.path.passages.emplace_back(Error(Errc::denied, "needs CAP_NET_RAW"));

  const auto verdict = way.check();

  REQUIRE(!verdict);
  CHECK(verdict.error() ==
        Error(Errc::denied, "sending packets of full size: needs CAP_NET_RAW"));
}
