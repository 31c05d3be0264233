#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::uint32_t most_days = 730;
/// One message carries 64 KiB.
constexpr std::size_t most_bytes = std::size_t{60} * 1024;

Admitted<Errand> plan(const v1::Command& command, const Checkup&) {
  const auto sound =
      check_range("days", command.show_measurements().days(), 1, most_days);
  if (!sound)
    return sound.error();
  return Errand{ConsentClass::read,
                "Support sees how the numbers of your speaker went.",
                "客服可以查看音箱各项数值的变化。"};
}

boost::asio::awaitable<v1::Reply> run(const Reach& reach,
                                      Order order,
                                      Watch /*watch*/) {
  auto list = co_await reach.daemon.measurements(
      std::move(*order.command.mutable_show_measurements()));
  if (!list)
    co_return failed(list.error());
  if (list->ByteSizeLong() > most_bytes)
    co_return failed("more than fits; ask for one series, or for fewer days");
  auto reply = succeeded();
  *reply.mutable_measurements() = std::move(*list);
  co_return reply;
}

}  // namespace

const Verb show_measurements_verb = {.kind = v1::Command::kShowMeasurements,
                                     .name = "show_measurements",
                                     .opens_session = false,
                                     .under_policy = true,
                                     .exclusive = false,
                                     .plan = plan,
                                     .run = run};

}  // namespace soundcheck::assist
