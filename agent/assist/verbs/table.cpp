#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

const Verb* find_verb(v1::Command::VerbCase kind) {
  static constexpr const Verb* verbs[] = {
      &open_session_verb,     &close_session_verb,
      &run_probes_verb,       &diagnose_verb,
      &cancel_verb,           &apply_remedy_verb,
      &identify_verb,         &show_measurements_verb,
      &read_events_verb,      &set_reporting_verb,
      &read_audit_verb,       &collect_bundle_verb,
      &update_knowledge_verb,
  };
  for (const auto* verb : verbs) {
    if (verb->kind == kind)
      return verb;
  }
  return nullptr;
}

}  // namespace soundcheck::assist
