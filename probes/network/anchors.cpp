#include "probes/network/anchors.hpp"

#include <algorithm>

#include "probes/findings.hpp"

namespace soundcheck::network {

Task<Anchors> ask_anchors(Path& path,
                          const std::vector<std::string>& anchors,
                          std::chrono::milliseconds timeout) {
  if (anchors.empty())
    co_return Error(Errc::unsupported, "the profile names no anchors");
  auto answering = co_await path.answering(anchors, timeout);
  co_return answering;
}

Finding judge_anchors(const std::string& id, const Result<Anchors>& anchors) {
  if (!anchors)
    return unknown_finding(id, anchors.error().what);
  const auto all = static_cast<std::ptrdiff_t>(anchors->size());
  const auto good = std::count(anchors->begin(), anchors->end(), true);
  const auto evidence = std::to_string(good) + " of " + std::to_string(all) +
                        " anchors on the internet answer";
  if (good == 0 && all < 2)
    return unknown_finding(id, evidence + ", and one is too few to tell");
  return judged(id, good == 0, evidence);
}

bool any_answers(const Result<Anchors>& anchors) {
  return anchors &&
         std::find(anchors->begin(), anchors->end(), true) != anchors->end();
}

}  // namespace soundcheck::network
