#pragma once

#include <string>

#include "agent/cli/options.hpp"
#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::cli {

// What `soundcheck knowledge` answers, for people and, by the names with json,
// for programs; agent/cli/README.md describes the documents.

std::string stats_text(const diagnosis::Knowledge& knowledge);
std::string stats_json(const diagnosis::Knowledge& knowledge);

std::string explain_text(const diagnosis::Knowledge& knowledge,
                         const diagnosis::Fault& fault,
                         Language language);
std::string explain_json(const diagnosis::Knowledge& knowledge,
                         const diagnosis::Fault& fault);

}  // namespace soundcheck::cli
