#pragma once

#include <optional>
#include <string>

#include "soundcheck/v1/command.pb.h"
#include "soundcheck/v1/knowledge.pb.h"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::cloud {

// Enum values as the API writes them: lower case, without prefix. A number that
// this version does not know reads like the value 0.

std::string word(v1::Outcome value);          ///< 0 is "inconclusive"
std::string word(v1::Presence value);         ///< 0 is "unknown"
std::string word(v1::DiagnosisStatus value);  ///< 0 is "incomplete"
std::string word(v1::Trigger value);
std::string word(v1::Refusal value);
std::string word(v1::Layer value);
std::string word(v1::Severity value);
std::string word(v1::Actor value);
std::string word(v1::RemedyOutcome value);  ///< 0 is "failed"
/// Nothing for 0.
std::optional<std::string> word(v1::Reason value);

/// "no_sound" gives COMPLAINT_NO_SOUND, "" COMPLAINT_UNSPECIFIED; nothing for a
/// word that is none.
std::optional<v1::Complaint> complaint_of(const std::string& word);

}  // namespace soundcheck::cloud
