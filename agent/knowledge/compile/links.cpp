#include "agent/knowledge/compile/links.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::knowledge {

namespace {

// More than the words for people have: such a sign is what the fault is known
// by, and with less the faults of gates that passed would stay suspects for all
// that fails beside them.
constexpr double only_sign = 0.998;
constexpr double only_faint_sign = 0.95;  // the rule itself is in doubt
// Of signs that stand for each other one at least is there.
constexpr double one_of_two_signs = 0.75;
constexpr double one_of_many_signs = 0.5;
constexpr double explains_few = 0.3;
constexpr double explains_many = 0.2;
constexpr double rarely = 0.1;

/// Below it a leak would say that a probe never errs.
constexpr double least_leak = 1e-6;
constexpr double most_leak = 0.3;

struct Chance {
  double probability = 0;
  bool written = false;
  bool shadow = false;  ///< at a gate that is not asked when the fault is known
};

/// The chances while they are put together.
class Table {
 public:
  Table(v1::KnowledgeBase& base, const std::vector<WrittenLink>& links);
  void make();
  void write();

 private:
  void add(int fault, int finding, double probability, bool shadow);
  void count_signs();
  void add_signs(const v1::Gate& gate);
  void add_order(const v1::Gate& gate);
  void add_shadows(int gate);
  void add_explained();
  double lone(int fault, int finding, bool named) const;
  double prior_of(int fault) const;
  void leak(const v1::GateRule& rule);
  int fault_of(const v1::GateRule& rule) const {
    return faults_.at(rule.fault_id());
  }
  int finding_of(const v1::GateRule& rule) const {
    return findings_.at(rule.finding_id());
  }

