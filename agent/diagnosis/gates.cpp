#include "agent/diagnosis/gates.hpp"

#include <algorithm>

namespace soundcheck::diagnosis {

namespace {

struct Complaint {
  std::string_view word, ladder;  ///< empty: it points to none
};
constexpr Complaint complaints[] = {
    {"no_sound", "audio"},         {"distorted", "audio"},
    {"does_not_hear_me", "audio"}, {"cannot_connect", "network"},
    {"drops", "network"},          {"slow_answers", "network"},
    {"restarts", "system"},        {"other", ""},
};

std::string_view ladder_of(std::string_view word) {
  for (const auto& complaint : complaints) {
    if (complaint.word == word)
      return complaint.ladder;
  }
  return {};
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

const ProbeEvidence* last_of(const std::vector<ProbeEvidence>& evidence,
                             std::string_view probe_id) {
  const ProbeEvidence* last = nullptr;
  for (const auto& item : evidence) {
    if (item.probe_id == probe_id)
      last = &item;
  }
  return last;
}

const EvidenceItem* find(const ProbeEvidence* evidence,
                         std::string_view finding_id) {
  if (!evidence)
    return nullptr;
  for (const auto& item : evidence->findings) {
    if (item.finding_id == finding_id)
      return &item;
  }
  return nullptr;
}

bool is(const EvidenceItem* item, Answer answer) {
  return item && item->answer == answer;
}

const GateRule* first_that_fits(const Gate& gate,
                                const ProbeEvidence* evidence) {
  for (const auto& rule : gate.rules) {
    if (is(find(evidence, rule.finding_id), Answer::present))
      return &rule;
  }
  return nullptr;
}

/// Whether a complaint is reason enough to ask this gate's probe.
bool asked_for(const Gate& gate, std::string_view complaint) {
  return gate.complaints.empty() || contains(gate.complaints, complaint);
}

bool grave(const Fault* fault) {
  return fault && fault->severity <= 2;
}

void add(std::vector<EvidenceItem>& list, const EvidenceItem& item) {
  for (const auto& known : list) {
    if (known.finding_id == item.finding_id)
      return;
  }
  list.push_back(item);
}

}  // namespace

std::vector<std::string_view> complaint_words() {
  std::vector<std::string_view> words;
  for (const auto& row : complaints)
    words.push_back(row.word);
  return words;
}

Gates::Gates(const Knowledge& knowledge) : knowledge_(knowledge) {}

std::vector<GateView> Gates::look(
    const std::vector<ProbeEvidence>& evidence) const {
  std::vector<GateView> all;
  for (const auto& gate : knowledge_.gates) {
    GateView seen;
    seen.gate = &gate;
    seen.evidence = last_of(evidence, gate.probe_id);
    for (const auto& earlier : all) {
      seen.blocked |=
          earlier.gate->ladder == gate.ladder &&
          (earlier.blocked || (earlier.fault && earlier.fault->blocks));
    }
    // What a blocked gate shows is only the shadow of the fault below it.
    if (!seen.blocked)
      seen.rule = first_that_fits(gate, seen.evidence);
    if (seen.rule)
      seen.fault = knowledge_.fault(seen.rule->fault_id);
    all.push_back(seen);
  }
  for (auto& seen : all) {
    for (const auto& other : all) {
      seen.explained |= seen.rule && other.fault && &other != &seen &&
                        contains(other.fault->explains, seen.rule->finding_id);
      seen.spared |=
          other.fault && contains(seen.gate->spared_by, other.fault->id);
    }
  }
  return all;
}

bool Gates::open(const GateView& view, const Question& question) {
  return !view.evidence && !view.blocked && !view.spared &&
         asked_for(*view.gate, question.complaint);
}

std::optional<NextTest> Gates::next_test(
    const std::vector<ProbeEvidence>& so_far,
    const Question& question) const {
  const auto first_ladder = ladder_of(question.complaint);
  const Gate* next = nullptr;
  unsigned to_ask = 0;
  unsigned done = 0;
  for (const auto& seen : look(so_far)) {
    if (seen.evidence) {
      ++done;
      continue;
    }
    if (!open(seen, question))
      continue;
    ++to_ask;
    const bool sooner = next && next->ladder != first_ladder &&
                        seen.gate->ladder == first_ladder;
    if (!next || sooner)
      next = seen.gate;
  }
  if (!next)
    return std::nullopt;
  return NextTest{next->probe_id, next->id, done + to_ask, {}};
}

RankedFault Gates::rank(const GateView& suspect,
                        const std::vector<GateView>& all) const {
  const auto& fault = *suspect.fault;
  RankedFault ranked{fault.id, fault.code, suspect.rule->probability,
                     {},       {},         fault.remedy_ids};
  // What named it comes first, then the rest of its gate.
  add(ranked.evidence_for, *find(suspect.evidence, suspect.rule->finding_id));
  for (const auto& item : suspect.evidence->findings) {
    if (item.answer == Answer::present)
      add(ranked.evidence_for, item);
  }
  // Absent signs of this fault speak against it; then rivals ruled out.
  for (const bool own : {true, false}) {
    for (const auto& rule : suspect.gate->rules) {
      const auto* item = find(suspect.evidence, rule.finding_id);
      if ((rule.fault_id == fault.id) == own && is(item, Answer::absent))
        add(ranked.evidence_against, *item);
    }
  }
  for (const auto& id : fault.explains) {
    for (const auto& seen : all) {
      const auto* item = find(seen.evidence, id);
      if (is(item, Answer::present))
        add(ranked.evidence_for, *item);
      if (is(item, Answer::absent))
        add(ranked.evidence_against, *item);
    }
  }
  return ranked;
}

bool Gates::vouched_for(const Gate& gate,
                        const std::vector<GateView>& all) const {
  for (const auto& rule : gate.rules) {
    const auto* fault = knowledge_.fault(rule.fault_id);
    if (grave(fault) && !fault->blocks)
      return false;
  }
  bool later = false;
  for (const auto& seen : all) {
    if (later && seen.gate->ladder == gate.ladder && seen.passed())
      return true;
    later |= seen.gate == &gate;
  }
  return false;
}

Status Gates::without_fault(const std::vector<GateView>& all,
                            const Question& question) const {
  const auto ladder = ladder_of(question.complaint);
  bool any_passed = false;
  bool gap = false;
  for (const auto& seen : all) {
    if (seen.evidence && seen.evidence->judgement == Judgement::failed)
      return Status::unknown_fault;
    any_passed |=
        seen.passed() && (ladder.empty() || seen.gate->ladder == ladder);
    const bool not_supported =
        seen.evidence && seen.evidence->judgement == Judgement::not_supported;
    bool matters = false;
    for (const auto& rule : seen.gate->rules)
      matters |= grave(knowledge_.fault(rule.fault_id));
    gap |= matters && asked_for(*seen.gate, question.complaint) &&
           !seen.passed() && !not_supported && !vouched_for(*seen.gate, all);
  }
  return any_passed && !gap ? Status::no_fault : Status::incomplete;
}

Diagnosis Gates::measured(const std::vector<GateView>& all,
                          const std::vector<ProbeEvidence>& evidence) {
  Diagnosis diagnosis;
  for (const auto& item : evidence) {
    if (!contains(diagnosis.probes_run, item.probe_id))
      diagnosis.probes_run.push_back(item.probe_id);
  }
  for (const auto& seen : all) {
    const bool measured =
        seen.passed() ||
        (seen.evidence && seen.evidence->judgement == Judgement::failed);
    if (!measured)
      diagnosis.not_measured.push_back(seen.gate->probe_id);
  }
  return diagnosis;
}

Diagnosis Gates::conclude(const std::vector<ProbeEvidence>& evidence,
                          const Question& question) const {
  const auto all = look(evidence);
  auto diagnosis = measured(all, evidence);
  for (const auto& seen : all) {
    if (!seen.fault || seen.explained)
      continue;
    const auto known = std::find_if(
        diagnosis.faults.begin(), diagnosis.faults.end(),
        [&](const auto& fault) { return fault.fault_id == seen.fault->id; });
    if (known == diagnosis.faults.end())
      diagnosis.faults.push_back(rank(seen, all));
  }
  std::stable_sort(diagnosis.faults.begin(), diagnosis.faults.end(),
                   [](const auto& a, const auto& b) {
                     return a.probability > b.probability;
                   });
  diagnosis.status =
      diagnosis.faults.empty() ? without_fault(all, question) : Status::fault;
  return diagnosis;
}

}  // namespace soundcheck::diagnosis
