#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::uint32_t most_lines = 200;

Admitted<Errand> plan(const v1::Command& command, const Checkup&) {
  const auto sound =
      check_range("limit", command.read_audit().limit(), 1, most_lines);
  if (!sound)
    return sound.error();
  return Errand{ConsentClass::read,
                "Support sees the log of what was done here from afar.",
                "客服可以查看远程操作的审计记录。"};
}

boost::asio::awaitable<v1::Reply> run(const Reach& reach,
                                      Order order,
                                      Watch /*watch*/) {
  const auto& which = order.command.read_audit();
  auto lines = co_await reach.audit.read(which.from(), which.limit());
  if (!lines)
    co_return failed(lines.error());
  auto reply = succeeded();
  reply.set_audit(std::move(*lines));
  co_return reply;
}

}  // namespace

const Verb read_audit_verb = {.kind = v1::Command::kReadAudit,
                              .name = "read_audit",
                              .opens_session = false,
                              .under_policy = true,
                              .exclusive = false,
                              .plan = plan,
                              .run = run};

}  // namespace soundcheck::assist
