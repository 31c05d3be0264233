#pragma once

#include <functional>
#include <string>

#include "agent/bundle/collect/page.hpp"
#include "probes/board/result.hpp"

namespace soundcheck::bundle {

/// Something that has a place in the bundle.
struct Source {
  std::string name;  ///< of the item: "logs/messages.txt"
  std::string from;  ///< for people: "/var/log/messages"
  /// Errors: why there is nothing of it, or not all; what is on the page by
  /// then is kept.
  std::function<Result<void>(Page&)> fill;
};

}  // namespace soundcheck::bundle
