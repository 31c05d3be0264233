#pragma once

#include <string>
#include <vector>

#include "agent/bell.hpp"
#include "probes/probe.hpp"
#include "soundcheck/v1/presence.pb.h"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::local {

/// A probe that a program brings along.
struct AppProbe {
  std::string id;            ///< "app.NAME"
  std::uint64_t client = 0;  ///< whose it is; 0: nobody's
  bool offered = false;      ///< the client waits to be asked
  bool asked = false;        ///< and shall stop waiting
  bool running = false;      ///< somebody waits for the answer
  bool answered = false;
  Result<Verdict> answer = Verdict();
};

/// Probes of programs. The first offer of a name puts a row into the catalog,
/// which stays; while nobody offers it, it is not supported. Clients are known
/// by their numbers, from 1.
class AppProbes {
 public:
  static constexpr std::size_t most = 8;

  /// `catalog`: of all probes; `silent`: of those that nobody hears. Both must
  /// have room for `most` more: their rows must not move. All outlive it.
  AppProbes(boost::asio::any_io_executor executor,
            std::vector<Probe>& catalog,
            std::vector<Probe>& silent)
      : bell_(std::move(executor)), catalog_(catalog), silent_(silent) {}

  /// From now on it is offered; bell() rings when it is asked. Errors: parse
  /// (what is offered), busy (offered already; too many).
  Result<AppProbe*> offer(std::uint64_t client, const v1::ProbeInfo& info);
  /// The client was asked, or has stopped waiting.
  void end_offer(AppProbe& probe);
  /// Errors: unsupported when nobody waits for it, or no longer; parse.
  Result<void> give(std::uint64_t client, const v1::ProbeResult& result);
  /// The client's run that is waited for ends, and with it what it offers.
  void gone(std::uint64_t client);
  Bell& bell() { return bell_; }

 private:
  AppProbe* find(std::string_view id);
  void add_row(const std::string& id, const v1::ProbeInfo& info);
  void release(AppProbe& probe);
  Task<Verdict> run(AppProbe& probe);

  Bell bell_;
  std::vector<Probe>& catalog_;
  std::vector<Probe>& silent_;
  std::vector<AppProbe> probes_;  ///< never more than `most`: they do not move
};

}  // namespace soundcheck::local
