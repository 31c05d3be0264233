#pragma once

#include <iosfwd>
#include <optional>

#include "agent/cli/options.hpp"
#include "agent/diagnosis/knowledge.hpp"
#include "soundcheck/v1/local.pb.h"

namespace soundcheck::cli {

// Text for people, in the language asked for.

/// Evidence repeats what servers and drivers said; their control characters
/// must not reach the terminal.
std::string printable(const std::string& text);

void print_list(std::ostream& out,
                const v1::ProbeList& list,
                Language language);
void print_result_line(std::ostream& out,
                       const v1::ProbeResult& result,
                       Language language);
void print_measurements(std::ostream& out, const v1::ProbeResult& result);
/// `knowledge` has the texts; null when it could not be read, and not used
/// when it is not the one the diagnosis was made with.
void print_diagnosis(std::ostream& out,
                     const v1::Diagnosis& diagnosis,
                     const diagnosis::Knowledge* knowledge,
                     Language language);
void print_status(std::ostream& out,
                  const v1::Status& status,
                  Language language);
void print_consents(std::ostream& out,
                    const v1::ConsentList& list,
                    Language language);

}  // namespace soundcheck::cli
