#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "agent/assist/reply_sink.hpp"
#include "agent/diagnosis/diagnosis.hpp"
#include "probes/probe.hpp"

namespace soundcheck::test {

/// What the cloud would have received.
class SeenReplies final : public assist::ReplySink {
 public:
  void progress(v1::Reply reply) override {
    about_to_send(reply);
    sent.push_back(std::move(reply));
  }
  Task<void> final(v1::Reply reply) override;

  /// All replies about one command, in the order in which they left.
  std::vector<v1::Reply> about(std::string_view command_id) const;
  std::vector<v1::Reply> finals(std::string_view command_id) const;

  std::vector<v1::Reply> sent;  ///< final ones carry seq 1
  bool storage_full = false;
  std::function<void(const v1::Reply&)> about_to_send = [](const auto&) {};
};

/// Runs the probes of the catalog one after another.
class EngineInOrder final : public diagnosis::Engine {
 public:
  explicit EngineInOrder(const std::vector<Probe>& catalog)
      : catalog_(catalog) {}
  std::optional<diagnosis::NextTest> next_test(
      const std::vector<diagnosis::ProbeEvidence>& so_far,
      const diagnosis::Question& question) const override;
  diagnosis::Diagnosis conclude(
      const std::vector<diagnosis::ProbeEvidence>& evidence,
      const diagnosis::Question& question) const override;
  std::string_view knowledge_hash() const override { return "cafe"; }

 private:
  const std::vector<Probe>& catalog_;
};

}  // namespace soundcheck::test
