#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "agent/bell.hpp"
#include "probes/probe.hpp"

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

/// Where programs offer probes of their own. The first offer of a name puts a
/// row into the catalog, which stays; while nobody offers it, it is not
/// supported. Clients are known by their numbers, from 1.
class AppProbeDesk {
 public:
  static constexpr std::size_t most = 8;

  virtual ~AppProbeDesk() = default;
  /// From now on it is offered; bell() rings when it is asked. `info` is a
  /// serialised v1::ProbeInfo. Errors: parse (what is offered), busy (offered
  /// already; too many).
  virtual Result<AppProbe*> offer(std::uint64_t client,
                                  const std::string& info) = 0;
  /// The client was asked, or has stopped waiting.
  virtual void end_offer(AppProbe& probe) = 0;
  /// `result` is a serialised v1::ProbeResult. Errors: parse, unsupported when
  /// nobody waits for it, or no longer.
  virtual Result<void> give(std::uint64_t client,
                            const std::string& result) = 0;
  /// The client's run that is waited for ends, and with it what it offers.
  virtual void gone(std::uint64_t client) = 0;
  virtual Bell& bell() = 0;
};

/// `catalog`: of all probes; `silent`: of those that nobody hears. Both must
/// have room for `most` more: their rows must not move. All outlive it. Null in
/// a daemon that was built without (SOUNDCHECK_APP_PROBES).
std::unique_ptr<AppProbeDesk> make_app_probes(
    boost::asio::any_io_executor executor,
    std::vector<Probe>& catalog,
    std::vector<Probe>& silent);

}  // namespace soundcheck::local
