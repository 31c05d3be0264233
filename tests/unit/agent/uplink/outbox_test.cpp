#include "agent/uplink/outbox.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "agent/store/schema.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

struct Opened {
  std::unique_ptr<Database> database;
  std::unique_ptr<Outbox> outbox;
};

Opened open_at(const std::filesystem::path& file, OutboxLimits limits = {}) {
  auto database = Database::open(file, agent_schema());
  REQUIRE(database);
  auto outbox = test::run(Outbox::open(**database, limits));
  REQUIRE(outbox);
  return {std::move(*database), std::move(*outbox)};
}

Opened in_memory(OutboxLimits limits = {}) {
  return open_at(":memory:", limits);
}

Result<OutboxEntry> append(Outbox& outbox,
                           Channel channel,
                           std::string payload) {
  return test::run(
      outbox.append(channel, [payload = std::move(payload)](std::uint64_t seq) {
        return payload + std::to_string(seq);
      }));
}

std::vector<std::string> payloads(Outbox& outbox) {
  std::vector<std::string> out;
  const auto waiting = test::run(outbox.waiting(0, 100));
  REQUIRE(waiting);
  for (const auto& entry : *waiting)
    out.push_back(entry.payload);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("entries wait in the order of their numbers, which they know") {
  const auto [database, outbox] = in_memory();

  const auto first = append(*outbox, Channel::report, "a");
  const auto second = append(*outbox, Channel::reply, "b");
  const auto waiting = test::run(outbox->waiting(0, 100)).value();

  CHECK(first.value().seq == 1);
  CHECK(second.value().seq == 2);
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0].payload == "a1");
  CHECK(waiting[0].channel == Channel::report);
  CHECK(waiting[1].payload == "b2");
  CHECK(waiting[1].channel == Channel::reply);
}

TEST_CASE("waiting entries are read in pieces") {
  const auto [database, outbox] = in_memory();
  for (int i = 0; i < 5; ++i)
    REQUIRE(append(*outbox, Channel::report, "x"));

  const auto piece = test::run(outbox->waiting(2, 2)).value();

  REQUIRE(piece.size() == 2);
  CHECK(piece[0].seq == 3);
  CHECK(piece[1].seq == 4);
}

TEST_CASE("only what a receipt names is forgotten") {
  const auto [database, outbox] = in_memory();
  for (int i = 0; i < 3; ++i)
    REQUIRE(append(*outbox, Channel::report, "x"));

  const auto removed = test::run(outbox->forget({1, 3, 99, 1}));

  CHECK(removed.value() == 2);
  CHECK(payloads(*outbox) == Texts{"x2"});
}

TEST_CASE("numbers go on after forgetting and reopening; the id stays") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "agent.db";
  std::string id;
  {
    const auto [database, outbox] = open_at(file);
    id = outbox->id();
    REQUIRE(append(*outbox, Channel::report, "x"));
    REQUIRE(append(*outbox, Channel::report, "x"));
    REQUIRE(test::run(outbox->forget({1, 2})));
  }

  const auto [database, outbox] = open_at(file);

  CHECK(outbox->id() == id);
  CHECK(id.size() == 32);
  CHECK(id.find_first_not_of("0123456789abcdef") == id.npos);
  CHECK(append(*outbox, Channel::report, "x").value().seq == 3);
}

TEST_CASE("two outboxes never have the same id") {
  CHECK(in_memory().outbox->id() != in_memory().outbox->id());
}

TEST_CASE("at the limit of entries the oldest report goes, and is counted") {
  const auto [database, outbox] = in_memory({.max_entries = 3});
  REQUIRE(append(*outbox, Channel::reply, "reply"));
  for (int i = 0; i < 4; ++i)
    REQUIRE(append(*outbox, Channel::report, "report"));

  const auto state = test::run(outbox->state()).value();

  CHECK(payloads(*outbox) == Texts{"reply1", "report4", "report5"});
  CHECK(state.waiting == 3);
  CHECK(state.dropped == 2);
}

TEST_CASE("at the limit of bytes as many reports go as are needed") {
  const auto [database, outbox] = in_memory({.max_bytes = 30});
  for (int i = 0; i < 3; ++i)
    REQUIRE(append(*outbox, Channel::report, "ten bytes"));

  REQUIRE(append(*outbox, Channel::reply, "fifteen bytes "));
  const auto state = test::run(outbox->state()).value();

  CHECK(payloads(*outbox) == Texts{"ten bytes3", "fifteen bytes 4"});
  CHECK(state.bytes == 25);
  CHECK(state.dropped == 2);
}

TEST_CASE("replies are dropped only when no report is left") {
  const auto [database, outbox] = in_memory({.max_entries = 2});
  REQUIRE(append(*outbox, Channel::reply, "a"));
  REQUIRE(append(*outbox, Channel::reply, "b"));

  const auto report = append(*outbox, Channel::report, "report");
  REQUIRE(append(*outbox, Channel::reply, "c"));

  REQUIRE(!report);
  CHECK(report.error() == Error(Errc::busy, "the outbox is full of replies"));
  CHECK(payloads(*outbox) == Texts{"b2", "c4"});
  CHECK(test::run(outbox->state()).value().dropped == 2);
}

TEST_CASE("an entry larger than a message is refused, and nothing is lost") {
  const auto [database, outbox] = in_memory();
  REQUIRE(append(*outbox, Channel::report, "x"));

  const auto large = append(*outbox, Channel::report,
                            std::string(Uplink::max_message_bytes, 'x'));

  REQUIRE(!large);
  CHECK(large.error().code == Errc::internal);
  CHECK(payloads(*outbox) == Texts{"x1"});
}

TEST_CASE("a full disk is an io error and the earlier entries stay") {
  const auto [database, outbox] = in_memory();
  REQUIRE(append(*outbox, Channel::report, "x"));
  REQUIRE(test::run(database->run<void>([](Connection& connection) {
    return connection.execute("PRAGMA max_page_count=1");
  })));

  Result<OutboxEntry> last = Error();
  for (int i = 0; i < 50 && (i == 0 || last); ++i)
    last = append(*outbox, Channel::report, std::string(4000, 'x'));

  REQUIRE(!last);
  CHECK(last.error().code == Errc::io);
  CHECK(last.error().what.find("database or disk is full") !=
        std::string::npos);
  CHECK(payloads(*outbox).at(0) == "x1");
}

TEST_CASE("after a broken file a new outbox has a new id") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "agent.db";
  const auto id = open_at(file).outbox->id();
  std::ofstream(file) << std::string(100, 'x');

  const auto [database, outbox] = open_at(file);

  CHECK(!database->put_aside().empty());
  CHECK(outbox->id() != id);
  CHECK(append(*outbox, Channel::report, "x").value().seq == 1);
}
