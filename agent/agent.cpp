#include "agent/agent.hpp"

#include "agent/agent_parts.hpp"
#include "agent/identify.hpp"
#include "agent/log.hpp"

namespace soundcheck {

namespace asio = boost::asio;

Agent::Agent(asio::io_context& io, Inputs inputs, Board board, Signs signs)
    : parts_(std::make_unique<Parts>(io, std::move(inputs), board, signs)) {}

Agent::~Agent() = default;

Task<void> Agent::start() {
  auto& parts = *parts_;
  // First: a second daemon must not touch anything.
  const auto stored = co_await parts.open_storage();
  if (!stored)
    co_return stored.error();
  parts.identity = co_await identify(parts.inputs, parts.board.firmware);
  co_await parts.witnesses.open(*parts.state.database, parts.identity,
                                parts.state.lasting);
  parts.open_updates();
  parts.make_uplink();
  parts.make_cloud_link();
  const auto known = co_await parts.remedies.open(*parts.state.database,
                                                  parts.identity.boot_id);
  if (!known)
    log::error(known.error().during("reading the journal of remedies").what);
  for (auto* checkup : {&parts.checkup, &parts.silent_checkup})
    checkup->set_recall([&parts] { return parts.remedies.circumstances(); });
  (void)co_await parts.start_assist();
  const auto listening = parts.start_local_server();
  if (!listening)
    co_return listening.error();
  parts.start_routine();
  parts.witnesses.start();
  parts.cloud->start(*parts.assist);
  log::info(
      "soundcheckd " + parts.identity.agent_version + " checks " +
      (parts.identity.device.empty() ? "this speaker" : parts.identity.device) +
      " with " + std::to_string(parts.catalog.size()) + " probes");
  co_return Result<void>();
}

asio::awaitable<bool> Agent::stop() {
  auto& parts = *parts_;
  co_await parts.witnesses.note_stop();
  if (parts.server)
    parts.server->stop();
  if (parts.routine)
    co_await parts.routine->stop();
  co_await parts.mute_watch.stop();
  if (parts.assist)
    co_await parts.assist->stop();
  const bool clean = !parts.cloud || co_await parts.cloud->stop();
  co_await parts.witnesses.stop();
  co_return clean;
}

}  // namespace soundcheck
