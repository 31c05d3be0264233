#include <boost/asio/this_coro.hpp>

#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

constexpr unsigned most_seconds = 60;
constexpr std::chrono::milliseconds blink{250};

Admitted<Errand> plan(const v1::Command& command, const Checkup&) {
  const auto seconds = command.identify();
  const auto sound = check_range("identify", seconds, 1, most_seconds);
  if (!sound)
    return sound.error();
  const auto whole = std::to_string(seconds);
  return Errand{ConsentClass::test,
                "The light of your speaker blinks for " + whole + " seconds.",
                "音箱的指示灯将闪烁 " + whole + " 秒。"};
}

std::string unsupported(const Reach& reach) {
  return reach.daemon.light_problem();
}

/// However it ends, the light says again whether a session is open.
boost::asio::awaitable<v1::Reply> run(const Reach& reach,
                                      Order order,
                                      Watch watch) {
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  const auto times = order.command.identify() * (1000 / blink.count());
  auto reply = succeeded();
  for (unsigned i = 0; i < times; ++i) {
    reach.daemon.light(i % 2 == 0);
    Step step;
    step.fraction = static_cast<double>(i) / static_cast<double>(times);
    step.text = "blinking";
    watch(step);
    const auto slept = co_await reach.clock.sleep(blink);
    if (!slept) {
      reply.set_state(v1::REPLY_STATE_CANCELLED);
      break;
    }
  }
  reach.daemon.light(reach.control.session_open());
  co_return reply;
}

}  // namespace

const Verb identify_verb = {.kind = v1::Command::kIdentify,
                            .name = "identify",
                            .opens_session = false,
                            .under_policy = true,
                            .exclusive = true,
                            .plan = plan,
                            .run = run,
                            .unsupported = unsupported};

}  // namespace soundcheck::assist
