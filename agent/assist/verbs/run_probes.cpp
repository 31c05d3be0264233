#include "agent/assist/verbs/probes_errand.hpp"
#include "agent/assist/verbs/table.hpp"
#include "agent/report.hpp"

namespace soundcheck::assist {

namespace {

constexpr int max_probes = 32;

Admitted<Errand> plan(const v1::Command& command, const Checkup& checkup) {
  const auto& ids = command.run_probes().probe_ids();
  if (ids.empty() || ids.size() > max_probes) {
    return Refused{v1::REFUSAL_MALFORMED,
                   std::to_string(ids.size()) + " probes; 1 to " +
                       std::to_string(max_probes) + " can be run"};
  }
  std::vector<const Probe*> probes;
  for (const auto& id : ids) {
    const auto* probe = checkup.find(id);
    if (!probe) {
      return Refused{v1::REFUSAL_UNSUPPORTED,
                     "this speaker has no probe \"" + id + '"'};
    }
    probes.push_back(probe);
  }
  return errand_of(probes);
}

boost::asio::awaitable<v1::Reply> run(const Reach& reach,
                                      Order order,
                                      Watch watch) {
  const auto& asked = order.command.run_probes().probe_ids();
  std::vector<std::string> ids(asked.begin(), asked.end());
  const auto expected = ids.size();
  const auto runs =
      co_await reach.checkup.run(std::move(ids), std::move(watch));
  auto reply = succeeded();
  if (runs.size() < expected || runs.back().outcome == Outcome::cancelled)
    reply.set_state(v1::REPLY_STATE_CANCELLED);
  auto& results = *reply.mutable_probe_results();
  for (const auto& one : runs)
    *results.add_results() = to_wire(one);
  co_return reply;
}

}  // namespace

const Verb run_probes_verb = {.kind = v1::Command::kRunProbes,
                              .name = "run_probes",
                              .opens_session = false,
                              .under_policy = true,
                              .exclusive = true,
                              .plan = plan,
                              .run = run};

}  // namespace soundcheck::assist
