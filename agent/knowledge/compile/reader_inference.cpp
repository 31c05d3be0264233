// The part of the reader that is about chances.
#include <algorithm>
#include <utility>

#include "agent/diagnosis/gates.hpp"
#include "agent/diagnosis/knowledge.hpp"
#include "agent/knowledge/compile/reader.hpp"

namespace soundcheck::knowledge {

namespace {

using Word = std::pair<std::string_view, double>;

/// Five words, because nobody can tell .8 from .85 (and a factor of e either
/// way changes little); "never" takes back a link that would be made.
constexpr Word strengths[] = {{"always", 0.97}, {"usually", 0.85},
                              {"often", 0.6},   {"sometimes", 0.3},
                              {"rarely", 0.1},  {"never", 0}};

/// Of a speaker with a complaint, not of any speaker on any day.
constexpr Word priors[] = {{"common", 0.03},
                           {"uncommon", 0.01},
                           {"rare", 0.003},
                           {"very_rare", 0.001}};

}  // namespace

double Reader::chance(const std::string& key) {
  double value = 0;
  now().read(key, value, 0.00001, 0.99);
  return value;
}

double Reader::prior(const std::string& key) {
  if (!now().is_text(key))
    return chance(key);
  std::string word;
  now().read_choice(key, word, {"common", "uncommon", "rare", "very_rare"});
  for (const auto& [name, value] : priors) {
    if (name == word)
      return value;
  }
  return 0;
}

double Reader::strength(const std::string& key) {
  std::string chosen;
  now().read_choice(key, chosen,
                    {"always", "usually", "often", "sometimes", "rarely"});
  for (const auto& [name, value] : strengths) {
    if (name == chosen)
      return value;
  }
  now().complain(key, "is missing");
  return 0;
}

/// What should have helped against a fault and did not speaks against it.
void Reader::add_unhelped() {
  for (const auto& [remedy, chance] : fixes_) {
    WrittenSuspicion suspicion;
    suspicion.when = diagnosis::unhelped(remedy);
    suspicion.factor = 1 - chance;
    for (const auto& fault : base.faults()) {
      const auto& ids = fault.remedy_ids();
      if (std::find(ids.begin(), ids.end(), remedy) != ids.end())
        suspicion.fault_ids.push_back(fault.id());
    }
    suspicions_.push_back(std::move(suspicion));
  }
}

void Reader::read_weights() {
  for (std::size_t i = 0; i < now().count("weights"); ++i) {
    const auto key = item("weights", i);
    const auto fault_id = named(Kind::fault, key + ".fault");
    read_links_of(fault_id, key);
    const double written = prior(key + ".prior");
    if (written != 0)
      priors_.push_back({fault_id, written});
  }
}

void Reader::add_written_priors() {
  for (auto& fault : *base.mutable_faults()) {
    for (const auto& written : priors_) {
      if (written.fault_id == fault.id())
        fault.set_prior(written.prior);
    }
  }
}

void Reader::read_links_of(const std::string& fault_id,
                           const std::string& key) {
  for (const auto& [word, probability] : strengths) {
    const auto list = key + '.' + std::string(word);
    for (auto& finding : all_named(Kind::finding, list)) {
      for (const auto& known : links_) {
        if (known.fault_id == fault_id && known.finding_id == finding)
          now().complain(list, finding + " is linked already");
      }
      links_.push_back({fault_id, std::move(finding), probability});
    }
  }
}

void Reader::read_suspicions() {
  const auto complained = diagnosis::complaint_words();
  const auto circumstances = diagnosis::circumstance_words();
  for (std::size_t i = 0; i < now().count("suspicion"); ++i) {
    const auto key = item("suspicion", i);
    WrittenSuspicion suspicion;
    suspicion.when = word(key + ".when");
    const auto is = [&](std::string_view one) { return one == suspicion.when; };
    if (!suspicion.when.empty() &&
        std::none_of(complained.begin(), complained.end(), is) &&
        std::none_of(circumstances.begin(), circumstances.end(), is)) {
      now().complain(key + ".when",
                     "is neither a complaint nor a circumstance");
    }
    now().read(key + ".factor", suspicion.factor, 0.01, 100);
    if (suspicion.factor == 0)
      now().complain(key + ".factor", "is missing");
    suspicion.fault_ids = all_named(Kind::fault, key + ".faults");
    now().read(key + ".layers", suspicion.layers);
    for (const auto& layer : suspicion.layers) {
      if (layer != "wifi" && layer != "network" && layer != "audio" &&
          layer != "firmware" && layer != "system") {
        now().complain(key + ".layers", '"' + layer + "\" is no layer");
      }
    }
    suspicions_.push_back(std::move(suspicion));
  }
}

void Reader::read_limits() {
  auto& limits = *base.mutable_limits();
  double value = limits.surprise();
  now().read("unknown.surprise", value, 0.1, 1000);
  limits.set_surprise(value);
  auto origin = limits.surprise_origin();
  now().read("unknown.origin", origin);
  if (value != 0 && origin.empty())
    now().complain("unknown.origin", "is missing");
  limits.set_surprise_origin(origin);
  value = limits.known_by();
  now().read("unknown.known_by", value, 0.01, 0.99);
  limits.set_known_by(value);
  value = limits.sure();
  now().read("stop.sure", value, 0.51, 1);
  limits.set_sure(value);
  value = limits.budget_s();
  now().read("stop.budget_s", value, 1, 3600);
  limits.set_budget_s(value);
  read_calibration(limits);
}

void Reader::read_calibration(v1::Limits& limits) {
  const auto count = now().count("calibration.point");
  double computed = -1;
  double found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto key = item("calibration.point", i);
    auto& point = *limits.add_calibration();
    double value = -1;
    now().read(key + ".computed", value, 0, 1);
    if (value <= computed)
      now().complain(key + ".computed", "does not rise");
    point.set_computed(computed = value);
    value = -1;
    now().read(key + ".found", value, 0, 1);
    if (value < found)
      now().complain(key + ".found", "falls");
    point.set_found(found = value);
  }
  auto origin = limits.calibration_origin();
  now().read("calibration.origin", origin);
  if (count > 0 && origin.empty())
    now().complain("calibration.origin", "is missing");
  limits.set_calibration_origin(origin);
}

}  // namespace soundcheck::knowledge
