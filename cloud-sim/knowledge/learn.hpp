#pragma once

#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// Notes what a transaction has confirmed: a remedy that a speaker's own test
/// says has healed, and a case that closed as cured. The findings are those
/// of the newest diagnosis before it that named this fault and no other; where
/// there is none, nothing is learned. What was told before is told in vain.
void learn(Work& work);

}  // namespace soundcheck::cloud
