#pragma once

#include <functional>
#include <string>

#include "cloud-sim/assist/requests.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud::test {

/// A cloud in memory with one speaker, "kitchen". Each act is one transaction
/// at a time of its own; time passes only by `pass`.
class Scene {
 public:
  Scene();

  template <class Act>
  Changes act(Act what) {
    Transaction transaction(db);
    Work work{db, now_ms, tenant, limits};
    what(work);
    if (at_end)
      at_end(work);
    auto changes = collect(work);
    transaction.commit();
    return changes;
  }

  void pass(UnixMs ms) { now_ms += ms; }
  Changes presence(v1::PresenceState state,
                   const std::string& boot = "boot-1",
                   bool session_open = false);
  Changes reply(const v1::Reply& reply);
  Changes report(const v1::HealthReport& report);
  Changes expire();
  /// Asks for a diagnosis; tells its id.
  std::string ask_diagnosis(Changes* changes = nullptr);
  /// Opens a session and a diagnosis in it that the speaker runs; tells its id.
  std::string run_diagnosis();
  Command command(const std::string& id);

  Sqlite db{":memory:"};
  UnixMs now_ms = 1'700'000'000'000;
  std::string tenant = "acme";
  StoreLimits limits;
  std::function<void(Work&)> at_end;  ///< of each transaction
};

v1::Reply make_reply(const std::string& command,
                     unsigned n,
                     v1::ReplyState state,
                     std::uint64_t seq = 0);
/// The speaker's yes to an OpenSession.
v1::Reply opened(const std::string& command);
v1::HealthReport make_report(std::uint64_t seq);

}  // namespace soundcheck::cloud::test
