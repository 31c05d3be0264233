#include "agent/witnesses.hpp"

#include "agent/log.hpp"

namespace soundcheck {

namespace asio = boost::asio;

namespace {

std::chrono::seconds seconds_of(double seconds) {
  return std::chrono::seconds(static_cast<std::int64_t>(seconds));
}

}  // namespace

Witnesses::Witnesses(asio::any_io_executor executor,
                     const Inputs& inputs,
                     const Board& ports)
    : connections(executor, ports.clock),
      starts(ports.clock, ports.resets),
      trends(ports.clock, inputs.profile),
      apps(ports.clock),
      manifest(inputs.config, inputs.firmware_keys),
      verifier(executor,
               {ports.clock, ports.slots, ports.slot_content, ports.compute},
               seconds_of(inputs.profile.integrity.period_s),
               inputs.config.paths.state_dir),
      ports_(ports),
      executor_(executor) {}

Board Witnesses::seen_by(Board ports, BrokerLink& broker) {
  ports.connection_log = connections;
  ports.start_log = starts;
  ports.trend_log = trends;
  ports.app_log = apps;
  ports.broker = broker;
  ports.manifest = manifest;
  ports.slot_verifications = verifier;
  return ports;
}

asio::awaitable<void> Witnesses::open(Database& database,
                                      const Identity& identity,
                                      bool lasting) {
  trends.open(database, identity.boot_id, identity.firmware_version);
  starts.open(database, identity.boot_id, lasting);
  (void)co_await starts.starts();
  if (const auto* start = starts.news())
    connections.note_start(start->reason);
  const auto opened = co_await connections.open(database, identity.boot_id);
  if (!opened)
    log::error(opened.error().what);
  connections.start(ports_.connection_watch);
  ports_.services.watch(executor_);
  ports_.system.watch(executor_);
}

void Witnesses::start() {
  verifier.load();
  verifier.start();
}

asio::awaitable<void> Witnesses::note_stop() {
  (void)co_await starts.stop();
}

asio::awaitable<void> Witnesses::stop() {
  co_await verifier.stop();
  co_await connections.stop();
  const auto kept = co_await trends.stop();
  if (!kept)
    log::error(kept.error().what);
}

}  // namespace soundcheck
