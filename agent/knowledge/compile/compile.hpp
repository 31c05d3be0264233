#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck::knowledge {

struct Source {
  std::string name;  ///< of the file, for messages
  std::string text;  ///< TOML
};

/// A serialised v1::KnowledgeBase, the same bytes for the same sources. Errors:
/// parse, with every problem on a line of its own as "file:line: key: ...".
Result<std::string> compile(const std::vector<Source>& sources);

}  // namespace soundcheck::knowledge
