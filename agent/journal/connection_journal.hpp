#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "agent/journal/event_table.hpp"
#include "agent/journal/write_budget.hpp"
#include "agent/store/database.hpp"
#include "probes/board/clock.hpp"
#include "probes/board/connection_log.hpp"
#include "probes/board/connection_watch.hpp"
#include "probes/board/resets.hpp"

namespace soundcheck {

/// Keeps what happened to the connection, over restarts and reboots.
class ConnectionJournal final : public ConnectionLog {
 public:
  static constexpr std::size_t max_events = 400;

  /// `clock` outlives it.
  ConnectionJournal(boost::asio::any_io_executor executor, const Clock& clock);

  /// Remembers what earlier runs wrote, and writes from now on. The database
  /// outlives stop(). Errors: io; it goes on in memory then.
  Task<void> open(Database& database, std::string boot_id);
  /// Listens until stop(). `watch` outlives it.
  void start(ConnectionWatch& watch);
  /// Gives the event its time.
  void note(ConnectionEvent event);
  /// Why the speaker started explains why its connection was lost.
  void note_start(StartReason reason);
  /// Says so only when it has changed.
  void note_broker(bool online);
  /// Writes what waits; nothing is noted any more.
  boost::asio::awaitable<void> stop();

  /// The address of the access point that it was last seen on; empty: none was.
  std::string access_point() const;

  /// What recent() says, at once.
  std::vector<ConnectionEvent> since(std::chrono::seconds window) const;
  /// Where the wall clock has no sense, events before this boot have no place
  /// and are left out.
  Task<std::vector<ConnectionEvent>> recent(
      std::chrono::seconds window) override;

 private:
  boost::asio::awaitable<void> keep_writing();
  boost::asio::awaitable<void> write();
  std::function<void(std::exception_ptr)> has_ended();
  void forget_old();
  std::optional<ConnectionEvent> placed(const KeptEvent& kept) const;

  boost::asio::any_io_executor executor_;
  const Clock& clock_;
  std::deque<KeptEvent> events_;
  std::vector<ConnectionEvent> unwritten_;
  Database* database_ = nullptr;
  std::string boot_id_;
  WriteBudget budget_;
  boost::asio::steady_timer wake_;
  boost::asio::steady_timer ended_;
  boost::asio::cancellation_signal cancel_;
  std::optional<bool> broker_online_;
  int running_ = 0;
  bool stopping_ = false;
  bool told_trouble_ = false;
};

}  // namespace soundcheck
