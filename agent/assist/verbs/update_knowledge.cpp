#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::size_t hash_bytes = 32;

Admitted<Errand> plan(const v1::Command& command, const Reach& reach) {
  const auto& hash = command.update_knowledge();
  if (hash.size() != hash_bytes) {
    return Refused{v1::REFUSAL_MALFORMED,
                   "update_knowledge has " + std::to_string(hash.size()) +
                       " bytes, allowed are 32: a SHA-256"};
  }
  if (!reach.daemon.has_knowledge(hash)) {
    return Refused{v1::REFUSAL_UNSUPPORTED,
                   "this speaker has not received that knowledge"};
  }
  Errand errand;
  errand.consent_class = ConsentClass::repair;
  errand.what_en =
      "Let your speaker use newer knowledge of faults, which support has "
      "published.";
  errand.what_zh = "让音箱使用技术支持发布的新版故障知识。";
  return errand;
}

v1::Reply act(const Reach& reach, const Order& order) {
  const auto adopted =
      reach.daemon.adopt_knowledge(order.command.update_knowledge());
  return adopted ? succeeded() : failed(adopted.error());
}

}  // namespace

const Verb update_knowledge_verb = {.kind = v1::Command::kUpdateKnowledge,
                                    .name = "update_knowledge",
                                    .opens_session = false,
                                    .under_policy = true,
                                    .exclusive = false,
                                    .plan = nullptr,
                                    .plan_by = plan,
                                    .act = act};

}  // namespace soundcheck::assist
