#include "agent/uplink/delivery.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <numeric>

#include "agent/mailbox.hpp"
#include "agent/store/schema.hpp"
#include "tests/support/recording_uplink.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
namespace asio = boost::asio;

namespace {

using Texts = std::vector<std::string>;

struct Fixture {
  Fixture() : outbox(open()), mailbox(io.get_executor(), *outbox, uplink) {}

  /// Runs until nothing is left to do and returns what the task answered.
  template <class T>
  Result<T> run(Task<T> task) {
    std::optional<Result<T>> answer;
    asio::co_spawn(io, std::move(task),
                   [&](std::exception_ptr failure, Result<T> result) {
                     REQUIRE(!failure);
                     answer.emplace(std::move(result));
                   });
    settle();
    REQUIRE(answer);
    return std::move(*answer);
  }
  void settle() {
    io.restart();
    io.run();
  }
  std::unique_ptr<Outbox> open() {
    return run(Outbox::open(*database, {})).value();
  }
  Result<Mailbox::Posted> post(Channel channel = Channel::report) {
    return run(mailbox.send(channel, [](const std::string&, std::uint64_t seq) {
      return std::to_string(seq);
    }));
  }
  void confirm(std::vector<std::uint64_t> seqs) {
    REQUIRE(run(mailbox.confirmed(outbox->id(), std::move(seqs))));
  }
  void fill_disk() {
    REQUIRE(run(database->run<void>([](Connection& connection) {
      return connection.execute("PRAGMA query_only=ON");
    })));
  }

  asio::io_context io{1};
  std::unique_ptr<Database> database =
      Database::in_memory(agent_schema()).value();
  test::RecordingUplink uplink;
  std::unique_ptr<Outbox> outbox;
  Mailbox mailbox;
};

Texts numbers(unsigned from, unsigned to) {
  Texts out;
  for (auto i = from; i <= to; ++i)
    out.push_back(std::to_string(i));
  return out;
}

}  // namespace

TEST_CASE("what is posted while connected goes out at once, once") {
  Fixture f;
  f.uplink.connect();

  REQUIRE(f.post());
  f.settle();

  CHECK(f.uplink.take_sent() == Texts{"1"});
  CHECK(f.run(f.mailbox.state()).value().waiting == 1);
}

TEST_CASE("what waits goes out, oldest first, when there is a connection") {
  Fixture f;
  f.post();
  f.post(Channel::reply);
  f.post();
  CHECK(f.uplink.sent.empty());

  f.uplink.connect();
  f.mailbox.connected();
  f.settle();

  REQUIRE(f.uplink.sent.size() == 3);
  CHECK(f.uplink.sent[1].channel == Channel::reply);
  CHECK(!f.uplink.sent[0].retain);
  CHECK(f.uplink.take_sent() == numbers(1, 3));
}

TEST_CASE("a receipt empties the outbox; without one all is sent again") {
  Fixture f;
  f.uplink.connect();
  for (int i = 0; i < 3; ++i)
    f.post();
  f.uplink.take_sent();

  f.confirm({1});
  f.mailbox.connected();
  f.settle();

  CHECK(f.uplink.take_sent() == Texts{"2", "3"});
  f.confirm({2, 3});
  CHECK(f.run(f.mailbox.state()).value().waiting == 0);
}

TEST_CASE("a long backlog goes out a window at a time, as receipts come") {
  Fixture f;
  const unsigned all = Delivery::window * 2 + 5;
  for (unsigned i = 0; i < all; ++i)
    REQUIRE(f.post());

  f.uplink.connect();
  f.mailbox.connected();
  f.settle();
  CHECK(f.uplink.take_sent() == numbers(1, Delivery::window));

  f.confirm({1, 2, 3});
  f.settle();
  CHECK(f.uplink.take_sent() ==
        numbers(Delivery::window + 1, Delivery::window + 3));

  std::vector<std::uint64_t> rest(all);
  std::iota(rest.begin(), rest.end(), 1);
  f.confirm(rest);
  f.settle();
  CHECK(f.run(f.mailbox.state()).value().waiting == 0);
}

TEST_CASE("a new entry does not queue behind a long backlog") {
  Fixture f;
  for (unsigned i = 0; i < Delivery::window + 5; ++i)
    f.post();
  f.uplink.connect();
  f.mailbox.connected();
  f.settle();
  f.uplink.take_sent();

  f.post(Channel::reply);

  CHECK(f.uplink.take_sent() == Texts{std::to_string(Delivery::window + 6)});
}

TEST_CASE("what a later receipt has overtaken is sent again, once") {
  Fixture f;
  f.uplink.connect();
  for (int i = 0; i < 4; ++i)
    f.post();
  f.uplink.take_sent();

  f.confirm({3});
  f.settle();
  CHECK(f.uplink.take_sent() == Texts{"1", "2"});

  f.confirm({1});  // sent before 2, but 4 was sent before both
  f.settle();
  CHECK(f.uplink.take_sent() == Texts{"4"});

  f.post();
  f.uplink.take_sent();
  f.confirm({5});
  f.settle();
  CHECK(f.uplink.take_sent().empty());

  f.mailbox.connected();
  f.settle();
  CHECK(f.uplink.take_sent() == Texts{"2", "4"});
}

TEST_CASE("a reminder sends again only what no receipt came for") {
  Fixture f;
  f.uplink.connect();
  f.post();
  f.post();
  f.uplink.take_sent();

  f.confirm({1});
  f.mailbox.remind();  // a receipt came since the last one
  f.settle();
  CHECK(f.uplink.take_sent().empty());

  f.mailbox.remind();
  f.settle();
  CHECK(f.uplink.take_sent() == Texts{"2"});
}

TEST_CASE("an uplink that takes nothing is not asked in circles") {
  Fixture f;
  f.post();
  f.uplink.connect();
  f.uplink.refusing = true;

  f.mailbox.connected();
  f.settle();  // would never return

  CHECK(f.uplink.take_sent().empty());
  f.uplink.refusing = false;
  f.mailbox.connected();
  f.settle();
  CHECK(f.uplink.take_sent() == Texts{"1"});
}

TEST_CASE("when the disk takes nothing, entries live in memory") {
  Fixture f;
  f.post();
  f.fill_disk();
  f.uplink.connect();

  const auto posted = f.post();

  REQUIRE(posted);
  CHECK(posted->not_on_disk.find("attempt to write a readonly database") !=
        std::string::npos);
  CHECK(posted->outbox != f.outbox->id());
  CHECK(posted->seq == 1);
  CHECK(f.uplink.take_sent() == Texts{"1"});
  CHECK(f.run(f.mailbox.state()).value().waiting == 2);

  REQUIRE(f.run(f.mailbox.confirmed(posted->outbox, {1})));
  CHECK(f.run(f.mailbox.state()).value().waiting == 1);
}

TEST_CASE("another outbox's receipt means nothing here") {
  Fixture f;
  f.post();

  REQUIRE(f.run(f.mailbox.confirmed("somebody else's", {1})));

  CHECK(f.run(f.mailbox.state()).value().waiting == 1);
}
