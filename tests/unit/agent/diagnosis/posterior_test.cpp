#include "agent/diagnosis/posterior.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/agent/diagnosis/weighed_knowledge.hpp"

using namespace soundcheck::diagnosis;
using soundcheck::test::WeighedKnowledge;

namespace {

constexpr double odds_of_hundredth = 0.01 / 0.99;

/// Two faults; `own` is A's alone, both can show `shared`, nobody `stray`.
WeighedKnowledge two_faults() {
  WeighedKnowledge k;
  k.fault("A", 0.01).fault("B", 0.01);
  k.finding("own", 0.001).finding("shared", 0.02).finding("stray", 0.05);
  k.link("A", "own", 0.9).link("A", "shared", 0.6).link("B", "shared", 0.8);
  return k;
}

/// own, shared, stray
Posterior weigh(const WeighedKnowledge& k, Facts facts) {
  return Model(k.knowledge).weigh(facts, {});
}

}  // namespace

TEST_CASE("one finding weighs its fault against its leak") {
  const auto k = two_faults();

  const auto p = weigh(k, {1, unknown, unknown});

  // A or nothing: 0.01/0.99 * (1 - 0.999 * 0.1) against 0.001.
  const double fault = odds_of_hundredth * (1 - 0.999 * 0.1);
  CHECK(p.probability[0] == Approx(fault / (fault + 0.001)));
  // Nothing speaks of B.
  CHECK(p.probability[1] == Approx(0.01));
}

TEST_CASE("an absent finding speaks against its faults") {
  const auto p = weigh(two_faults(), {0, 0, unknown});

  const double a = odds_of_hundredth * 0.1 * 0.4;
  const double b = odds_of_hundredth * 0.2;
  CHECK(p.probability[0] == Approx(a / (1 + a)));
  CHECK(p.probability[1] == Approx(b / (1 + b)));
  CHECK(p.nothing() == Approx(1));
}

TEST_CASE("two faults that can show the same share its blame") {
  const auto p = weigh(two_faults(), {unknown, 1, unknown});

  const double o = odds_of_hundredth;
  const double none = 0.02;
  const double a = o * (1 - 0.98 * 0.4);
  const double b = o * (1 - 0.98 * 0.2);
  const double both = o * o * (1 - 0.98 * 0.4 * 0.2);
  const double all = none + a + b + both;
  CHECK(p.probability[0] == Approx((a + both) / all));
  CHECK(p.probability[1] == Approx((b + both) / all));
  CHECK(p.nothing() == Approx(none / all));
}

TEST_CASE("a fault that is shown otherwise explains the other one away") {
  const auto k = two_faults();

  const double before = weigh(k, {unknown, 1, unknown}).probability[1];
  const double after = weigh(k, {1, 1, unknown}).probability[1];

  CHECK(before > 0.2);
  CHECK(after < 0.02);
}

TEST_CASE("two faults with signs of their own are named together") {
  WeighedKnowledge k;
  k.fault("A", 0.01).fault("B", 0.01).fault("C", 0.01);
  k.finding("a", 0.001).finding("b", 0.001).finding("c", 0.001);
  k.link("A", "a", 0.9).link("B", "b", 0.9).link("C", "c", 0.9);

  const auto p = weigh(k, {1, 1, 0});

  REQUIRE(p.best().size == 2);
  CHECK(p.best().has(0));
  CHECK(p.best().has(1));
  CHECK(p.probability[2] < 0.002);
}

TEST_CASE("even five faults at once are found when each shows itself") {
  WeighedKnowledge k;
  for (const auto* id : {"A", "B", "C", "D", "E", "F"})
    k.fault(id, 0.01).finding(id, 0.001).link(id, id, 0.9);

  const auto p = weigh(k, {1, 1, 1, 1, 1, 0});

  CHECK(p.best().size == 5);
  CHECK(p.probability[4] > 0.8);
  CHECK(p.probability[5] < 0.01);
}

TEST_CASE("half a yes lies between yes and no") {
  const auto k = two_faults();
  const auto of_a = [&](double sure) {
    return weigh(k, {sure, unknown, unknown}).probability[0];
  };

  CHECK(of_a(0.5) == Approx(0.01));  // it could as well be absent
  CHECK(of_a(0.9) > of_a(0.5));
  CHECK(of_a(0.9) < of_a(1));
  CHECK(of_a(0.1) < of_a(0.5));
  CHECK(of_a(0) < of_a(0.1));
}

