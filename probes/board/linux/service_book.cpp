#include "probes/board/linux/service_book.hpp"

#include <algorithm>

namespace soundcheck {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t max_services = 64;
constexpr std::size_t max_restarts = 16;
constexpr auto remembered = 10min;

/// Who is back later was not restarted but started again, as the jobs of
/// systemd's timers are, at most once a minute. Supervisors restart at once or
/// after some seconds: systemd 0.1 s (RestartSec=, systemd.service(5)), busybox
/// init 1 s, procd 5 s.
constexpr auto restarted_within = 30s;

}  // namespace

bool ServiceBook::look(const std::vector<std::uint64_t>& pids,
                       const std::vector<ServiceProcess>& newcomers,
                       Time now) {
  for (auto& entry : entries_) {
    const auto ended = std::erase_if(entry.pids, [&pids](std::uint64_t pid) {
      return std::find(pids.begin(), pids.end(), pid) == pids.end();
    });
    if (ended > 0)
      entry.last_seen = last_look_;
    entry.ended += static_cast<int>(ended);
  }
  bool restarted = false;
  for (const auto& newcomer : newcomers)
    restarted = arrive(newcomer, now) || restarted;
  last_look_ = now;
  return restarted;
}

bool ServiceBook::arrive(const ServiceProcess& newcomer, Time now) {
  auto* entry = find(newcomer.key);
  if (!entry) {
    make_room();
    if (entries_.size() < max_services)
      entries_.push_back(
          {newcomer.key, newcomer.name, {newcomer.pid}, 0, {}, {}});
    return false;
  }
  entry->pids.push_back(newcomer.pid);
  // A service may have several processes; this may be one more.
  const bool restarted =
      entry->ended > 0 && now - entry->last_seen <= restarted_within;
  entry->ended = restarted ? entry->ended - 1 : 0;
  if (restarted)
    entry->restarts.push_back(now);
  if (entry->restarts.size() > max_restarts)
    entry->restarts.erase(entry->restarts.begin());
  return restarted;
}

ServiceBook::Entry* ServiceBook::find(const std::string& key) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(),
                   [&key](const Entry& entry) { return entry.key == key; });
  return found == entries_.end() ? nullptr : &*found;
}

/// Forgets the one that is gone for longest, if there is no place left.
void ServiceBook::make_room() {
  if (entries_.size() < max_services)
    return;
  auto oldest = entries_.end();
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->pids.empty() &&
        (oldest == entries_.end() || entry->last_seen < oldest->last_seen)) {
      oldest = entry;
    }
  }
  if (oldest != entries_.end())
    entries_.erase(oldest);
}

std::vector<Service> ServiceBook::services(Time now) const {
  std::vector<Service> list;
  for (const auto& entry : entries_) {
    Service service;
    service.name = entry.name;
    service.running = !entry.pids.empty();
    for (const auto restart : entry.restarts) {
      if (now - restart <= remembered)
        service.restarts.push_back(now - restart);
    }
    list.push_back(std::move(service));
  }
  return list;
}

}  // namespace soundcheck
