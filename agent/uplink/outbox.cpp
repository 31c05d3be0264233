#include "agent/uplink/outbox.hpp"

#include <optional>

namespace soundcheck {

namespace {

// Numbers in the file; never changed.
constexpr std::int64_t report_number = 1;
constexpr std::int64_t reply_number = 2;

std::int64_t number_of(Channel channel) {
  return channel == Channel::report ? report_number : reply_number;
}

Channel channel_of(std::int64_t number) {
  return number == report_number ? Channel::report : Channel::reply;
}

Result<OutboxState> read_state(Connection& connection) {
  auto select = connection.prepare(
      "SELECT count(*), coalesce(sum(length(payload)), 0),"
      " (SELECT dropped FROM outbox) FROM outbox_entry");
  if (!select)
    return select.error();
  const auto row = select->step();
  if (!row)
    return row.error();
  OutboxState state;
  state.waiting = static_cast<std::uint64_t>(select->integer(0));
  state.bytes = static_cast<std::uint64_t>(select->integer(1));
  state.dropped = static_cast<std::uint64_t>(select->integer(2));
  return state;
}

/// Removes what should go first. Returns how many bytes that freed.
Result<std::uint64_t> drop_one(Connection& connection) {
  auto first = connection.prepare(
      "SELECT seq, length(payload) FROM outbox_entry"
      " ORDER BY channel, seq LIMIT 1");
  static_assert(report_number < reply_number, "reports are dropped first");
  if (!first)
    return first.error();
  const auto row = first->step();
  if (!row)
    return row.error();
  if (!*row)
    return Error(Errc::internal, "nothing to drop from an empty outbox");
  const auto bytes = static_cast<std::uint64_t>(first->integer(1));
  auto remove = connection.prepare("DELETE FROM outbox_entry WHERE seq = ?");
  if (!remove)
    return remove.error();
  const auto removed = remove->bind(first->integer(0)).finish();
  if (!removed)
    return removed.error();
  const auto counted =
      connection.execute("UPDATE outbox SET dropped = dropped + 1");
  if (!counted)
    return counted.error();
  return bytes;
}

Result<void> make_room(Connection& connection, const OutboxLimits& limits) {
  auto state = read_state(connection);
  if (!state)
    return state.error();
  while (state->waiting > limits.max_entries ||
         state->bytes > limits.max_bytes) {
    const auto freed = drop_one(connection);
    if (!freed)
      return freed.error();
    state->waiting -= 1;
    state->bytes -= *freed;
  }
  return {};
}

Result<void> insert(Connection& connection, const OutboxEntry& entry) {
  auto insert = connection.prepare("INSERT INTO outbox_entry VALUES (?, ?, ?)");
  if (!insert)
    return insert.error();
  return insert->bind(static_cast<std::int64_t>(entry.seq))
      .bind(number_of(entry.channel))
      .bind_blob(entry.payload)
      .finish();
}

Result<std::uint64_t> next_seq(Connection& connection) {
  const auto last = connection.integer(
      "SELECT coalesce(max(seq), 0) FROM sqlite_sequence"
      " WHERE name = 'outbox_entry'");
  if (!last)
    return last.error();
  return static_cast<std::uint64_t>(*last) + 1;
}

/// Nothing when the entry itself was the one to be dropped, which is counted.
Result<std::optional<OutboxEntry>> append_entry(
    Connection& connection,
    Channel channel,
    const std::function<std::string(std::uint64_t)>& serialise,
    const OutboxLimits& limits) {
  const auto seq = next_seq(connection);
  if (!seq)
    return seq.error();
  OutboxEntry entry{*seq, channel, serialise(*seq)};
  if (entry.payload.size() > Uplink::max_message_bytes) {
    return Error(Errc::internal, "an entry of " +
                                     std::to_string(entry.payload.size()) +
                                     " bytes is larger than a message may be");
  }
  auto done = insert(connection, entry);
  if (done)
    done = make_room(connection, limits);
  if (!done)
    return done.error();
  const auto kept = connection.integer(
      "SELECT count(*) FROM outbox_entry WHERE seq = " + std::to_string(*seq));
  if (!kept)
    return kept.error();
  if (*kept == 0)
    return std::optional<OutboxEntry>();
  return std::optional<OutboxEntry>(std::move(entry));
}

}  // namespace

Outbox::Outbox(Database& database, OutboxLimits limits, std::string id)
    : database_(database), limits_(limits), id_(std::move(id)) {}

Task<std::unique_ptr<Outbox>> Outbox::open(Database& database,
                                           OutboxLimits limits) {
  const std::function<Result<std::string>(Connection&)> read_id =
      [](Connection& connection) -> Result<std::string> {
    auto select = connection.prepare("SELECT id FROM outbox");
    if (!select)
      return select.error();
    const auto row = select->step();
    if (!row)
      return row.error();
    return select->text(0);
  };
  auto id = co_await database.run<std::string>(read_id);
  if (!id)
    co_return id.error().during("opening the outbox");
  co_return std::unique_ptr<Outbox>(
      new Outbox(database, limits, std::move(*id)));
}

Task<OutboxEntry> Outbox::append(
    Channel channel,
    std::function<std::string(std::uint64_t seq)> serialise) {
  using Kept = std::optional<OutboxEntry>;
  const std::function<Result<Kept>(Connection&)> work =
      [channel, serialise = std::move(serialise),
       limits = limits_](Connection& connection) {
        return append_entry(connection, channel, serialise, limits);
      };
  auto entry = co_await database_.run<Kept>(work);
  if (!entry)
    co_return entry.error();
  if (!*entry)
    co_return Error(Errc::busy, "the outbox is full of replies");
  co_return std::move(**entry);
}

Task<std::vector<OutboxEntry>> Outbox::waiting(std::uint64_t after,
                                               std::size_t limit) {
  using Entries = std::vector<OutboxEntry>;
  const std::function<Result<Entries>(Connection&)> read =
      [after, limit](Connection& connection) -> Result<Entries> {
    auto select = connection.prepare(
        "SELECT seq, channel, payload FROM outbox_entry WHERE seq > ?"
        " ORDER BY seq LIMIT ?");
    if (!select)
      return select.error();
    select->bind(static_cast<std::int64_t>(after))
        .bind(static_cast<std::int64_t>(limit));
    Entries entries;
    for (;;) {
      const auto row = select->step();
      if (!row)
        return row.error();
      if (!*row)
        return entries;
      entries.push_back({static_cast<std::uint64_t>(select->integer(0)),
                         channel_of(select->integer(1)), select->blob(2)});
    }
  };
  return database_.run<Entries>(read);
}

Task<std::size_t> Outbox::forget(std::vector<std::uint64_t> seqs) {
  const std::function<Result<std::size_t>(Connection&)> remove =
      [seqs = std::move(seqs)](Connection& connection) -> Result<std::size_t> {
    auto one = connection.prepare("DELETE FROM outbox_entry WHERE seq = ?");
    if (!one)
      return one.error();
    std::size_t removed = 0;
    for (const auto seq : seqs) {
      const auto done =
          one->reset().bind(static_cast<std::int64_t>(seq)).finish();
      if (!done)
        return done.error();
      removed += static_cast<std::size_t>(connection.changes());
    }
    return removed;
  };
  return database_.run<std::size_t>(remove);
}

Task<OutboxState> Outbox::state() {
  const std::function<Result<OutboxState>(Connection&)> read = read_state;
  return database_.run<OutboxState>(read);
}

}  // namespace soundcheck
