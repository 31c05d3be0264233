#pragma once

#include "probes/board/path.hpp"
#include "probes/probe.hpp"

namespace soundcheck::network {

// Anchors are hosts of the internet that are known by their addresses. Probes
// ask them only where something else has failed, to learn whether it is the
// provider.

using Anchors = std::vector<bool>;  ///< which of them answer

/// Errors: unsupported (the profile names none), and those of the port.
Task<Anchors> ask_anchors(Path& path,
                          const std::vector<std::string>& anchors,
                          std::chrono::milliseconds timeout);

/// Present when no anchor answers, of at least two, since a single one may have
/// trouble of its own. Unknown where they could not be asked.
Finding judge_anchors(const std::string& id, const Result<Anchors>& anchors);

bool any_answers(const Result<Anchors>& anchors);

}  // namespace soundcheck::network
