#include "agent/agent_parts.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <random>

#include "agent/bundle/launch.hpp"
#include "agent/daemon_status.hpp"
#include "agent/health_report.hpp"
#include "agent/log.hpp"
#include "agent/mute_watch.hpp"
#include "agent/uplink/no_uplink.hpp"
#include "agent/uplink/paho/paho_uplink.hpp"
#include "probes/catalog.hpp"

namespace soundcheck {

namespace asio = boost::asio;

namespace {

/// Jitter only has to differ between speakers.
std::function<double()> jitter() {
  return [engine = std::minstd_rand(std::random_device()())]() mutable {
    return std::uniform_real_distribution<>(0, 1)(engine);
  };
}

asio::awaitable<void> ring(Chime& chime, bool session_open) {
  const auto rung = co_await chime.ring(session_open);
  // Not wanted, or music plays: the light tells it alone.
  if (!rung && rung.error().code == Errc::io)
    log::error(rung.error().during("the chime").what);
}

}  // namespace

Agent::Parts::Parts(asio::io_context& context,
                    Inputs all,
                    Board ports,
                    Signs its_signs)
    : io(context),
      inputs(std::move(all)),
      bare(ports),
      signs(its_signs),
      witnesses(io.get_executor(), inputs, bare),
      uplink_port(uplink),
      board(witnesses.seen_by(bare, uplink_port)),
      clock(board.clock),
      catalog(make_catalog(board, inputs.profile)),
      silent_catalog(without_sound(catalog)),
      knowledge(std::move(inputs.knowledge), costs_of(catalog)),
      runner(clock),
      checkup(runner, catalog, engines(), clock),
      silent_checkup(runner, silent_catalog, engines(), clock),
      keys(key_ring_of(inputs)),
      bell(io.get_executor()),
      app_probes(
          local::make_app_probes(io.get_executor(), catalog, silent_catalog)),
      remedies(
          {clock, checkup, board.repairs, board.services, known(),
           [this](std::string_view id) { return reporter->last_fault_for(id); },
           [this](v1::RemedyResult done) { return keep_remedy(done); }},
          inputs.policy.remedies,
          inputs.profile.services.expected),
      upkeep(witnesses, routine, signs.light, updates),
      mute_watch(io.get_executor()) {
  // The rows of programs come later and must not move those that run.
  catalog.reserve(catalog.size() + local::AppProbeDesk::most);
  silent_catalog.reserve(silent_catalog.size() + local::AppProbeDesk::most);
}

Task<void> Agent::Parts::open_storage() {
  auto opened = StateFolder::open(inputs.config.paths.state_dir, clock);
  if (!opened)
    co_return opened.error();
  state = std::move(*opened);
  for (const auto& trouble : state.troubles)
    log::error(trouble);
  auto made = co_await Outbox::open(*state.database, OutboxLimits());
  if (!made)
    co_return made.error();
  outbox = std::move(*made);
  journal = assist::make_journal(*state.database);
  co_return Result<void>();
}

void Agent::Parts::open_updates() {
  KnowledgeUpdates::Ports ports{keys, clock, knowledge, [this] {
                                  if (cloud)
                                    cloud->knowledge_changed();
                                  bell.ring();
                                }};
  updates.emplace(identity, inputs.config.paths.state_dir, std::move(ports));
  updates->load();
}

void Agent::Parts::make_uplink() {
  const auto& config = inputs.config;
  if (!config.has_cloud()) {
    uplink = std::make_unique<NoUplink>();
    return;
  }
  UplinkSettings settings;
  settings.broker = broker_of(config);
  settings.tenant = identity.tenant;
  settings.device = identity.device;
  settings.keep_alive = config.broker.keep_alive;
  settings.will =
      presence(identity, knowledge.mark(), v1::PRESENCE_STATE_OFFLINE)
          .SerializeAsString();
  uplink = make_paho_uplink(io.get_executor(), std::move(settings), jitter());
}

void Agent::Parts::make_cloud_link() {
  mailbox.emplace(io.get_executor(), *outbox, *uplink);
  reporter.emplace(identity, knowledge.mark(), clock, witnesses.connections,
                   *uplink, inputs.config.has_cloud() ? &*mailbox : nullptr);
  CloudLink::Ports ports{clock,    *uplink,          *mailbox, catalog, keys,
                         *updates, knowledge.mark(), bell,     nullptr};
  ports.connection_changed = [this](bool connected) {
    witnesses.connections.note_broker(connected);
    connected ? routine->uplink_connected() : routine->uplink_lost();
    bell.ring();
  };
  cloud.emplace(io.get_executor(), identity, inputs.config.schedule.retry,
                std::move(ports));
}

Task<void> Agent::Parts::start_assist() {
  assist::Identity who{identity.tenant, identity.device, identity.boot_id};
  assist::Ports ports{
      clock,
      keys,
      checkup,
      *journal,
      *state.audit,
      *cloud,
      upkeep,
      [this](bool open) {
        cloud->session_changed(open);
        bell.ring();
        upkeep.light(open);
        co_spawn(io, ring(signs.chime, open), asio::detached);
      },
      [](const Error& error) { log::error("remote assist: " + error.what); },
      &remedies,
      [this](v1::Command command, Watch watch) {
        return bundle::run_bundle_program(inputs.config_file,
                                          std::move(command), std::move(watch));
      }};
  assist.emplace(io.get_executor(), std::move(who), inputs.policy,
                 std::move(ports));
  const auto started = co_await assist->start();
  upkeep.light(false);  // it may be lit since before a restart
  if (!inputs.config.mute_key.device.empty())
    mute_watch.start(watch_mute_key(signs.mute_key, clock, *assist));
  // It says so itself to whoever sends a command.
  if (!started)
    log::error(started.error().during("starting remote assist").what);
  co_return Result<void>();
}

asio::awaitable<void> Agent::Parts::keep_remedy(v1::RemedyResult done) {
  log::info("remedy " + done.remedy_id() + ": " +
            v1::RemedyOutcome_Name(done.outcome()) + ": " + done.detail());
  const auto kept = co_await reporter->report(std::move(done));
  if (!kept)
    log::error(kept.error().during("keeping a report").what);
}

/// Nobody is disturbed for it: not support at work, and nobody by night.
asio::awaitable<void> Agent::Parts::heal(const CheckupResult& found) {
  if (assist->running().empty() && !assist->session() &&
      !inputs.policy.quiet_hours.now(clock))
    co_await remedies.heal(found);
}

template <class Found>
asio::awaitable<void> Agent::Parts::keep(Found found) {
  const auto kept =
      co_await reporter->report(v1::TRIGGER_ON_DEMAND, std::move(found));
  // The owner gets his answer all the same.
  if (!kept)
    log::error(kept.error().during("keeping a report").what);
  bell.ring();
}

Result<void> Agent::Parts::start_local_server() {
  local::Ports ports{
      checkup,
      *assist,
      [this] {
        return tell_status({identity, knowledge.mark(), *uplink, *reporter,
                            *assist, *routine, *mailbox});
      },
      [this](std::vector<ProbeRun> runs) { return keep(std::move(runs)); },
      [this](CheckupResult result) { return keep(std::move(result)); },
      [this](v1::ShowMeasurements verb) {
        return upkeep.measurements(std::move(verb));
      },
      inputs.policy.access,
      &witnesses.apps,
      &bell,
      known(),
      app_probes.get(),
      &remedies};
  auto listening = local::Server::listen(io, inputs.config.paths.socket,
                                         std::move(ports), clock);
  if (!listening)
    return listening.error();
  server = std::move(*listening);
  return {};
}

void Agent::Parts::start_routine() {
  ScheduleTimes times;
  times.boot_delay = inputs.config.schedule.boot_delay;
  times.period = inputs.config.schedule.period;
  Routine::Keep keep_numbers = [this](const std::vector<ProbeRun>& runs) {
    return witnesses.trends.keep(runs, witnesses.connections.access_point());
  };
  routine.emplace(io.get_executor(), clock, silent_checkup, *reporter,
                  Schedule(times, clock.monotonic(), jitter()),
                  std::move(keep_numbers), bell,
                  [this](const CheckupResult& found) { return heal(found); });
  routine->start();
}

}  // namespace soundcheck