  v1::KnowledgeBase& base_;
  std::map<std::string, int> faults_, findings_;
  std::map<int, int> signs_;  ///< of each fault, how many
  std::map<std::pair<int, int>, Chance> chances_;
};

Table::Table(v1::KnowledgeBase& base, const std::vector<WrittenLink>& links)
    : base_(base) {
  for (int i = 0; i < base.faults_size(); ++i)
    faults_[base.faults(i).id()] = i;
  for (int i = 0; i < base.findings_size(); ++i)
    findings_[base.findings(i).id()] = i;
  for (const auto& link : links) {
    chances_[{faults_.at(link.fault_id), findings_.at(link.finding_id)}] = {
        link.probability, true, false};
  }
}

void Table::add(int fault, int finding, double probability, bool shadow) {
  auto& chance = chances_[{fault, finding}];
  if (chance.written || chance.probability >= probability)
    return;
  chance.probability = probability;
  chance.shadow = shadow;
}

void Table::count_signs() {
  std::map<std::pair<int, int>, bool> counted;
  for (const auto& gate : base_.gates()) {
    for (const auto& rule : gate.rules()) {
      if (counted.try_emplace({fault_of(rule), finding_of(rule)}).second)
        ++signs_[fault_of(rule)];
    }
  }
}

void Table::add_signs(const v1::Gate& gate) {
  for (const auto& rule : gate.rules()) {
    const auto signs = signs_[fault_of(rule)];
    const bool faint =
        rule.probability() < 0.9 && !base_.faults(fault_of(rule)).blocks();
    const double alone = faint ? only_faint_sign : only_sign;
    const double strength = signs == 1   ? alone
                            : signs == 2 ? one_of_two_signs
                                         : one_of_many_signs;
    add(fault_of(rule), finding_of(rule), strength, false);
  }
}

void Table::add_order(const v1::Gate& gate) {
  for (int i = 0; i < gate.rules_size(); ++i) {
    for (int later = i + 1; later < gate.rules_size(); ++later)
      add(fault_of(gate.rules(i)), finding_of(gate.rules(later)), rarely,
          false);
  }
}

void Table::add_shadows(int number) {
  const auto& gate = base_.gates(number);
  for (const auto& rule : gate.rules()) {
    const int fault = fault_of(rule);
    if (!base_.faults(fault).blocks())
      continue;
    for (int later = number + 1; later < base_.gates_size(); ++later) {
      if (base_.gates(later).ladder() != gate.ladder())
        continue;
      for (const auto& above : base_.gates(later).rules()) {
        const auto& other = base_.faults(fault_of(above));
        if (other.severity() <= v1::SEVERITY_S2)
          add(fault, finding_of(above), rarely, true);
        // Its own signs there are not asked for either.
        if (auto known = chances_.find({fault, finding_of(above)});
            known != chances_.end())
          known->second.shadow = true;
      }
    }
  }
}

void Table::add_explained() {
  for (int i = 0; i < base_.faults_size(); ++i) {
    const auto& explained = base_.faults(i).explains();
    const double strength =
        explained.size() <= 3 ? explains_few : explains_many;
    for (const auto& id : explained)
      add(i, findings_.at(id), strength, false);
  }
}

double Table::prior_of(int fault) const {
  const auto& known = base_.faults(fault);
  return known.prior() != 0 ? known.prior()
                            : diagnosis::prior_of_severity(known.severity());
}

/// How probable it is that `fault` is there, `finding` is its only sign and all
/// else is measured and absent, but for what is not asked once it is `named`.
double Table::lone(int fault, int finding, bool named) const {
  double product = prior_of(fault) / (1 - prior_of(fault));
  const auto first = chances_.lower_bound({fault, 0});
  for (auto at = first; at != chances_.end() && at->first.first == fault;
       ++at) {
    const auto& chance = at->second;
    if (at->first.second == finding)
      product *= chance.probability;
    else if (!named || !chance.shadow)
      product *= 1 - chance.probability;
  }
  return product;
}

void Table::leak(const v1::GateRule& rule) {
  const int finding = finding_of(rule);
  auto& text = *base_.mutable_findings(finding);
  if (text.leak() != 0)
    return;
  const double own = lone(fault_of(rule), finding, true);
  double rivals = 0;
  for (int i = 0; i < base_.faults_size(); ++i) {
    if (i != fault_of(rule) && chances_.contains({i, finding}))
      rivals += lone(i, finding, false);
  }
  const double p = rule.probability();
  text.set_leak(std::clamp(own * (1 - p) / p - rivals, least_leak, most_leak));
}

void Table::make() {
  count_signs();
  for (const auto& gate : base_.gates())
    add_signs(gate);
  add_explained();
  for (const auto& gate : base_.gates())
    add_order(gate);
  for (int i = 0; i < base_.gates_size(); ++i)
    add_shadows(i);
  for (const auto& gate : base_.gates()) {
    for (const auto& rule : gate.rules())
      leak(rule);
  }
}

void Table::write() {
  for (const auto& [place, chance] : chances_) {
    if (chance.probability == 0)
      continue;
    auto& link = *base_.add_links();
    link.set_fault(static_cast<std::uint32_t>(place.first));
    link.set_finding(static_cast<std::uint32_t>(place.second));
    link.set_per_mille(
        static_cast<std::uint32_t>(std::lround(1000 * chance.probability)));
  }
}

std::string word_of(v1::Layer layer) {
  switch (layer) {
    case v1::LAYER_WIFI:
      return "wifi";
    case v1::LAYER_NETWORK:
      return "network";
    case v1::LAYER_AUDIO:
      return "audio";
    case v1::LAYER_FIRMWARE:
      return "firmware";
    default:
      return "system";
  }
}

bool has(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

void add_links(v1::KnowledgeBase& base, const std::vector<WrittenLink>& links) {
  Table table(base, links);
  table.make();
  table.write();
}

void add_suspicions(v1::KnowledgeBase& base,
                    const std::vector<WrittenSuspicion>& suspicions) {
  for (const auto& written : suspicions) {
    auto& suspicion = *base.add_suspicions();
    suspicion.set_when(written.when);
    suspicion.set_factor(written.factor);
    for (int i = 0; i < base.faults_size(); ++i) {
      const auto& fault = base.faults(i);
      if (has(written.fault_ids, fault.id()) ||
          has(written.layers, word_of(fault.layer())))
        suspicion.add_faults(static_cast<std::uint32_t>(i));
    }
  }
}

}  // namespace soundcheck::knowledge
