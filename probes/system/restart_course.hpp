#pragma once

#include <chrono>
#include <string_view>

#include "probes/board/services.hpp"

namespace soundcheck::system {

/// Where the restarts of one service lead.
enum class RestartCourse {
  steady,   ///< none to speak of, or none any more
  unclear,  ///< looking on will tell
  looping,
  given_up,  ///< it was in a loop, until the supervisor let it lie
};

/// `looked` is for how long it has been looked closely, `patience` for how long
/// at most.
RestartCourse course_of(const Service& service,
                        std::string_view supervisor,
                        std::chrono::milliseconds looked,
                        std::chrono::milliseconds patience);

}  // namespace soundcheck::system
