#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <string>

#include "agent/firmware/manifest_files.hpp"
#include "agent/identity.hpp"
#include "agent/inputs.hpp"
#include "agent/integrity/slot_verifier.hpp"
#include "agent/journal/connection_journal.hpp"
#include "agent/local/app_reports.hpp"
#include "agent/resets/start_history.hpp"
#include "agent/trends/trend_history.hpp"
#include "probes/board/board.hpp"

namespace soundcheck {

/// Those who watch the speaker between check-ups and remember, so that probes
/// can ask for what is over.
struct Witnesses {
  /// Inputs and ports outlive it.
  Witnesses(boost::asio::any_io_executor executor,
            const Inputs& inputs,
            const Board& ports);

  /// The board as its probes see it here.
  Board seen_by(Board ports, BrokerLink& broker);
  /// Remembers from now on. What cannot is logged.
  boost::asio::awaitable<void> open(Database& database,
                                    const Identity& identity,
                                    bool lasting);
  /// Begins with what takes time.
  void start();
  /// Before anything else stops: a system that goes down does not wait for
  /// ever.
  boost::asio::awaitable<void> note_stop();
  boost::asio::awaitable<void> stop();

  ConnectionJournal connections;
  StartHistory starts;
  TrendHistory trends;
  local::AppReports apps;
  ManifestFiles manifest;
  SlotVerifier verifier;

 private:
  const Board& ports_;
  boost::asio::any_io_executor executor_;
};

}  // namespace soundcheck
