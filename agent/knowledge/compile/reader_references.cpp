// The part of the reader that judges, when all files were read, what they say
// of each other.
#include <set>

#include "agent/knowledge/compile/reader.hpp"

namespace soundcheck::knowledge {

namespace {

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::fault:
      return "fault";
    case Kind::finding:
      return "finding";
    case Kind::remedy:
      return "remedy";
    case Kind::gate:
      return "gate";
    case Kind::probe:
      return "probe";
    case Kind::probe_or_finding:
      return "probe or finding";
  }
  return "thing";
}

}  // namespace

void Reader::complain(const Place& place, const std::string& problem) {
  files_[place.file].complain(place.key, problem);
}

bool Reader::is_known(Kind kind, const std::string& id) const {
  if (kind == Kind::probe_or_finding)
    return is_known(Kind::probe, id) || is_known(Kind::finding, id);
  return ids_.contains({kind, id});
}

void Reader::judge_references() {
  for (const auto& reference : references_) {
    if (!is_known(reference.kind, reference.id)) {
      complain(reference.place, "unknown " +
                                    std::string(name_of(reference.kind)) +
                                    " \"" + reference.id + '"');
    }
  }
}

/// A gate can only judge what its own probe answers.
void Reader::judge_rules() {
  std::map<std::string, std::string> probe_of;
  for (const auto& finding : base.findings())
    probe_of[finding.id()] = finding.probe_id();
  for (const auto& gate : base.gates()) {
    for (int i = 0; i < gate.rules_size(); ++i) {
      const auto& rule = gate.rules(i);
      const auto probe = probe_of.find(rule.finding_id());
      if (probe == probe_of.end() || probe->second == gate.probe_id())
        continue;
      complain(ids_.at({Kind::gate, gate.id()}),
               rule.finding_id() + " is answered by " + probe->second +
                   ", not by " + gate.probe_id());
    }
  }
}

/// What nothing leads to is a mistake: a fault that no rule names can never be
/// diagnosed, a remedy that no fault names never helps.
void Reader::judge_use() {
  std::set<std::pair<Kind, std::string>> used;
  for (const auto& reference : references_)
    used.emplace(reference.kind, reference.id);
  for (const auto& [id, place] : ids_) {
    const bool needs_use = id.first == Kind::fault || id.first == Kind::remedy;
    if (needs_use && !id.second.empty() && !used.contains(id))
      complain(place, "nothing leads to \"" + id.second + '"');
  }
}

Result<void> Reader::finish() {
  judge_references();
  judge_rules();
  judge_use();
  std::string problems;
  for (auto& file : files_) {
    if (const auto end = file.finish(); !end)
      problems += (problems.empty() ? "" : "\n") + end.error().what;
  }
  if (!problems.empty())
    return Error(Errc::parse, problems);
  add_written_priors();
  add_unhelped();
  add_links(base, links_);
  add_suspicions(base, suspicions_);
  return {};
}

}  // namespace soundcheck::knowledge
