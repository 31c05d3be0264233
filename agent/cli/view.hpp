#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "agent/cli/options.hpp"
#include "soundcheck/v1/local.pb.h"

namespace soundcheck::cli {

/// Shows a check-up while it goes on: each finished probe as a line on `out`,
/// and on a terminal what the running one does, as one line on `terminal` that
/// is rewritten. Keeps the results.
class View {
 public:
  /// `terminal` may be null: no terminal, or nothing to show (--json).
  View(std::ostream& out,
       std::ostream* terminal,
       const Options& options,
       unsigned columns);

  void show(const v1::Progress& progress);
  /// Leaves the terminal as it was.
  void finish();

  const std::vector<v1::ProbeResult>& results() const { return results_; }

 private:
  void wipe();

  std::ostream& out_;
  std::ostream* terminal_;
  const Options& options_;
  unsigned columns_;
  bool line_shown_ = false;
  std::vector<v1::ProbeResult> results_;
};

/// `text` cut to so many terminal columns at most, never within a character. A
/// Chinese character takes two.
std::string cut_to(const std::string& text, unsigned columns);

}  // namespace soundcheck::cli
