#include "cloud-sim/cloud.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "cloud-sim/assist/expiry.hpp"
#include "cloud-sim/assist/release.hpp"
#include "cloud-sim/assist/replies.hpp"
#include "cloud-sim/cloud_change.hpp"
#include "cloud-sim/hub/intake.hpp"
#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/unattended.hpp"

namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace {

// Above it a device's messages are dropped; it sends them again.
constexpr std::size_t max_waiting = 4096;

// A device that cannot take the keys would else ask for them without end.
constexpr UnixMs bring_keys_every_ms = 10'000;

struct Nothing {};

Result<Nothing> take_message(Work& work,
                             const Topic& topic,
                             const std::string& payload) {
  Result<void> taken =
      Error(Errc::invalid, "wrong_topic", "no device publishes there");
  if (topic.channel == "presence")
    taken = take_presence(work, topic.device, payload);
  else if (topic.channel == "report")
    taken = take_report(work, topic.device, payload);
  else if (topic.channel == "reply")
    taken = take_reply(work, topic.device, payload);
  if (!taken)
    return taken.error();
  return Nothing{};
}

}  // namespace

UnixMs unix_now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch())
      .count();
}

Cloud::Cloud(asio::any_io_executor executor,
             Storage& storage,
             Hub& hub,
             const Signer& signer,
             std::string tenant,
             FaultCatalog catalog,
             StoreLimits limits)
    : executor_(std::move(executor)),
      storage_(storage),
      hub_(hub),
      signer_(signer),
      tenant_(std::move(tenant)),
      catalog_(std::make_shared<const FaultCatalog>(std::move(catalog))),
      limits_(limits) {}

void Cloud::watch(std::function<void(const Changes&)> watcher) {
  watcher_ = std::move(watcher);
}

void Cloud::received(Topic topic, std::string payload) {
  if (waiting_ >= max_waiting) {
    spdlog::warn("too busy: dropped a {} of {}", topic.channel, topic.device);
    return;
  }
  // An empty retained presence is how a topic is cleared, not a message.
  if (payload.empty() && topic.channel == "presence")
    return;
  ++waiting_;
  auto done = [this](std::exception_ptr escaped) {
    --waiting_;
    Unattended{}(escaped);
  };
  asio::co_spawn(executor_, take(std::move(topic), std::move(payload)), done);
}

asio::awaitable<void> Cloud::take(Topic topic, std::string payload) {
  auto act = [topic, payload = std::move(payload)](Work& work) {
    return take_message(work, topic, payload);
  };
  auto done = co_await change(std::move(act));
  if (done) {
    tell(done->changes);
    co_return;
  }
  if (done.error().kind == Errc::invalid)
    ++malformed_;
  spdlog::warn("{}: dropped a {}: {}", topic.device, topic.channel,
               done.error().what);
}

asio::awaitable<Result<Session>> Cloud::open_session(std::string device,
                                                     std::string operator_,
                                                     SessionRequest request) {
  auto act = [=](Work& work) -> Result<Session> {
    const auto id = request_session(work, device, operator_, request);
    if (!id)
      return id.error();
    return *find_session(work.db, *id);
  };
  co_return co_await change_and_tell(std::move(act));
}

asio::awaitable<Result<Session>> Cloud::close_session(std::string device,
                                                      std::string session,
                                                      std::string operator_) {
  auto act = [=](Work& work) -> Result<Session> {
    const auto id = request_close(work, device, session, operator_);
    if (!id)
      return id.error();
    return *find_session(work.db, *id);
  };
  co_return co_await change_and_tell(std::move(act));
}

asio::awaitable<Result<Command>> Cloud::send_command(std::string device,
                                                     std::string operator_,
                                                     CommandRequest request) {
  auto act = [=](Work& work) -> Result<Command> {
    const auto id = request_command(work, device, operator_, request);
    if (!id)
      return id.error();
    return *find_command(work.db, *id);
  };
  co_return co_await change_and_tell(std::move(act));
}

asio::awaitable<Result<Case>> Cloud::change_case(CaseAct act) {
  auto both = [act = std::move(act),
               catalog = catalog_](Work& work) -> Result<Case> {
    const auto id = act(work, *catalog);
    if (!id)
      return id.error();
    return *find_case(work.db, *id);
  };
  co_return co_await change_and_tell(std::move(both));
}

asio::awaitable<void> Cloud::take_back(std::string command_id) {
  auto act = [command_id](Work& work) -> Result<Nothing> {
    cloud::take_back(work, command_id);
    return Nothing{};
  };
  auto done = co_await change(std::move(act));
  if (done && watcher_)
    watcher_(done->changes);
}

asio::awaitable<void> Cloud::sweep() {
  asio::steady_timer timer(executor_);
  for (;;) {
    timer.expires_after(std::chrono::seconds(1));
    co_await timer.async_wait(asio::use_awaitable);
    auto act = [](Work& work) -> Result<Nothing> {
      expire(work);
      settle_cases(work);
      return Nothing{};
    };
    auto done = co_await change(std::move(act));
    if (done)
      tell(done->changes);
    else
      spdlog::error("looking for what is over: {}", done.error().what);
  }
}

void Cloud::tell(const Changes& changes) {
  for (const auto& receipt : changes.receipts)
    send(receipt);
  for (const auto& [device, commands] : changes.lacking_keys)
    bring_keys(device, commands);
  for (const auto& command : changes.to_send)
    send(command);
  if (watcher_)
    watcher_(changes);
}

void Cloud::publish_keys() {
  hub_.publish_to_all("keys", signer_.manifest().bytes);
}

void Cloud::bring_keys(const std::string& device,
                       const std::vector<v1::Command>& not_taken) {
  auto& last = keys_brought_[device];
  const auto now = unix_now_ms();
  if (now - last < bring_keys_every_ms)
    return;
  last = now;
  publish_keys();
  for (const auto& command : not_taken)
    send(command);
}

void Cloud::send(const v1::Command& command) {
  const auto envelope = signer_.sign(command);
  if (!envelope) {
    spdlog::error("signing a command: {}", envelope.error().what);
    return;
  }
  if (!hub_.publish(command.device(), "command", envelope->SerializeAsString()))
    asio::co_spawn(executor_, take_back(command.id()), Unattended{});
}

// A receipt that gets lost is no harm: the device sends again.
void Cloud::send(const v1::Receipt& receipt) {
  const auto envelope = signer_.sign(receipt);
  if (envelope)
    hub_.publish(receipt.device(), "receipt", envelope->SerializeAsString());
  else
    spdlog::error("signing a receipt: {}", envelope.error().what);
}

}  // namespace soundcheck::cloud
