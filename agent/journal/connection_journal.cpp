#include "agent/journal/connection_journal.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "agent/log.hpp"

namespace soundcheck {

namespace asio = boost::asio;
using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

asio::awaitable<void> listen(ConnectionWatch& watch,
                             ConnectionWatch::Tell tell) {
  const auto ended = co_await watch.watch(std::move(tell));
  if (!ended && ended.error().code != Errc::cancelled)
    log::error(ended.error().during("watching the connection").what);
}

}  // namespace

ConnectionJournal::ConnectionJournal(asio::any_io_executor executor,
                                     const Clock& clock)
    : executor_(executor),
      clock_(clock),
      wake_(executor),
      ended_(executor, asio::steady_timer::time_point::max()) {}

Task<void> ConnectionJournal::open(Database& database, std::string boot_id) {
  boot_id_ = std::move(boot_id);
  using Kept = std::vector<KeptEvent>;
  const std::function<Result<Kept>(Connection&)> read =
      [boot = boot_id_](Connection& connection) {
        return read_events(connection, boot, max_events);
      };
  auto kept = co_await database.run<Kept>(read);
  if (!kept)
    co_return kept.error().during("reading the journal");
  // What was noted meanwhile is newer.
  events_.insert(events_.begin(), kept->begin(), kept->end());
  forget_old();
  database_ = &database;
  ++running_;
  asio::co_spawn(executor_, keep_writing(), has_ended());
  co_return Result<void>();
}

void ConnectionJournal::start(ConnectionWatch& watch) {
  ConnectionEvent begun;
  begun.kind = ConnectionEvent::Kind::watch_began;
  note(std::move(begun));
  ++running_;
  const ConnectionWatch::Tell tell = [this](ConnectionEvent event) {
    note(std::move(event));
  };
  asio::co_spawn(executor_, listen(watch, tell),
                 asio::bind_cancellation_slot(cancel_.slot(), has_ended()));
}

std::function<void(std::exception_ptr)> ConnectionJournal::has_ended() {
  return [this](std::exception_ptr failure) {
    --running_;
    ended_.cancel();
    // A defect of ours; the service manager restarts us.
    if (failure && !stopping_)
      std::rethrow_exception(failure);
  };
}

void ConnectionJournal::note(ConnectionEvent event) {
  if (stopping_)
    return;
  event.monotonic = clock_.monotonic();
  event.wall_unix_s = duration_cast<seconds>(clock_.wall()).count();
  if (unwritten_.empty())
    budget_.begin(event.monotonic);
  unwritten_.push_back(event);
  events_.push_back({std::move(event), false});
  // Of those that wait for a disk, too, only the newest count.
  if (unwritten_.size() > max_events)
    unwritten_.erase(unwritten_.begin());
  forget_old();
  wake_.cancel();
}

void ConnectionJournal::forget_old() {
  while (events_.size() > max_events)
    events_.pop_front();
}

void ConnectionJournal::note_start(StartReason reason) {
  ConnectionEvent event;
  event.kind = ConnectionEvent::Kind::started;
  event.text = "after " + std::string(to_string(reason));
  log::info("the speaker started " + event.text);
  note(std::move(event));
}

void ConnectionJournal::note_broker(bool online) {
  if (broker_online_ == online)
    return;
  broker_online_ = online;
  ConnectionEvent event;
  event.kind = online ? ConnectionEvent::Kind::broker_online
                      : ConnectionEvent::Kind::broker_offline;
  note(std::move(event));
}

asio::awaitable<void> ConnectionJournal::keep_writing() {
  while (!stopping_) {
    const auto now = clock_.monotonic();
    if (!unwritten_.empty() && budget_.due() <= now) {
      budget_.spend(now);
      co_await write();
      continue;
    }
    if (unwritten_.empty()) {
      wake_.expires_at(asio::steady_timer::time_point::max());
    } else {
      wake_.expires_after(budget_.due() - now);
    }
    co_await wake_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

asio::awaitable<void> ConnectionJournal::write() {
  auto batch = std::move(unwritten_);
  unwritten_.clear();
  const std::function<Result<void>(Connection&)> work =
      [batch, boot = boot_id_](Connection& connection) {
        return append_events(connection, boot, batch, max_events);
      };
  const auto written = co_await database_->run<void>(work);
  if (written) {
    told_trouble_ = false;
    co_return;
  }
  if (!told_trouble_) {
    log::error(written.error().during("the journal stays in memory only").what);
  }
  told_trouble_ = true;
  unwritten_.insert(unwritten_.begin(), batch.begin(), batch.end());
  budget_.begin(clock_.monotonic());
}

asio::awaitable<void> ConnectionJournal::stop() {
  stopping_ = true;
  cancel_.emit(asio::cancellation_type::terminal);
  wake_.cancel();
  while (running_ > 0)
    co_await ended_.async_wait(asio::as_tuple(asio::use_awaitable));
  if (database_ && !unwritten_.empty())
    co_await write();
}

std::optional<ConnectionEvent> ConnectionJournal::placed(
    const KeptEvent& kept) const {
  auto event = kept.event;
  const auto age = clock_.wall() - seconds(event.wall_unix_s);
  if (kept.earlier_boot) {
    event.monotonic = clock_.monotonic() - age;
    if (event.monotonic >= milliseconds(0))
      return std::nullopt;
    return event;
  }
  // The wall clock may have been set since.
  event.wall_unix_s =
      duration_cast<seconds>(clock_.wall() -
                             (clock_.monotonic() - event.monotonic))
          .count();
  return event;
}

std::string ConnectionJournal::access_point() const {
  for (auto i = events_.rbegin(); i != events_.rend(); ++i) {
    const auto kind = i->event.kind;
    const bool joined = kind == ConnectionEvent::Kind::associated ||
                        kind == ConnectionEvent::Kind::roamed;
    if (joined && !i->event.bssid.empty())
      return i->event.bssid;
  }
  return "";
}

std::vector<ConnectionEvent> ConnectionJournal::since(seconds window) const {
  std::vector<ConnectionEvent> list;
  const auto oldest = clock_.monotonic() - window;
  for (const auto& kept : events_) {
    auto event = placed(kept);
    if (event && event->monotonic >= oldest)
      list.push_back(std::move(*event));
  }
  return list;
}

Task<std::vector<ConnectionEvent>> ConnectionJournal::recent(seconds window) {
  co_return since(window);
}

}  // namespace soundcheck
