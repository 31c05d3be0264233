#include <algorithm>
#include <boost/asio/this_coro.hpp>

#include "agent/assist/verbs/probes_errand.hpp"
#include "agent/assist/verbs/table.hpp"
#include "agent/remedies/remedies.hpp"

namespace soundcheck::assist {

namespace {

ConsentClass class_of(std::string_view word) {
  for (std::size_t i = 0; i < consent_classes; ++i) {
    const auto consent_class = static_cast<ConsentClass>(i);
    if (to_string(consent_class) == word)
      return consent_class;
  }
  // A word of a newer knowledge base: the strongest of what changes something.
  return ConsentClass::disruptive;
}

/// The owner is told of the remedy, and of the test that confirms it only what
/// can be heard.
Admitted<Errand> plan(const v1::Command& command, const Reach& reach) {
  const auto& id = command.apply_remedy();
  const auto* remedy = reach.remedies ? reach.remedies->find(id) : nullptr;
  if (!remedy) {
    return Refused{v1::REFUSAL_UNSUPPORTED,
                   "this speaker has no remedy \"" + id +
                       "\" that it could apply by itself"};
  }
  const auto* probe = reach.checkup.find(remedy->confirming_probe);
  if (!probe) {
    return Refused{v1::REFUSAL_UNSUPPORTED, "this speaker has no probe \"" +
                                                remedy->confirming_probe + '"'};
  }
  auto errand = errand_of({probe});
  errand.consent_class =
      std::max(errand.consent_class, class_of(remedy->consent_class));
  errand.what_en = remedy->owner.en + ' ' + errand.what_en;
  errand.what_zh = remedy->owner.zh + errand.what_zh;
  return errand;
}

boost::asio::awaitable<v1::Reply> run(const Reach& reach,
                                      Order order,
                                      Watch watch) {
  // Consent may take a minute, and a new knowledge base come meanwhile.
  if (!reach.remedies->find(order.command.apply_remedy()))
    co_return failed("the remedy is gone");
  auto result = co_await reach.remedies->apply(order.command.apply_remedy(),
                                               std::move(watch));
  auto reply = succeeded();
  if (result.outcome() == v1::REMEDY_OUTCOME_NOT_SUPPORTED)
    reply = refused({v1::REFUSAL_UNSUPPORTED, result.detail()});
  else if (result.outcome() == v1::REMEDY_OUTCOME_FAILED)
    reply = failed(result.detail());
  const auto stop = co_await boost::asio::this_coro::cancellation_state;
  if (stop.cancelled() != boost::asio::cancellation_type::none)
    reply.set_state(v1::REPLY_STATE_CANCELLED);
  *reply.mutable_remedy() = std::move(result);
  co_return reply;
}

}  // namespace

const Verb apply_remedy_verb = {.kind = v1::Command::kApplyRemedy,
                                .name = "apply_remedy",
                                .opens_session = false,
                                .under_policy = true,
                                .exclusive = true,
                                .plan = nullptr,
                                .run = run,
                                .plan_by = plan};

}  // namespace soundcheck::assist
