#include "agent/knowledge/in_use.hpp"

namespace soundcheck {

KnowledgeInUse::KnowledgeInUse(diagnosis::Knowledge knowledge,
                               std::vector<diagnosis::TestCost> costs)
    : costs_(std::move(costs)) {
  replace(std::move(knowledge));
}

void KnowledgeInUse::replace(diagnosis::Knowledge newer) {
  mark_.hash = newer.hash;
  mark_.version = newer.version;
  mark_.refused.clear();
  mind_ = std::make_shared<const Mind>(std::move(newer), costs_);
}

std::shared_ptr<const diagnosis::Engine> KnowledgeInUse::engine() const {
  return {mind_, &mind_->engine};
}

}  // namespace soundcheck
