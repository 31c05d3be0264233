#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "probes/board/services.hpp"

namespace soundcheck {

/// A child of the supervisor. The key tells services apart; two processes with
/// the same one are the same service.
struct ServiceProcess {
  std::uint64_t pid = 0;
  std::string key;
  std::string name;
};

/// Which services there are and how often each was restarted, from looks at the
/// children of the supervisor. Pure: the caller has clock and files. Bounded:
/// at most 64 services, at most 16 restarts of each, of ten minutes.
class ServiceBook {
 public:
  using Time = std::chrono::milliseconds;

  /// All `pids` that are there, and of those that were not there at the last
  /// look what is known of them. Times never go back. True when a service was
  /// restarted.
  bool look(const std::vector<std::uint64_t>& pids,
            const std::vector<ServiceProcess>& newcomers,
            Time now);
  /// Nobody has ended since the last look.
  void nobody_ended(Time now) { last_look_ = now; }

  std::vector<Service> services(Time now) const;

 private:
  struct Entry {
    std::string key;
    std::string name;
    std::vector<std::uint64_t> pids;  ///< none = it does not run
    int ended = 0;                    ///< of its processes, and not replaced
    Time last_seen{};                 ///< the one that ended last
    std::vector<Time> restarts;
  };

  bool arrive(const ServiceProcess& newcomer, Time now);
  Entry* find(const std::string& key);
  void make_room();

  std::vector<Entry> entries_;
  Time last_look_{};
};

}  // namespace soundcheck
