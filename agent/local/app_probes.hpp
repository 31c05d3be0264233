#pragma once

#include <string>
#include <vector>

#include "agent/bell.hpp"
#include "probes/probe.hpp"
#include "soundcheck/v1/presence.pb.h"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::local {

/// Probes that programs of the speaker bring along. The first offer of a name
/// puts a row into the catalog, which stays; while nobody offers it, it is not
/// supported. Clients are known by their numbers, from 1.
class AppProbes {
 public:
  static constexpr std::size_t most = 8;

  /// `catalog`: of all probes; `silent`: of those that nobody hears. Both must
  /// have room for `most` more: their rows must not move. All outlive it.
  AppProbes(std::vector<Probe>& catalog, std::vector<Probe>& silent, Bell& bell)
      : catalog_(catalog), silent_(silent), bell_(bell) {}

  /// Returns when the client shall run it. Errors: parse (what is offered),
  /// busy (somebody else offers it; too many), cancelled.
  Task<void> offer(std::uint64_t client, v1::ProbeInfo info);
  /// Errors: unsupported when nobody waits for it, or no longer.
  Result<void> give(std::uint64_t client, const v1::ProbeResult& result);
  /// The client's run that is waited for ends, and with it what it offers.
  void gone(std::uint64_t client);

 private:
  struct Slot {
    std::string id;
    std::uint64_t client = 0;  ///< whose it is; 0: nobody's
    bool offered = false;      ///< the client waits to be asked
    bool asked = false;        ///< and shall stop waiting
    bool running = false;      ///< somebody waits for the answer
    bool answered = false;
    Result<Verdict> answer = Verdict();
  };

  Slot* find(std::string_view id);
  Result<Slot*> claim(std::uint64_t client, const v1::ProbeInfo& info);
  void add_row(const std::string& id, const v1::ProbeInfo& info);
  boost::asio::awaitable<bool> wait_until(const bool& done);
  void release(Slot& slot);
  Task<Verdict> run(Slot& slot);

  std::vector<Probe>& catalog_;
  std::vector<Probe>& silent_;
  Bell& bell_;
  std::vector<Slot> slots_;  ///< never more than `most`, so they do not move
};

}  // namespace soundcheck::local