TEST_CASE("what nobody measured changes nothing") {
  auto k = two_faults();
  const auto before = weigh(k, {1, 0, unknown});
  k.finding("more", 0.3).link("B", "more", 0.97);

  const auto after = Model(k.knowledge).weigh({1, 0, unknown, unknown}, {});

  CHECK(after.probability == before.probability);
}

TEST_CASE("a complaint makes its faults more probable, before any test") {
  auto k = two_faults();
  k.knowledge.suspicions = {{"drops", 5, {1}}};

  const auto p =
      Model(k.knowledge).weigh({unknown, unknown, unknown}, {"drops"});

  CHECK(p.probability[0] == Approx(0.01));
  const double odds = 5 * odds_of_hundredth;
  CHECK(p.probability[1] == Approx(odds / (1 + odds)));
}

TEST_CASE("the same evidence gives the same numbers to the last bit") {
  const auto k = two_faults();

  const auto one = weigh(k, {1, 1, 0});
  const auto other = weigh(two_faults(), {1, 1, 0});

  CHECK(one.probability == other.probability);
  REQUIRE(one.hypotheses.size() == other.hypotheses.size());
  for (std::size_t i = 0; i < one.hypotheses.size(); ++i)
    CHECK(one.hypotheses[i].faults == other.hypotheses[i].faults);
}

TEST_CASE("weights add up to one and the chances of many findings to no zero") {
  WeighedKnowledge k;
  k.fault("A", 0.001).fault("B", 0.001);
  Facts facts;
  for (int i = 0; i < 200; ++i) {
    const auto id = "f" + std::to_string(i);
    k.finding(id, 1e-6).link(i % 2 ? "A" : "B", id, 0.1);
    facts.push_back(1);
  }

  const auto p = Model(k.knowledge).weigh(facts, {});

  double sum = 0;
  for (const auto& one : p.hypotheses)
    sum += one.weight;
  CHECK(sum == Approx(1));
  CHECK(p.best().size == 2);
}

TEST_CASE("surprise is what the evidence costs more than expected") {
  const auto k = two_faults();
  const Model model(k.knowledge);
  const Hypothesis none;

  // Of one finding of chance p: (x - p) / sqrt(p (1 - p)), for p below half.
  const double there = model.surprise({unknown, unknown, 1}, none);
  CHECK(there == Approx(0.95 / std::sqrt(0.05 * 0.95)));
  const double absent = model.surprise({unknown, unknown, 0}, none);
  CHECK(absent == Approx(-0.05 / std::sqrt(0.05 * 0.95)));
  CHECK(std::abs(model.surprise({unknown, unknown, unknown}, none)) < 1e-6);
}

TEST_CASE("a sign that no fault shows surprises more than one that some does") {
  const auto k = two_faults();
  const Model model(k.knowledge);
  const Facts known = {1, 1, 0};
  const Facts odd = {0, 0, 1};

  const double of_known = model.surprise(known, model.weigh(known, {}).best());
  const double of_odd = model.surprise(odd, model.weigh(odd, {}).best());

  CHECK(of_known < 1);
  CHECK(of_odd > 3);
}

TEST_CASE("signs are strange where the explanation is known by none of them") {
  auto k = two_faults();
  k.finding("by_the_way", 0.001).link("A", "by_the_way", 0.1);
  const Model model(k.knowledge);
  Hypothesis a;
  a.faults[0] = 0;
  a.size = 1;

  CHECK(model.strange({unknown, unknown, unknown, 1}, a));
  CHECK(model.strange({unknown, unknown, 1, unknown}, Hypothesis()));
  CHECK(!model.strange({1, unknown, unknown, 1}, a));
  CHECK(!model.strange({0, 0, 0, 0}, Hypothesis()));
  k.knowledge.limits.known_by = 0.05;
  CHECK(!model.strange({unknown, unknown, unknown, 1}, a));
  k.knowledge.limits.known_by = 0.4;
  // What is more likely absent is no sign.
  CHECK(!model.strange({unknown, unknown, unknown, 0.3}, a));
}

TEST_CASE("calibration is straight between its points and never falls") {
  const std::vector<CalibrationPoint> points = {{0, 0.1}, {0.5, 0.2}, {1, 0.9}};

  CHECK(calibrated(0, points) == 0.1);
  CHECK(calibrated(0.25, points) == Approx(0.15));
  CHECK(calibrated(0.75, points) == Approx(0.55));
  CHECK(calibrated(1, points) == Approx(0.9));
  CHECK(calibrated(0.4, {}) == 0.4);
  double last = 0;
  for (double p = 0; p <= 1; p += 0.01) {
    CHECK(calibrated(p, points) >= last);
    last = calibrated(p, points);
  }
}
