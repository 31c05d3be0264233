#include <algorithm>

#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::uint32_t least_resolution_s = 10;
constexpr std::uint32_t most_seconds = 86400;
constexpr std::uint32_t most_reports = 300;

Admitted<Errand> plan(const v1::Command& command, const Checkup&) {
  const auto& asked = command.set_reporting();
  if (asked.reporting_class() != v1::REPORTING_CLASS_CHECKUPS) {
    return Refused{v1::REFUSAL_UNSUPPORTED,
                   "this speaker knows no such class of reports"};
  }
  Errand errand{ConsentClass::read,
                "Your speaker checks itself as usual again.",
                "音箱恢复通常的自检频率。"};
  const auto each = asked.resolution_s();
  if (each == 0)
    return errand;
  auto sound =
      check_range("resolution_s", each, least_resolution_s, most_seconds);
  if (sound) {
    sound = check_range("for_s", asked.for_s(), each,
                        std::min(most_seconds, each * most_reports));
  }
  if (!sound)
    return sound.error();
  const auto minutes = std::to_string((asked.for_s() + 59) / 60);
  errand.what_en =
      "Your speaker checks itself more often for " + minutes + " minutes.";
  errand.what_zh = "音箱将在 " + minutes + " 分钟内更频繁地自检。";
  return errand;
}

v1::Reply act(const Reach& reach, const Order& order) {
  const auto& asked = order.command.set_reporting();
  reach.daemon.check_each(std::chrono::seconds(asked.resolution_s()),
                          std::chrono::seconds(asked.for_s()));
  return succeeded();
}

}  // namespace

const Verb set_reporting_verb = {.kind = v1::Command::kSetReporting,
                                 .name = "set_reporting",
                                 .opens_session = false,
                                 .under_policy = true,
                                 .exclusive = false,
                                 .plan = plan,
                                 .act = act};

}  // namespace soundcheck::assist
