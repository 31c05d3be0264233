#pragma once

#include "agent/assist/verbs/verb.hpp"

namespace soundcheck::assist {

/// Null for a verb of a newer cloud. To add one: write its file, list it here.
const Verb* find_verb(v1::Command::VerbCase kind);

extern const Verb open_session_verb;
extern const Verb close_session_verb;
extern const Verb run_probes_verb;
extern const Verb diagnose_verb;
extern const Verb cancel_verb;
extern const Verb apply_remedy_verb;
extern const Verb identify_verb;
extern const Verb show_measurements_verb;
extern const Verb read_events_verb;
extern const Verb set_reporting_verb;
extern const Verb read_audit_verb;
extern const Verb collect_bundle_verb;
extern const Verb update_knowledge_verb;

}  // namespace soundcheck::assist
