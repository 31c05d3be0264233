#include "tests/unit/agent/assist/seen_replies.hpp"

namespace soundcheck::test {

Task<void> SeenReplies::final(v1::Reply reply) {
  if (storage_full)
    co_return Error(Errc::io, "disk full");
  reply.set_seq(1);
  sent.push_back(std::move(reply));
  co_return Result<void>();
}

std::vector<v1::Reply> SeenReplies::about(std::string_view command_id) const {
  std::vector<v1::Reply> chosen;
  for (const auto& reply : sent) {
    if (reply.command_id() == command_id)
      chosen.push_back(reply);
  }
  return chosen;
}

std::vector<v1::Reply> SeenReplies::finals(std::string_view command_id) const {
  auto chosen = about(command_id);
  std::erase_if(chosen, [](const auto& reply) { return reply.seq() == 0; });
  return chosen;
}

std::optional<diagnosis::NextTest> EngineInOrder::next_test(
    const std::vector<diagnosis::ProbeEvidence>& so_far,
    const diagnosis::Question& /*question*/) const {
  if (so_far.size() == catalog_.size())
    return std::nullopt;
  diagnosis::NextTest next;
  next.probe_id = catalog_[so_far.size()].id;
  next.why_id = "gate";
  next.expected_tests = static_cast<unsigned>(catalog_.size());
  return next;
}

diagnosis::Diagnosis EngineInOrder::conclude(
    const std::vector<diagnosis::ProbeEvidence>& evidence,
    const diagnosis::Question& /*question*/) const {
  diagnosis::Diagnosis diagnosis;
  diagnosis.status = evidence.size() == catalog_.size()
                         ? diagnosis::Status::no_fault
                         : diagnosis::Status::incomplete;
  for (const auto& one : evidence)
    diagnosis.probes_run.push_back(one.probe_id);
  return diagnosis;
}

}  // namespace soundcheck::test
