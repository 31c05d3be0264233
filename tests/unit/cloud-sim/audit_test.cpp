#include "cloud-sim/assist/audit.hpp"

#include <catch2/catch.hpp>

#include "cloud-sim/wire/identifiers.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"
#include "tests/unit/cloud-sim/scene.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;
using namespace soundcheck::cloud::test;

namespace {

/// Lines as a device writes them.
std::vector<std::string> chain(int count, const std::string& who = "ann") {
  std::vector<std::string> lines;
  std::string previous(64, '0');
  for (int n = 1; n <= count; ++n) {
    lines.push_back("{\"n\":" + std::to_string(n) + ",\"prev\":\"" + previous +
                    "\",\"event\":\"command_accepted\",\"operator\":\"" + who +
                    "\"}");
    previous = sha256_hex(lines.back());
  }
  return lines;
}

std::string piece(const std::vector<std::string>& lines,
                  std::size_t first,
                  std::size_t last) {
  std::string text;
  for (auto n = first; n <= last; ++n)
    text += lines[n - 1] + '\n';
  return text;
}

struct Log {
  void take(std::uint64_t from, const std::string& text) {
    scene.act([&](Work& work) { take_audit(work, "kitchen", from, text); });
  }
  AuditView view() { return view_audit(scene.db, "kitchen", 1, 500); }
  std::string problem() {
    const auto seen = view().problem;
    return seen ? seen->what : "";
  }

  Scene scene;
  std::vector<std::string> lines = chain(9);
};

}  // namespace

TEST_CASE("a log that is read piece by piece is a sound chain") {
  Log log;
  CHECK(log.view().last == 0);

  log.take(1, piece(log.lines, 1, 4));
  log.take(5, piece(log.lines, 5, 9));

  const auto view = log.view();
  CHECK(!view.problem);
  CHECK(view.first == 1);
  CHECK(view.last == 9);
  CHECK(view.unread.empty());
  REQUIRE(view.lines.size() == 9);
  CHECK(view.lines[4].text == log.lines[4]);
}

TEST_CASE("what was read twice is kept once") {
  Log log;
  log.take(1, piece(log.lines, 1, 9));
  log.take(0, piece(log.lines, 3, 9));

  CHECK(log.problem().empty());
  CHECK(log.view().lines.size() == 9);
}

TEST_CASE("an edited, moved or missing line is noticed and not kept") {
  Log log;
  auto bad = log.lines;
  std::string expected;
  SECTION("edited") {
    bad[6].replace(bad[6].find("ann"), 3, "bob");
    expected = "line 8 of the device's log does not follow the line before";
  }
  SECTION("edited at the seam") {
    bad = chain(9, "bob");
    expected = "line 5 of the device's log does not follow the line before";
  }
  SECTION("moved") {
    std::swap(bad[6], bad[7]);
    expected = "line 7 of the device's log is missing";
  }
  SECTION("missing") {
    bad.erase(bad.begin() + 6);
    bad.push_back(bad.back());
    expected = "line 7 of the device's log is missing";
  }
  SECTION("no line of a log") {
    bad[6] = "{\"n\":7}";
    expected = "line 7 of the device's log is no line of an audit log";
  }
  log.take(1, piece(log.lines, 1, 4));

  log.take(5, piece(bad, 5, 9));

  CHECK(log.problem().find(expected) == 0);
  CHECK(log.view().last == 4);
}

TEST_CASE("lines that were seen and are gone are missed") {
  Log log;
  log.take(1, piece(log.lines, 1, 9));

  // Asked for line 10, the device has no more than six.
  log.take(10, piece(log.lines, 6, 6));

  CHECK(log.problem() ==
        "the device's log ends at line 6, but line 9 was seen before");
}

TEST_CASE("a log that was written anew does not pass for the old one") {
  Log log;
  log.take(1, piece(log.lines, 1, 9));
  const auto other = chain(12, "bob");

  SECTION("from its start") {
    log.take(1, piece(other, 1, 12));
  }
  SECTION("from where the old one ended") {
    log.take(10, piece(other, 10, 12));
  }
  SECTION("from the middle of the old one") {
    log.take(0, piece(other, 6, 6));
  }

  CHECK(!log.problem().empty());
  CHECK(log.view().lines.back().text == log.lines.back());
}

TEST_CASE("the first reason stays, and lines go on to be kept") {
  Log log;
  log.take(1, piece(log.lines, 1, 4));
  log.take(5, piece(log.lines, 3, 3));
  const auto first = log.problem();
  CHECK(!first.empty());

  log.take(1, "nonsense\n");
  log.take(5, piece(log.lines, 5, 9));

  CHECK(log.problem() == first);
  CHECK(log.view().last == 9);
}

TEST_CASE("what nobody asked for is told as unread, and must fit later") {
  Log log;
  log.take(1, piece(log.lines, 1, 2));
  log.take(0, piece(log.lines, 6, 9));
  REQUIRE(log.view().unread.size() == 1);
  CHECK(log.view().unread[0].first == 3);
  CHECK(log.view().unread[0].last == 5);

  SECTION("it does") {
    log.take(3, piece(log.lines, 3, 5));
    CHECK(log.problem().empty());
    CHECK(log.view().unread.empty());
  }
  SECTION("it does not") {
    auto bad = log.lines;
    bad[4].replace(bad[4].find("ann"), 3, "bob");
    log.take(3, piece(bad, 3, 5));
    CHECK(!log.problem().empty());
  }
}

TEST_CASE("who edits the cloud's own database is noticed, too") {
  Log log;
  log.take(1, piece(log.lines, 1, 9));

  log.scene.db.run(
      "UPDATE audit_lines SET text = replace(text, 'ann', 'bob') "
      "WHERE n = ?",
      std::int64_t{5});

  CHECK(log.problem().find("line 6") == 0);
}

TEST_CASE("the answer of a reading verb is kept with its command") {
  Scene scene;
  scene.presence(v1::PRESENCE_STATE_ONLINE);
  CommandRequest request;
  request.verb = "read_audit";
  request.body.mutable_read_audit()->set_from(1);
  request.body.mutable_read_audit()->set_limit(200);
  std::string id;
  const auto asked = scene.act([&](Work& work) {
    id = request_command(work, "kitchen", "ann", request).value();
  });
  const auto sent = scene.reply(opened(asked.to_send.at(0).id()));
  CHECK(sent.to_send.at(0).read_audit().limit() == 200);
  auto reply = make_reply(id, 1, v1::REPLY_STATE_SUCCEEDED, 2);
  const auto lines = chain(3);
  reply.set_audit(piece(lines, 1, 3));

  scene.reply(reply);

  REQUIRE(scene.command(id).answer);
  CHECK(scene.command(id).answer->audit() == reply.audit());
  CHECK(view_audit(scene.db, "kitchen", 1, 500).last == 3);
}

TEST_CASE("a line that was changed where it is kept is told by its number") {
  Log log;
  log.take(1, piece(log.lines, 1, 9));
  CHECK(log.view().broken_at == 0);

  log.scene.act([](Work& work) {
    work.db.run(
        "UPDATE audit_lines SET text = replace(text, 'ann', 'eve') "
        "WHERE n = 5");
  });

  // The changed line still follows; the one after it no longer does.
  const auto view = log.view();
  CHECK(view.broken_at == 6);
  REQUIRE(view.problem);
  CHECK(view.lines.size() == 9);
}
