#include "agent/assist/verbs/probes_errand.hpp"
#include "agent/assist/verbs/table.hpp"
#include "agent/report.hpp"

namespace soundcheck::assist {

namespace {

/// Which tests it will choose is not known yet, so all of them count.
Admitted<Errand> plan(const v1::Command&, const Checkup& checkup) {
  std::vector<const Probe*> probes;
  for (const auto& probe : checkup.catalog())
    probes.push_back(&probe);
  return errand_of(probes);
}

boost::asio::awaitable<v1::Reply> run(const Reach& reach,
                                      Order order,
                                      Watch watch) {
  auto question = question_of(order.command.diagnose());
  const auto result =
      co_await reach.checkup.diagnose(std::move(question), std::move(watch));
  auto reply = succeeded();
  if (result.cancelled)
    reply.set_state(v1::REPLY_STATE_CANCELLED);
  *reply.mutable_diagnosis() = to_wire(result);
  co_return reply;
}

}  // namespace

const Verb diagnose_verb = {.kind = v1::Command::kDiagnose,
                            .name = "diagnose",
                            .opens_session = false,
                            .under_policy = true,
                            .exclusive = true,
                            .plan = plan,
                            .run = run};

}  // namespace soundcheck::assist
