#include "agent/assist/journal.hpp"
#include "agent/journal/event_table.hpp"
#include "agent/resets/start_history.hpp"
#include "agent/store/schema.hpp"
#include "agent/uplink/outbox.hpp"
#include "tests/integration/survival/stores.hpp"
#include "tests/support/fake_resets.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/run.hpp"

// The stores that are tables of agent.db.

namespace soundcheck::survival {

namespace {

std::unique_ptr<Database> open(const std::filesystem::path& folder) {
  auto database = Database::open(folder / "agent.db", agent_schema()).value();
  if (!database->put_aside().empty())
    say("put aside " + database->put_aside());
  return database;
}

std::uint64_t append(Outbox& outbox, Channel channel) {
  const std::function<std::string(std::uint64_t)> serialise =
      [](std::uint64_t seq) {
        return "entry " + std::to_string(seq) + std::string(700, 'x');
      };
  return test::run(outbox.append(channel, serialise)).value().seq;
}

/// Reports and replies, of which some get their receipt.
void work_outbox(const std::filesystem::path& folder) {
  const auto database = open(folder);
  const auto outbox = test::run(Outbox::open(*database, {})).value();
  say("outbox " + outbox->id());
  for (int i = 0; i < 3; ++i) {
    say("entry " + std::to_string(append(*outbox, Channel::report)));
    const auto reply = std::to_string(append(*outbox, Channel::reply));
    say("entry " + reply);
    say("may go " + reply);
    (void)test::run(outbox->forget({std::stoull(reply)})).value();
    say("gone " + reply);
  }
}

void look_at_outbox(const std::filesystem::path& folder) {
  const auto database = open(folder);
  const auto outbox = test::run(Outbox::open(*database, {})).value();
  say("outbox " + outbox->id());
  for (const auto& entry : test::run(outbox->waiting(0, 1000)).value()) {
    const auto seq = std::to_string(entry.seq);
    const bool whole = entry.payload == "entry " + seq + std::string(700, 'x');
    say((whole ? "entry " : "garbled ") + seq);
  }
  say("next " + std::to_string(append(*outbox, Channel::report)));
}

/// Sessions that are opened, commands that are begun and ended.
void work_commands(const std::filesystem::path& folder) {
  const auto database = open(folder);
  const auto journal = assist::make_journal(*database);
  for (std::uint64_t i = 1; i <= 4; ++i) {
    const auto id = "c" + std::to_string(i);
    const assist::Opening opening{"ops", i};
    test::run(journal->begin(id, opening)).value();
    say("spent " + std::to_string(i));
    say("begun " + id);
    if (i % 2 == 0)
      continue;
    say("may go " + id);
    test::run(journal->end(id)).value();
    say("gone " + id);
  }
}

void look_at_commands(const std::filesystem::path& folder) {
  const auto database = open(folder);
  const auto journal = assist::make_journal(*database);
  const auto state = test::run(journal->read()).value();
  for (const auto& [key, spent] : state.openings)
    say("spent " + std::to_string(spent));
  for (const auto& id : state.unfinished)
    say("begun " + id);
}

/// Few are kept, so that old ones are forgotten meanwhile.
constexpr std::size_t max_events = 4;

constexpr int batch_size = 8;

void work_connections(const std::filesystem::path& folder) {
  const auto database = open(folder);
  for (int last = batch_size; last <= 12 * batch_size; last += batch_size) {
    std::vector<ConnectionEvent> events(batch_size);
    for (int i = 0; i < batch_size; ++i) {
      events[static_cast<std::size_t>(i)].text =
          "event " + std::to_string(last - batch_size + 1 + i);
    }
    const std::function<Result<void>(Connection&)> append =
        [events](Connection& connection) {
          return append_events(connection, "boot", events, max_events);
        };
    test::run(database->run<void>(append)).value();
    say(events.back().text);
  }
}

void look_at_connections(const std::filesystem::path& folder) {
  const auto database = open(folder);
  using Kept = std::vector<KeptEvent>;
  const std::function<Result<Kept>(Connection&)> read =
      [](Connection& connection) {
        return read_events(connection, "boot", max_events);
      };
  for (const auto& kept : test::run(database->run<Kept>(read)).value())
    say(kept.event.text);
}

void tell_starts(StartHistory& history) {
  for (const auto& start : test::run(history.starts()).value().list)
    say("start " + start.boot_id);
}

/// One run of the daemon after the other, each in a boot of its own.
void work_starts(const std::filesystem::path& folder) {
  const test::ManualClock clock;
  for (int boot = 1; boot <= 4; ++boot) {
    const auto database = open(folder);
    test::FakeResets resets;
    StartHistory history(clock, resets);
    history.open(*database, "boot-" + std::to_string(boot), true);
    (void)test::run(history.starts()).value();
    say("start boot-" + std::to_string(boot));
    (void)test::run(history.stop()).value();
  }
}

void look_at_starts(const std::filesystem::path& folder) {
  const test::ManualClock clock;
  const auto database = open(folder);
  test::FakeResets resets;
  StartHistory history(clock, resets);
  history.open(*database, "boot-now", true);
  tell_starts(history);
}

}  // namespace

const Store outbox{"outbox", work_outbox, look_at_outbox};
const Store commands{"commands", work_commands, look_at_commands};
const Store connections{"connections", work_connections, look_at_connections};
const Store starts{"starts", work_starts, look_at_starts};

}  // namespace soundcheck::survival
