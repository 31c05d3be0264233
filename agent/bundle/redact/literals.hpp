#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/bundle/redact/hit.hpp"

namespace soundcheck::bundle {

/// Something that is known to be secret, because the board says it is its own.
struct Known {
  SecretKind kind;
  std::string value;

  friend bool operator==(const Known&, const Known&) = default;
};

/// Finds known values in all the forms in which programs write them: as they
/// are, escaped ("\xe5\xae\xb6", "\u5bb6", "%20"), and as hex.
class Literals {
 public:
  explicit Literals(const std::vector<Known>& known);

  /// The longest that begins at the place.
  std::optional<Hit> find(const Place& place) const;

 private:
  struct Form {
    std::string text;
    std::string value;
    SecretKind kind;
    bool folds;  ///< upper and lower case are the same
  };
  void add(const Known& known, std::string text, bool folds);

  std::vector<Form> forms_;  ///< longest first
  std::array<bool, 256> firsts_{};
};

}  // namespace soundcheck::bundle
