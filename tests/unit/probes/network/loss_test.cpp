#include "probes/network/loss.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/network/fake_network.hpp"
#include "tests/unit/probes/network/fake_path.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using test::measured;
using test::presence;

namespace {

const std::string lossy = "network.provider_loss";
const std::string slow = "network.provider_slow";

EchoSeries of(int sent, int lost, std::chrono::microseconds median = 10ms) {
  EchoSeries series{sent, sent - lost, median};
  if (series.received == 0)
    series.median.reset();
  return series;
}

struct Line {
  test::FakeNetwork network;
  test::FakePath path;
  Profile::Network limits;

  Line() { limits.anchors = {"192.0.2.101", "192.0.2.102:53", "192.0.2.103"}; }
  void answers(EchoSeries router, EchoSeries first, EchoSeries second) {
    path.series.push_back(std::vector{router, first, second});
  }
  Result<Verdict> check() {
    test::Steps steps;
    return test::run(network::check_loss(network, path, limits, steps));
  }
};

}  // namespace

TEST_CASE("a line that loses nothing passes after one short series") {
  Line line;
  line.answers(of(50, 0, 3ms), of(50, 0, 20ms), of(50, 0, 30ms));

  const auto verdict = line.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, lossy) == Presence::absent);
  CHECK(presence(*verdict, slow) == Presence::absent);
  CHECK(measured(*verdict, "loss") == 0);
  CHECK(measured(*verdict, "rtt") == 20);
  CHECK(line.path.counts == std::vector{50});
  CHECK(line.path.asked ==
        std::vector<std::string>{"192.0.2.1", "192.0.2.101", "192.0.2.102:53"});
  CHECK(!test::tells(*verdict, "192.0.2"));
}

TEST_CASE("a few lost packets are looked at again and forgiven") {
  Line line;
  line.answers(of(50, 0), of(50, 4), of(50, 5));
  line.answers(of(150, 0), of(150, 3), of(150, 2));

  const auto verdict = line.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(line.path.counts == std::vector{50, 150});
}

TEST_CASE("loss behind a router that answers cleanly is the provider's") {
  Line line;
  line.answers(of(50, 0), of(50, 10), of(50, 12));
  line.answers(of(150, 1), of(150, 28), of(150, 33));

  const auto verdict = line.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, lossy) == Presence::present);
  CHECK(measured(*verdict, "loss") == 19);
  CHECK(measured(*verdict, "router_loss") == 0.5);
}

TEST_CASE("loss that might be chance is not known") {
  Line line;
  line.answers(of(50, 0), of(50, 4), of(50, 4));
  line.answers(of(150, 0), of(150, 10), of(150, 10));

  const auto verdict = line.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, lossy) == Presence::unknown);
}

TEST_CASE("what the router loses, too, is lost at home") {
  Line line;
  line.answers(of(50, 10), of(50, 11), of(50, 12));
  line.answers(of(150, 30), of(150, 31), of(150, 33));

  const auto verdict = line.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, lossy) == Presence::absent);
}

TEST_CASE("whose loss it is is not known while the router answers no pings") {
  Line line;
  line.answers(of(50, 50), of(50, 10), of(50, 12));
  line.answers(of(150, 150), of(150, 30), of(150, 33));

  const auto verdict = line.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, lossy) == Presence::unknown);
}

TEST_CASE("one anchor may be ill or silent while another one answers") {
  Line line;
  line.answers(of(50, 0), of(50, 50), of(50, 0));

  const auto verdict = line.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("packets that are held up behind the router are told") {
  Line line;
  line.answers(of(50, 0, 5ms), of(50, 0, 900ms), of(50, 0, 900ms));
  line.answers(of(150, 0, 5ms), of(150, 0, 800ms), of(150, 0, 900ms));
  Line at_home;
  at_home.answers(of(50, 0, 700ms), of(50, 0, 900ms), of(50, 0, 900ms));

  const auto verdict = line.check();
  const auto other = at_home.check();

  REQUIRE(verdict);
  REQUIRE(other);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, slow) == Presence::present);
  CHECK(presence(*verdict, lossy) == Presence::absent);
  CHECK(presence(*other, slow) == Presence::absent);
}

TEST_CASE("without a router's address the anchors are judged all the same") {
  Line line;
  line.network.answer->default_routes.clear();
  line.path.series.push_back(std::vector{of(50, 0), of(50, 0)});

  const auto verdict = line.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(line.path.asked.size() == 2);
}

TEST_CASE("where no anchor answers nothing can be counted") {
  Line silent, none;
  silent.answers(of(50, 0), of(50, 50), of(50, 50));
  none.limits.anchors.clear();

  CHECK(silent.check().error().code == Errc::unsupported);
  CHECK(none.check().error().code == Errc::unsupported);
}

TEST_CASE("a missing privilege is told") {
  Line line;
  line.path.series.emplace_back(Error(Errc::denied, "needs CAP_NET_RAW"));

  const auto verdict = line.check();

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::denied);
}
