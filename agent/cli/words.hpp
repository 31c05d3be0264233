#pragma once

#include <string>
#include <string_view>

#include "agent/cli/options.hpp"
#include "agent/diagnosis/knowledge.hpp"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::cli {

/// What the command itself says; texts on faults come from the knowledge base.
enum class Word {
  passed,
  failed,
  inconclusive,
  not_supported,
  cancelled,
  no_fault,
  unknown_fault,
  incomplete,
  what_helps,
  speaks_for,
  speaks_against,
  not_measured,
  perhaps,
  would_change,
  no_texts,
  yes,
  no,
  nothing_waits,
  allowed,
  denied,
  session_ended,
  taken_back,
  allowed_for_session,
  never_asked,
  nothing_asked,
};

std::string_view word(Word word, Language language);
std::string_view outcome_word(v1::Outcome outcome, Language language);
/// The colon between two words of that language.
std::string_view colon(Language language);
const std::string& pick(const diagnosis::Text& text, Language language);

/// "not_supported", "timeout", "absent": the enum words of the wire in lower
/// case and without prefix, as the cloud's API has them. Empty for unknown
/// numbers.
std::string json_word(v1::Outcome outcome);
std::string json_word(v1::Reason reason);
std::string json_word(v1::Presence presence);
std::string json_word(v1::DiagnosisStatus status);

}  // namespace soundcheck::cli
