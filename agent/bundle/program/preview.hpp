#pragma once

#include <string>

#include "agent/bundle/making.hpp"

namespace soundcheck::bundle {

/// The table of `preview`: items, sizes, what was replaced, what is missing.
std::string preview_text(const Made& made);

/// {"manifest": ..., "bytes": of the archive}
std::string preview_json(const Made& made);

}  // namespace soundcheck::bundle
