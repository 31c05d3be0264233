#pragma once

#include <string>
#include <utility>
#include <vector>

#include "agent/assist/daemon.hpp"
#include "agent/assist/policy.hpp"

namespace soundcheck::test {

/// What a daemon would do for remote assist, written down.
class NotedDaemon final : public assist::Daemon {
 public:
  Task<v1::HistoryList> measurements(v1::ShowMeasurements which) override;
  std::vector<ConnectionEvent> events(std::chrono::seconds window) override;
  void check_each(std::chrono::seconds period,
                  std::chrono::seconds time) override;
  std::string light_problem() const override { return no_light; }
  void light(bool on) override { lights.push_back(on); }
  bool has_knowledge(std::string_view sha256) const override {
    return sha256 == knowledge_aside;
  }
  Result<void> adopt_knowledge(std::string_view sha256) override {
    if (!has_knowledge(sha256))
      return Error(Errc::io, "it is gone");
    adopted.emplace_back(sha256);
    return {};
  }

  std::vector<ConnectionEvent> kept;
  std::vector<std::pair<std::chrono::seconds, std::chrono::seconds>> periods;
  std::string no_light;
  std::vector<bool> lights;
  std::string knowledge_aside;
  std::vector<std::string> adopted;
};

/// A policy by which support may open sessions without a question.
assist::Policy open_door(assist::Policy policy = {});

}  // namespace soundcheck::test
