#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::size_t max_destination_bytes = 32;
constexpr std::size_t min_token_bytes = 16;
constexpr std::size_t max_token_bytes = 64;

Admitted<Errand> plan(const v1::Command& command, const Checkup&) {
  const auto& order = command.collect_bundle();
  const auto token = order.token().size();
  if (order.destination().empty() ||
      order.destination().size() > max_destination_bytes ||
      token < min_token_bytes || token > max_token_bytes) {
    return Refused{v1::REFUSAL_MALFORMED,
                   "a bundle needs the name of a destination and a token of 16 "
                   "to 64 bytes"};
  }
  Errand errand;
  errand.consent_class = ConsentClass::logs;
  errand.what_en =
      "Collect logs, events and versions of this speaker and send them to "
      "support. Names of networks, addresses, passwords and places are removed "
      "first; \"soundcheck bundle preview\" shows what would be sent.";
  errand.what_zh =
      "收集这台音箱的日志、事件和版本信息，并发送给技术支持。网络名称、地址、"
      "密码和位置会先被去除；用“soundcheck bundle preview”可以查看将要发送的"
      "内容。";
  return errand;
}

boost::asio::awaitable<v1::Reply> run(const Reach& reach,
                                      Order order,
                                      Watch watch) {
  if (!reach.collect_bundle) {
    co_return refused(
        Refused{v1::REFUSAL_UNSUPPORTED, "this speaker makes no bundles"});
  }
  co_return co_await reach.collect_bundle(std::move(order.command),
                                          std::move(watch));
}

}  // namespace

const Verb collect_bundle_verb = {.kind = v1::Command::kCollectBundle,
                                  .name = "collect_bundle",
                                  .opens_session = false,
                                  .under_policy = true,
                                  .exclusive = true,
                                  .plan = plan,
                                  .run = run};

}  // namespace soundcheck::assist
