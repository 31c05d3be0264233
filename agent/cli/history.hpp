#pragma once

#include <iosfwd>
#include <string>

#include "soundcheck/v1/local.pb.h"

namespace soundcheck::cli {

/// A line or two for each series; `with_points`: and its values.
void print_history(std::ostream& out,
                   const v1::HistoryList& list,
                   bool with_points);

/// See agent/cli/README.md.
std::string json_of(const v1::HistoryList& list);

}  // namespace soundcheck::cli
