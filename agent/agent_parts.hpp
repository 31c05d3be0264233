#pragma once

#include <boost/asio/io_context.hpp>
#include <optional>
#include <vector>

#include "agent/agent.hpp"
#include "agent/assist/assist.hpp"
#include "agent/background.hpp"
#include "agent/cloud_link.hpp"
#include "agent/local/server.hpp"
#include "agent/remedies/remedies.hpp"
#include "agent/routine.hpp"
#include "agent/state_folder.hpp"
#include "agent/upkeep.hpp"
#include "agent/uplink_port.hpp"
#include "agent/witnesses.hpp"

namespace soundcheck {

/// In the order in which they need each other; the optional ones are made in
/// start(), by the functions in the order in which they stand here.
struct Agent::Parts {
  Parts(boost::asio::io_context& io, Inputs inputs, Board bare, Signs signs);

  Checkup::Engines engines() {
    return [this] { return knowledge.engine(); };
  }
  std::function<const diagnosis::Knowledge&()> known() {
    return [this]() -> const diagnosis::Knowledge& {
      return knowledge.knowledge();
    };
  }
  Task<void> open_storage();
  void open_updates();
  void make_uplink();
  void make_cloud_link();
  Task<void> start_assist();
  boost::asio::awaitable<void> keep_remedy(v1::RemedyResult done);
  boost::asio::awaitable<void> heal(const CheckupResult& found);
  Result<void> start_local_server();
  /// Reports what a local client asked for; returns once that is on disk.
  template <class Found>
  boost::asio::awaitable<void> keep(Found found);
  void start_routine();

  boost::asio::io_context& io;
  Inputs inputs;
  Board bare;  ///< as it is, without what this daemon adds
  Signs signs;
  Witnesses witnesses;
  std::unique_ptr<Uplink> uplink;
  UplinkPort uplink_port;
  Board board;
  Clock& clock;
  std::vector<Probe> catalog, silent_catalog;
  KnowledgeInUse knowledge;
  Runner runner;
  Checkup checkup, silent_checkup;
  assist::KeyRing keys;
  std::optional<KnowledgeUpdates> updates;
  Bell bell;
  std::unique_ptr<local::AppProbeDesk> app_probes;
  remedies::Remedies remedies;
  Identity identity;
  StateFolder state;
  std::unique_ptr<Outbox> outbox;
  std::optional<Mailbox> mailbox;
  std::optional<Reporter> reporter;
  std::optional<CloudLink> cloud;
  std::unique_ptr<assist::Journal> journal;
  std::optional<assist::Assist> assist;
  std::optional<Routine> routine;
  Upkeep upkeep;
  Background mute_watch;
  std::unique_ptr<local::Server> server;
};

}  // namespace soundcheck
