#pragma once

#include "agent/diagnosis/knowledge.hpp"
#include "soundcheck/v1/local.pb.h"

namespace soundcheck {

/// What the owner is told of a diagnosis that was made with this knowledge: the
/// most probable fault, and of its remedies the first that is for the owner, or
/// else the first.
v1::Advice advice_on(const v1::Diagnosis& diagnosis,
                     const diagnosis::Knowledge& knowledge,
                     bool chinese);

}  // namespace soundcheck
