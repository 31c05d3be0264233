#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "agent/assist/admission.hpp"
#include "agent/assist/audit.hpp"
#include "agent/assist/daemon.hpp"
#include "agent/assist/policy.hpp"
#include "agent/assist/session.hpp"
#include "agent/checkup.hpp"
#include "soundcheck/v1/command.pb.h"

namespace soundcheck::remedies {
class Remedies;
}

namespace soundcheck::assist {

/// What verbs do to the session and to one another.
class Control {
 public:
  virtual ~Control() = default;
  /// Opens the session that `command` introduces. Refuses: busy.
  virtual Admitted<v1::SessionOpened> open_session(
      const v1::Command& command,
      const std::string& key_id) = 0;
  virtual void end_session(SessionEnd end) = 0;
  virtual bool session_open() const = 0;
  /// False when no command with this id runs.
  virtual bool cancel(std::string_view command_id) = 0;
};

/// Answers a CollectBundle. Empty: this agent makes no bundles.
using CollectBundle =
    std::function<boost::asio::awaitable<v1::Reply>(v1::Command, Watch)>;

/// All that a verb can reach.
struct Reach {
  Checkup& checkup;
  Control& control;
  Clock& clock;
  Daemon& daemon;
  AuditLog& audit;
  remedies::Remedies* remedies = nullptr;  ///< null: none can be applied
  CollectBundle collect_bundle;
};

/// What a command would do, before it does it.
struct Errand {
  ConsentClass consent_class = ConsentClass::read;
  std::string what_en;  ///< for the owner
  std::string what_zh;
  bool audible = false;
  double sound_s = 0;    ///< usual time in which it is heard
  double airtime_s = 0;  ///< usual time in which it sends packets
};

struct Order {
  v1::Command command;
  std::string key_id;
  std::string second_key_id = {};  ///< of the second operator, if any
};

/// One row of the table. A verb neither checks nor asks: that was done.
struct Verb {
  v1::Command::VerbCase kind;
  std::string_view name;  ///< for the audit log
  /// Spends the key's counter for ever instead of one of the session's.
  bool opens_session;
  /// False for verbs that only end something; those are always allowed.
  bool under_policy;
  /// One such command at a time.
  bool exclusive;
  /// Refuses: unsupported, malformed (arguments).
  Admitted<Errand> (*plan)(const v1::Command& command, const Checkup& checkup);
  /// Returns a final reply without id and number. Cancelled: returns what it
  /// has, with the state `cancelled`.
  boost::asio::awaitable<v1::Reply> (*run)(const Reach& reach,
                                           Order order,
                                           Watch watch) = nullptr;
  /// In place of plan(), for what depends on more than the probes.
  Admitted<Errand> (*plan_by)(const v1::Command& command,
                              const Reach& reach) = nullptr;
  /// In place of run(), for what takes no time.
  v1::Reply (*act)(const Reach& reach, const Order& order) = nullptr;
  /// Why this speaker cannot do it; empty when it can. Null: it always can.
  std::string (*unsupported)(const Reach& reach) = nullptr;
};

v1::Reply succeeded();
v1::Reply failed(std::string_view detail);
v1::Reply refused(const Refused& why);
/// Of a verb that asked the speaker in vain.
v1::Reply failed(const Error& error);

/// Refuses: malformed, when the number is outside of what is allowed.
Admitted<void> check_range(std::string_view what,
                           std::uint32_t number,
                           std::uint32_t least,
                           std::uint32_t most);

}  // namespace soundcheck::assist
