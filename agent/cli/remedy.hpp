#pragma once

#include <iosfwd>
#include <string>

#include "agent/cli/exit_code.hpp"
#include "agent/cli/options.hpp"
#include "agent/diagnosis/knowledge.hpp"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::cli {

/// What the daemon told of the remedies that it could apply: two lines for
/// each. `knowledge` has the texts; null when it could not be read.
void print_remedies(std::ostream& out,
                    const v1::HealthReport& report,
                    const diagnosis::Knowledge* knowledge,
                    Language language);
/// What became of the one that was applied.
void print_remedy(std::ostream& out,
                  const v1::RemedyResult& result,
                  Language language);

/// See agent/cli/README.md.
std::string json_of_remedies(const v1::HealthReport& report,
                             const diagnosis::Knowledge* knowledge);
std::string json_of(const v1::RemedyResult& result);

/// Good when it healed or nothing was wrong; bad when it did not help;
/// could_not_tell when it was not done, or nobody knows.
Exit exit_of(const v1::RemedyResult& result);

}  // namespace soundcheck::cli
