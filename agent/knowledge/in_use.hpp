#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agent/diagnosis/inference.hpp"
#include "agent/identity.hpp"

namespace soundcheck {

/// The knowledge by which the daemon judges, and the engine that thinks by it.
/// Newer knowledge takes its place at once; who is in the middle of a diagnosis
/// ends it with the engine that he began it with. On the daemon's thread.
class KnowledgeInUse {
 public:
  KnowledgeInUse(diagnosis::Knowledge knowledge,
                 std::vector<diagnosis::TestCost> costs);

  void replace(diagnosis::Knowledge newer);
  /// Tells in the reports why knowledge that came was not used; empty: it was.
  void note_refusal(std::string why) { mark_.refused = std::move(why); }

  /// To be kept for as long as it is needed.
  std::shared_ptr<const diagnosis::Engine> engine() const;
  /// As long as nothing can replace it: not over a co_await.
  const diagnosis::Knowledge& knowledge() const { return mind_->knowledge; }
  /// Stays where it is, and changes.
  const KnowledgeMark& mark() const { return mark_; }

 private:
  /// The engine holds on to the place of its knowledge.
  struct Mind {
    Mind(diagnosis::Knowledge known, std::vector<diagnosis::TestCost> costs)
        : knowledge(std::move(known)), engine(knowledge, std::move(costs)) {}
    Mind(const Mind&) = delete;
    Mind& operator=(const Mind&) = delete;

    const diagnosis::Knowledge knowledge;
    const diagnosis::Inference engine;
  };

  std::vector<diagnosis::TestCost> costs_;
  std::shared_ptr<const Mind> mind_;
  KnowledgeMark mark_;
};

}  // namespace soundcheck
