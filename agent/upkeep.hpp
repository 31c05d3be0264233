#pragma once

#include <optional>

#include "agent/assist/daemon.hpp"
#include "agent/knowledge/updates.hpp"
#include "agent/routine.hpp"
#include "agent/witnesses.hpp"
#include "probes/board/light.hpp"

namespace soundcheck {

/// What the daemon does for remote assist.
class Upkeep final : public assist::Daemon {
 public:
  /// All outlive it. Nobody asks before there are all.
  Upkeep(Witnesses& witnesses,
         std::optional<Routine>& routine,
         Light& light,
         std::optional<KnowledgeUpdates>& knowledge)
      : witnesses_(witnesses),
        routine_(routine),
        light_(light),
        knowledge_(knowledge) {}

  Task<v1::HistoryList> measurements(v1::ShowMeasurements which) override;
  std::vector<ConnectionEvent> events(std::chrono::seconds window) override;
  void check_each(std::chrono::seconds period,
                  std::chrono::seconds time) override;
  std::string light_problem() const override;
  void light(bool on) override;
  bool has_knowledge(std::string_view sha256) const override {
    return knowledge_->has(sha256);
  }
  Result<void> adopt_knowledge(std::string_view sha256) override {
    return knowledge_->adopt(sha256);
  }

 private:
  Witnesses& witnesses_;
  std::optional<Routine>& routine_;
  Light& light_;
  std::optional<KnowledgeUpdates>& knowledge_;
};

}  // namespace soundcheck
