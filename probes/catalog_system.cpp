#include "probes/catalog_parts.hpp"
#include "probes/system/app_events.hpp"
#include "probes/system/clock.hpp"
#include "probes/system/identity.hpp"
#include "probes/system/load.hpp"
#include "probes/system/log.hpp"
#include "probes/system/memory.hpp"
#include "probes/system/resets.hpp"
#include "probes/system/services.hpp"
#include "probes/system/thermal.hpp"
#include "probes/system/trends.hpp"

namespace soundcheck {

using namespace std::chrono_literals;

namespace {

system::TimeServer time_server(const Profile& profile) {
  return {profile.network.http_url, profile.network.http_timeout};
}

Probe system_resets(const Board& board) {
  return {"system.resets",
          "Restarts",
          5s,
          reading,
          Hardware::none,
          [board](Progress& progress) {
            return system::check_resets(board.start_log, board.clock, progress);
          }};
}

Probe system_services(Services& services,
                      Clock& clock,
                      const Profile& profile) {
  return {"system.services",
          "Services",
          system::services_patience,
          reading,
          Hardware::none,
          [&services, &clock, limits = profile.services](Progress& progress) {
            return system::check_services(services, clock, limits, progress);
          }};
}

Probe system_memory(System& system, const Profile& profile) {
  return {"system.memory",
          "Memory",
          5s,
          reading,
          Hardware::none,
          [&system, limits = profile.memory](Progress& progress) {
            return system::check_memory(system, limits, progress);
          }};
}

Probe system_load(System& system, const Profile& profile) {
  return {"system.load",
          "Processor and storage load",
          5s,
          reading,
          Hardware::none,
          [&system, limits = profile.load](Progress& progress) {
            return system::check_load(system, limits, progress);
          }};
}

Probe system_log(System& system) {
  return {"system.log",
          "Log",
          5s,
          reading,
          Hardware::none,
          [&system](Progress& progress) {
            return system::check_log(system, progress);
          }};
}

Probe system_thermal(System& system, const Profile& profile) {
  return {"system.thermal",
          "Temperature",
          5s,
          reading,
          Hardware::none,
          [&system, limits = profile.thermal](Progress& progress) {
            return system::check_thermal(system, limits, progress);
          }};
}

Probe system_clock(System& system, Web& web, const Profile& profile) {
  system::ClockLimits limits;
  limits.server = time_server(profile);
  limits.max_http_offset_s = profile.clock.max_http_offset_s;
  limits.max_unsynchronised = profile.clock.max_unsynchronised;
  return {"system.clock",
          "Clock",
          profile.network.http_timeout + 2s,
          asking(0.5),
          Hardware::none,
          [&system, &web, limits](Progress& progress) {
            return system::check_clock(system, web, limits, progress);
          }};
}

Probe system_identity(const Board& board, const Profile& profile) {
  system::IdentityLimits limits;
  limits.min_days_left = profile.identity.min_days_left;
  limits.server = time_server(profile);
  return {"system.identity",
          "Identity towards the cloud",
          profile.network.http_timeout + 2s,
          reading,
          Hardware::none,
          [board, limits](Progress& progress) {
            return system::check_identity(board.identity, board.system,
                                          board.web, limits, progress);
          }};
}

Probe system_trends(const Board& board, const Profile& profile) {
  return {"system.trends",
          "What is getting worse",
          10s,
          reading,
          Hardware::none,
          [board, limits = profile.trends](Progress& progress) {
            return system::check_trends(board.trend_log, limits, progress);
          }};
}

Probe app_events(const Board& board) {
  return {"app.events",
          "What programs tell",
          5s,
          reading,
          Hardware::none,
          [board](Progress& progress) {
            return system::check_app_events(board.app_log, {}, progress);
          }};
}

}  // namespace

std::vector<Probe> system_probes(const Board& board, const Profile& profile) {
  return {system_resets(board),
          system_services(board.services, board.clock, profile),
          system_memory(board.system, profile),
          system_load(board.system, profile),
          system_log(board.system),
          system_thermal(board.system, profile),
          system_clock(board.system, board.web, profile),
          system_identity(board, profile),
          system_trends(board, profile),
          app_events(board)};
}

}  // namespace soundcheck
