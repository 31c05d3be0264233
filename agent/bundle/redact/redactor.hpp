#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agent/bundle/redact/literals.hpp"
#include "agent/bundle/redact/pseudonyms.hpp"

namespace soundcheck::bundle {

/// The only way for a text out of the speaker. Pure: what it knows it was told.
class Redactor {
 public:
  Redactor(Pseudonyms pseudonyms, const std::vector<Known>& known)
      : pseudonyms_(std::move(pseudonyms)), literals_(known) {}

  /// One line as a program wrote it, without line feed. Control characters and
  /// colours are left out, and what goes beyond 2 KiB is cut off. Adds to
  /// `counts` what was replaced.
  std::string text(std::string_view line, Counts& counts) const;

  /// A value of which it is known what it is. Empty stays empty, the address of
  /// nobody stays as it is.
  std::string value(SecretKind kind,
                    std::string_view value,
                    Counts& counts) const;

 private:
  std::optional<Hit> find(const Place& place) const;

  Pseudonyms pseudonyms_;
  Literals literals_;
};

}  // namespace soundcheck::bundle
