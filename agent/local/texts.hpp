#pragma once

#include <string_view>

#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::local {

/// What people are told of a fault. `what`: "title", "owner" or "remedy", a
/// space and the fault's id; the remedy is the first that is for the owner, or
/// else the first. Null when there is none.
const diagnosis::Text* text_of(std::string_view what,
                               const diagnosis::Knowledge& knowledge);

}  // namespace soundcheck::local
