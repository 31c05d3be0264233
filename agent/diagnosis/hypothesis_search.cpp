#include "agent/diagnosis/hypothesis_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace soundcheck::diagnosis {

namespace {

/// How many pairs are tried with a third fault: exact to 0.013 of a marginal on
/// random knowledge of 60 faults.
constexpr std::size_t beam = 60;
/// And how many larger sets with one more.
constexpr std::size_t narrow_beam = 8;
/// What is e^30 less probable than the best changes nothing.
constexpr double window = 30;
/// Keeps a product of many chances away from zero.
constexpr double least_chance = 1e-12;

bool before(const Hypothesis& a, const Hypothesis& b) {
  if (a.weight != b.weight)
    return a.weight > b.weight;
  return a.size != b.size ? a.size < b.size : a.faults < b.faults;
}

bool same_faults(const Hypothesis& a, const Hypothesis& b) {
  return a.size == b.size && a.faults == b.faults;
}

Hypothesis with(const Hypothesis& parent, std::uint16_t fault) {
  auto child = parent;
  auto* const end = child.faults.data() + child.size;
  auto* const place = std::upper_bound(child.faults.data(), end, fault);
  std::copy_backward(place, end, end + 1);
  *place = fault;
  ++child.size;
  return child;
}

void cut_to_best(std::vector<Hypothesis>& level, std::size_t count) {
  std::sort(level.begin(), level.end(), before);
  if (level.size() > count)
    level.resize(count);
}

}  // namespace

HypothesisSearch::HypothesisSearch(const Knowledge& knowledge,
                                   const Facts& facts,
                                   const std::vector<double>& odds)
    : knowledge_(knowledge), facts_(facts) {
  for (unsigned finding = 0; finding < facts.size(); ++finding) {
    if (facts[finding] > 0)
      present_.push_back(finding);
  }
  choose(odds);
  fill();
}

void HypothesisSearch::choose(const std::vector<double>& odds) {
  for (const auto& link : knowledge_.links) {
    if (!(facts_[link.finding] > 0))
      continue;
    if (suspects_.empty() || suspects_.back().fault != link.fault)
      suspects_.push_back({link.fault, std::log(odds[link.fault])});
  }
}

void HypothesisSearch::fill() {
  spares_.assign(suspects_.size() * present_.size(), 1);
  auto suspect = suspects_.begin();
  for (const auto& link : knowledge_.links) {
    if (!(facts_[link.finding] > 0))
      continue;
    while (suspect->fault != link.fault)
      ++suspect;
    const auto row = static_cast<std::size_t>(suspect - suspects_.begin());
    const auto column =
        std::lower_bound(present_.begin(), present_.end(), link.finding) -
        present_.begin();
    spares_[row * present_.size() + static_cast<std::size_t>(column)] =
        1 - link.probability;
  }
}

bool HypothesisSearch::touches(unsigned fault) const {
  return std::binary_search(
      suspects_.begin(), suspects_.end(), Suspect{fault, 0},
      [](const auto& a, const auto& b) { return a.fault < b.fault; });
}

double HypothesisSearch::log_likelihood(const double* absent) const {
  double logarithm = 0;
  double product = 1;
  for (std::size_t i = 0; i < present_.size(); ++i) {
    const double sure = facts_[present_[i]];
    const double chance = sure * (1 - absent[i]) + (1 - sure) * absent[i];
    product *= std::max(chance, least_chance);
    if (product < 1e-200) {
      logarithm += std::log(product);
      product = 1;
    }
  }
  return logarithm + std::log(product);
}

void HypothesisSearch::absent_under(const Hypothesis& hypothesis,
                                    std::vector<double>& absent) const {
  const auto width = present_.size();
  absent.resize(width);
  for (std::size_t i = 0; i < width; ++i)
    absent[i] = 1 - knowledge_.findings[present_[i]].leak;
  for (std::size_t row = 0; row < suspects_.size(); ++row) {
    if (!hypothesis.has(suspects_[row].fault))
      continue;
    for (std::size_t i = 0; i < width; ++i)
      absent[i] *= spares_[row * width + i];
  }
}

/// Every hypothesis of `level` with one more fault. `all`: the level is all
/// there is of its size, so each set comes up once if its faults rise.
std::vector<Hypothesis> HypothesisSearch::extend(
    const std::vector<Hypothesis>& level,
    bool all) const {
  const auto width = present_.size();
  std::vector<Hypothesis> next;
  std::vector<double> absent(width);
  std::vector<double> more(width);
  for (const auto& parent : level) {
    absent_under(parent, absent);
    const double odds = parent.weight - log_likelihood(absent.data());
    for (std::size_t row = 0; row < suspects_.size(); ++row) {
      const auto fault = suspects_[row].fault;
      const bool rises = parent.size == 0 ||
                         fault > parent.faults[parent.size - std::size_t{1}];
      if (all ? !rises : parent.has(fault))
        continue;
      for (std::size_t i = 0; i < width; ++i)
        more[i] = absent[i] * spares_[row * width + i];
      auto child = with(parent, static_cast<std::uint16_t>(fault));
      child.weight =
          odds + suspects_[row].log_odds + log_likelihood(more.data());
      next.push_back(child);
    }
  }
  return next;
}

void HypothesisSearch::keep(const std::vector<Hypothesis>& level) {
  double best = kept_.empty() ? -std::numeric_limits<double>::infinity()
                              : kept_.front().weight;
  for (const auto& one : level)
    best = std::max(best, one.weight);
  for (const auto& one : level) {
    if (one.weight > best - window)
      kept_.push_back(one);
  }
}

void HypothesisSearch::finish() {
  std::sort(kept_.begin(), kept_.end(), before);
  const double best = kept_.front().weight;
  double sum = 0;
  for (auto& one : kept_) {
    one.weight = std::exp(one.weight - best);
    sum += one.weight;
  }
  for (auto& one : kept_)
    one.weight /= sum;
}

std::vector<Hypothesis> HypothesisSearch::run() {
  Hypothesis none;
  std::vector<double> absent;
  absent_under(none, absent);
  none.weight = log_likelihood(absent.data());
  kept_ = {none};
  std::vector<Hypothesis> level = {none};
  for (std::size_t size = 1; size <= Hypothesis::most; ++size) {
    level = extend(level, size <= 2);
    if (size > 2) {
      std::sort(level.begin(), level.end(), before);
      level.erase(std::unique(level.begin(), level.end(), same_faults),
                  level.end());
    }
    if (level.empty())
      break;
    const double known = kept_.front().weight;
    keep(level);
    std::sort(kept_.begin(), kept_.end(), before);
    if (size > 2 && kept_.front().weight <= known)
      break;
    if (size >= 2)
      cut_to_best(level, size == 2 ? beam : narrow_beam);
  }
  finish();
  return std::move(kept_);
}

}  // namespace soundcheck::diagnosis
