#pragma once

#include <cstddef>
#include <span>

#include "probes/board/access_point.hpp"

namespace soundcheck {

/// Fills in what the information elements of a beacon or probe response say:
/// name, security, load. They are anybody's bytes: an element that does not
/// fit ends the reading, one that is cut short inside says what it got to say.
/// `privacy` is that bit of the capabilities, which stands alone for WEP.
void apply_elements(std::span<const std::byte> elements,
                    bool privacy,
                    AccessPoint& access_point);

}  // namespace soundcheck
