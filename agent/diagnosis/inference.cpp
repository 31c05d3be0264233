#include "agent/diagnosis/inference.hpp"

#include <algorithm>

#include "agent/diagnosis/facts.hpp"

namespace soundcheck::diagnosis {

namespace {

/// A rule of one half must name its fault, whatever rounding does to it.
constexpr double most_nothing = 0.51;
/// A ten-thousandth of a yes or no.
constexpr double least_bits = 1e-4;

const TestCost unheard_of{"", 1, false, false, true, false};

bool is_silent(const TestCost& cost) {
  return !cost.audible && !cost.interrupts_playback && !cost.needs_consent;
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool asks_all(const Question& question) {
  return question.complaint.empty() || question.complaint == "other";
}

}  // namespace

Inference::Inference(const Knowledge& knowledge, std::vector<TestCost> costs)
    : knowledge_(knowledge),
      costs_(std::move(costs)),
      gates_(knowledge),
      model_(knowledge) {}

Inference::Weighed Inference::weigh(const std::vector<GateView>& gates,
                                    const std::vector<ProbeEvidence>& evidence,
                                    const Question& question) const {
  Weighed weighed;
  weighed.facts = facts_of(knowledge_, gates, evidence);
  auto when = question.circumstances;
  when.push_back(question.complaint);
  weighed.posterior = model_.weigh(weighed.facts, when);
  auto& ranked = weighed.posterior.hypotheses;
  if (ranked.size() > 1 && ranked[0].size == 0 &&
      ranked[0].weight <= most_nothing)
    std::swap(ranked[0], ranked[1]);
  const auto& best = weighed.posterior.best();
  weighed.surprise = model_.surprise(weighed.facts, best);
  weighed.unknown_fault = weighed.surprise > knowledge_.limits.surprise ||
                          model_.strange(weighed.facts, best);
  return weighed;
}

const TestCost& Inference::cost_of(std::string_view probe_id) const {
  for (const auto& cost : costs_) {
    if (cost.probe_id == probe_id)
      return cost;
  }
  return unheard_of;
}

/// Whether a gate that is still to be asked could block or spare this one.
bool Inference::waits(const GateView& view,
                      const std::vector<GateView>& all,
                      const Question& question) const {
  bool before = true;
  for (const auto& other : all) {
    before &= &other != &view;
    if (&other == &view || !Gates::open(other, question))
      continue;
    for (const auto& rule : other.gate->rules) {
      const auto* fault = knowledge_.fault(rule.fault_id);
      const bool below = before && other.gate->ladder == view.gate->ladder;
      if ((below && fault && fault->blocks) ||
          contains(view.gate->spared_by, rule.fault_id))
        return true;
    }
  }
  return false;
}

std::vector<const GateView*> Inference::candidates(
    const std::vector<GateView>& all,
    const Question& question) const {
  std::vector<const GateView*> open;
  std::vector<const GateView*> ready;
  for (const auto& view : all) {
    if (!Gates::open(view, question))
      continue;
    open.push_back(&view);
    if (!waits(view, all, question))
      ready.push_back(&view);
  }
  // Gates that all wait for each other go in order.
  if (ready.empty() && !open.empty())
    ready.push_back(open.front());
  return ready;
}

std::optional<NextTest> Inference::next_test(
    const std::vector<ProbeEvidence>& so_far,
    const Question& question) const {
  if (knowledge_.links.empty())
    return gates_.next_test(so_far, question);
  if (!asks_all(question) && spent(so_far))
    return std::nullopt;
  const auto all = gates_.look(so_far);
  const auto ready = candidates(all, question);
  auto next = choose(ready, all, so_far, question);
  if (!next)
    return next;
  for (const auto& view : all) {
    if (view.evidence || Gates::open(view, question))
      ++next->expected_tests;
  }
  return next;
}

/// Whether what is complained of makes a fault of this gate more likely.
bool Inference::suspected(const Gate& gate, const Question& question) const {
  for (const auto& suspicion : knowledge_.suspicions) {
    if (suspicion.when != question.complaint)
      continue;
    for (const auto& rule : gate.rules) {
      for (const auto fault : suspicion.faults) {
        if (knowledge_.faults[fault].id == rule.fault_id)
          return true;
      }
    }
  }
  return false;
}

/// The first test of the layer complained of that nobody hears and that others
/// wait for or that costs nothing; null when there is none.
const GateView* Inference::first_suspected(
    const std::vector<const GateView*>& candidates,
    const Question& question) const {
  if (asks_all(question))
    return nullptr;
  for (const auto* view : candidates) {
    const auto& cost = cost_of(view->gate->probe_id);
    if (suspected(*view->gate, question) &&
        (is_free(cost) || (may_block(*view->gate) && is_silent(cost))))
      return view;
  }
  return nullptr;
}

/// Whether one of its faults would spare all gates above it.
bool Inference::may_block(const Gate& gate) const {
  return std::any_of(gate.rules.begin(), gate.rules.end(),
                     [this](const auto& rule) {
                       const auto* fault = knowledge_.fault(rule.fault_id);
                       return fault && fault->blocks;
                     });
}

/// What costs nobody anything comes before all that does.
const GateView* Inference::first_free(
    const std::vector<const GateView*>& candidates) const {
  for (const auto* view : candidates) {
    if (is_free(cost_of(view->gate->probe_id)))
      return view;
  }
  return nullptr;
}

std::optional<NextTest> Inference::choose(
    const std::vector<const GateView*>& candidates,
    const std::vector<GateView>& all,
    const std::vector<ProbeEvidence>& so_far,
    const Question& question) const {
  if (candidates.empty())
    return std::nullopt;
  const auto* first = first_suspected(candidates, question);
  if (!first)
    first = first_free(candidates);
  if (first)
    return NextTest{first->gate->probe_id, first->gate->id, 0, {}};
  const auto weighed = weigh(all, so_far, question);
  const GateView* best = nullptr;
  TestValue best_value;
  double best_rate = -1;
  for (const auto* view : candidates) {
    const auto& probe_id = view->gate->probe_id;
    const auto value =
        value_of(model_, weighed.posterior, weighed.facts, probe_id);
    if (!asks_all(question) &&
        (value.bits < least_bits || settled(view->gate->ladder, weighed)))
      continue;
    const double rate = value.bits / burden_of(cost_of(probe_id));
    if (rate > best_rate) {
      best = view;
      best_value = value;
      best_rate = rate;
    }
  }
  if (!best)
    return std::nullopt;
  NextTest next{best->gate->probe_id, best->gate->id, 0, {}};
  if (best_value.suspect) {
    next.separates = {knowledge_.faults[*best_value.suspect].id,
                      knowledge_.faults[*best_value.rival].id};
  }
  return next;
}

bool Inference::spent(const std::vector<ProbeEvidence>& so_far) const {
  double seconds = 0;
  for (const auto& item : so_far)
    seconds += cost_of(item.probe_id).seconds;
  const double budget_s = knowledge_.limits.budget_s;
  return budget_s > 0 && seconds >= budget_s;
}

bool Inference::on_ladder(unsigned fault, std::string_view ladder) const {
  const auto& id = knowledge_.faults[fault].id;
  for (const auto& gate : knowledge_.gates) {
    for (const auto& rule : gate.rules) {
      if (gate.ladder == ladder && rule.fault_id == id)
        return true;
    }
  }
  return false;
}

/// Whether more tests on the ladder would change nothing of what is to be done.
bool Inference::settled(std::string_view ladder, const Weighed& weighed) const {
  const auto& posterior = weighed.posterior;
  if (weighed.unknown_fault)
    return false;
  const auto first_remedy = [&](unsigned fault) -> const std::string* {
    const auto& remedies = knowledge_.faults[fault].remedy_ids;
    return remedies.empty() ? nullptr : &remedies.front();
  };
  for (std::size_t i = 0; i < posterior.best().size; ++i) {
    const unsigned top = posterior.best().faults[i];
    if (!on_ladder(top, ladder))
      continue;
    double together = posterior.probability[top];
    const auto* remedy = first_remedy(top);
    for (const auto& one : posterior.hypotheses) {
      // A rival takes the place of the top one in an explanation of its own.
      if (!remedy || one.size != 1 || one.has(top))
        continue;
      const auto* other = first_remedy(one.faults[0]);
      if (other && *other == *remedy)
        together += one.weight;
    }
    if (together >= knowledge_.limits.sure)
      return true;
  }
  return false;
}

}  // namespace soundcheck::diagnosis
