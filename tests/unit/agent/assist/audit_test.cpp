#include "agent/assist/audit.hpp"

#include <boost/asio/thread_pool.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "agent/assist/audit_chain.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

struct Fixture {
  test::TemporaryFolder folder;
  fs::path file = folder.path() / "audit.log";
  test::ManualClock clock;
  asio::thread_pool thread{1};
  AuditLog::Limits limits;

  std::unique_ptr<AuditLog> open() {
    auto log = AuditLog::open(file, limits, thread.get_executor(), clock);
    REQUIRE(log);
    return std::move(*log);
  }
  void append(AuditLog& log, std::string command_id) {
    AuditEvent event;
    event.command_id = std::move(command_id);
    REQUIRE(test::run(log.append(std::move(event))));
  }
  void write(int events) {
    const auto log = open();
    for (int i = 1; i <= events; ++i)
      append(*log, "c" + std::to_string(i));
  }
  std::vector<std::string> lines() const { return lines_of(file); }
  static std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
      lines.push_back(line);
    return lines;
  }
  void rewrite(const std::vector<std::string>& lines) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    for (const auto& line : lines)
      out << line << '\n';
  }
  std::string problem() const {
    const auto summary = verify_audit(file);
    REQUIRE(!summary);
    CHECK(summary.error().code == Errc::parse);
    return summary.error().what;
  }
  std::string at(int line, const std::string& what) const {
    return file.string() + ':' + std::to_string(line) + ": " + what;
  }
};

}  // namespace

TEST_CASE("a sound log verifies and goes on after a restart") {
  Fixture f;
  f.write(3);
  const auto before = verify_audit(f.file);
  REQUIRE(before);
  CHECK(before->lines == 3);

  f.write(2);

  const auto after = verify_audit(f.file);
  REQUIRE(after);
  CHECK(after->lines == 5);
  CHECK(after->last_number == 5);
  CHECK(f.lines().at(3).find("{\"n\":4,\"prev\":\"" + before->last_hash) == 0);
}

TEST_CASE("a line tells who did what and when, in one line") {
  Fixture f;
  f.clock.set_wall(std::chrono::milliseconds(1'700'000'000'123));
  AuditEvent event;
  event.kind = AuditKind::command_refused;
  event.session = "s1";
  event.command_id = "c1";
  event.verb = "run_probes";
  event.operator_name = "Ann \"the\" agent\n\x01\\";
  event.reason = "没有声音";
  event.key_id = "ops";
  event.detail = "replayed";
  const auto log = f.open();
  REQUIRE(test::run(log->append(event)));

  CHECK(f.lines().at(0) ==
        "{\"n\":1,\"prev\":\"" + std::string(64, '0') +
            "\",\"event\":\"command_refused\",\"wall_ms\":1700000000123,"
            "\"clock_trusted\":true,\"monotonic_ms\":1000,\"session\":\"s1\","
            "\"command\":\"c1\",\"verb\":\"run_probes\",\"operator\":"
            "\"Ann \\\"the\\\" agent\\u000a\\u0001\\\\\",\"reason\":"
            "\"没有声音\",\"key\":\"ops\",\"detail\":\"replayed\"}");
}

TEST_CASE("R13: an edited line is named, whichever it is") {
  Fixture f;
  f.write(5);
  const auto line = GENERATE(1, 2, 3, 4, 5);
  auto lines = f.lines();
  auto& edited = lines.at(static_cast<std::size_t>(line - 1));
  edited.replace(edited.find("command_refused"), 15, "command_granted");

  f.rewrite(lines);

  CHECK(f.problem() == f.at(line, "was altered"));
}

TEST_CASE("R13: every altered bit of a log is noticed") {
  Link last;
  std::string text;
  for (int i = 0; i < 3; ++i) {
    const auto line = chain_line(last, AuditEvent(), Moment());
    last = link_of(last.number + 1, line);
    text += line + '\n';
  }
  REQUIRE(scan_chain(text, last).broken_line == 0);
  CHECK(from_record(to_record(last)) == last);

  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    auto altered = text;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
    CHECK(scan_chain(altered, last).broken_line != 0);
  }
}

TEST_CASE("R13: lines that changed places, came twice or went are noticed") {
  Fixture f;
  f.write(5);
  auto lines = f.lines();
  SECTION("changed places") {
    std::swap(lines[1], lines[2]);
    f.rewrite(lines);
    CHECK(f.problem() == f.at(2, "has number 3, due is 2"));
  }
  SECTION("came twice") {
    lines.insert(lines.begin() + 2, lines[1]);
    f.rewrite(lines);
    CHECK(f.problem() == f.at(3, "has number 2, due is 3"));
  }
  SECTION("went from the middle") {
    lines.erase(lines.begin() + 2);
    f.rewrite(lines);
    CHECK(f.problem() == f.at(3, "has number 4, due is 3"));
  }
  SECTION("went from the start") {
    lines.erase(lines.begin());
    f.rewrite(lines);
    CHECK(f.problem() == f.at(1, "has number 2, due is 1"));
  }
  SECTION("went from the end") {
    lines.resize(3);
    f.rewrite(lines);
    CHECK(f.problem() == f.at(4, "lines up to number 5 are missing"));
  }
  SECTION("all went") {
    f.rewrite({});
    CHECK(f.problem() == f.at(1, "lines up to number 5 are missing"));
  }
}

TEST_CASE("a line torn by a power cut is cut off and noted") {
  Fixture f;
  f.write(3);
  // Not recorded yet, so it was not yet told to be on disk.
  std::ofstream(f.file, std::ios::binary | std::ios::app)
      << GENERATE(as<std::string>(), "{\"n\":4,\"prev\":\"12",
                  std::string(100, '\0'), std::string("\0\n\n", 3));
  CHECK(f.problem().find(":4: ") != std::string::npos);

  f.write(1);

  const auto summary = verify_audit(f.file);
  REQUIRE(summary);
  CHECK(summary->lines == 5);
  CHECK(f.lines().at(3).find("\"event\":\"log_recovered\"") !=
        std::string::npos);
}

TEST_CASE("a torn end without any record is cut off too") {
  Fixture f;
  f.write(2);
  fs::remove(f.file.string() + ".end");
  std::ofstream(f.file, std::ios::app) << "{\"n\":3";

  f.write(1);

  REQUIRE(verify_audit(f.file));
  CHECK(f.lines().at(2).find("log_recovered") != std::string::npos);
}

TEST_CASE("R13: a log that was tampered with is put aside, not continued") {
  Fixture f;
  f.write(4);
  auto lines = f.lines();
  const auto last = GENERATE(true, false);
  if (last) {
    lines.resize(3);
  } else {
    lines[1][lines[1].size() - 3] = '!';
  }
  f.rewrite(lines);

  f.write(1);

  CHECK(Fixture::lines_of(f.file.string() + ".broken") == lines);
  const auto summary = verify_audit(f.file);
  REQUIRE(summary);
  CHECK(summary->lines == 2);
  const auto first = f.lines().at(0);
  CHECK(first.find("\"event\":\"log_put_aside\"") != std::string::npos);
  CHECK(first.find(last ? "line 4: lines up to number 4 are missing"
                        : "line 2: was altered") != std::string::npos);
}

TEST_CASE("a large log is put away and the chain goes on") {
  Fixture f;
  f.limits.max_file_bytes = 1000;
  f.write(12);

  const auto older = f.file.string() + ".1";
  REQUIRE(fs::exists(older));
  CHECK(fs::file_size(f.file) < 2000);
  CHECK(f.lines().at(0).find("\"event\":\"log_continued\"") !=
        std::string::npos);
  const auto summary = verify_audit(f.file);
  REQUIRE(summary);
  CHECK(summary->last_number > 12);

  SECTION("also when the power goes in between") {
    fs::remove(older);
    fs::rename(f.file, older);
    f.write(1);
    const auto resumed = verify_audit(f.file);
    REQUIRE(resumed);
    CHECK(resumed->last_number == summary->last_number + 2);
  }
  SECTION("also when the first line of the new file was torn") {
    const auto first = f.lines().at(0);
    fs::remove(older);
    fs::rename(f.file, older);
    const bool recorded = GENERATE(true, false);
    if (!recorded)
      fs::remove(f.file.string() + ".end");
    std::ofstream(f.file) << first.substr(0, first.size() / 2);
    f.write(1);
    const auto resumed = verify_audit(f.file);
    REQUIRE(resumed);
    CHECK(resumed->last_number == summary->last_number + 2);
  }
  SECTION("also when an older end was recorded last") {
    std::ofstream(f.file.string() + ".end") << to_record(
        link_of(summary->last_number - 1, f.lines().at(f.lines().size() - 2)));
    fs::remove(older);
    fs::rename(f.file, older);
    f.write(1);
    const auto resumed = verify_audit(f.file);
    REQUIRE(resumed);
    CHECK(resumed->last_number == summary->last_number + 2);
  }
  SECTION("but not when lines went that were recorded") {
    fs::remove(f.file);
    f.write(1);
    CHECK(f.lines().at(0).find("log_put_aside") != std::string::npos);
  }
}

TEST_CASE("half of a new record over an old one is no record") {
  Fixture f;
  f.write(3);
  const auto lines = f.lines();
  const auto before = to_record(link_of(2, lines[1]));
  const auto after = to_record(link_of(3, lines[2]));
  REQUIRE(before.size() == after.size());
  for (std::size_t torn = 0; torn <= after.size(); ++torn) {
    std::ofstream(f.file.string() + ".end", std::ios::trunc)
        << after.substr(0, torn) << before.substr(torn);
    CHECK(verify_audit(f.file));
  }
}

TEST_CASE("a record of an agent that wrote no check is believed") {
  const Link link = link_of(3, "line");

  CHECK(from_record("00000000000000000003 " + link.hash + '\n') == link);
  CHECK_FALSE(from_record("00000000000000000003 " + link.hash + " 12\n"));
}

TEST_CASE("appends of one moment stay in order") {
  Fixture f;
  const auto log = f.open();
  asio::io_context io(1);
  for (int i = 1; i <= 20; ++i) {
    AuditEvent event;
    event.command_id = "c" + std::to_string(i);
    co_spawn(io, log->append(event),
             [](std::exception_ptr, Result<void> done) { CHECK(done); });
  }
  io.run();

  REQUIRE(verify_audit(f.file));
  CHECK(f.lines().at(19).find("\"command\":\"c20\"") != std::string::npos);
}

TEST_CASE("a log that cannot be written is an error with the file's name") {
  Fixture f;
  const auto nowhere = f.folder.path() / "none" / "audit.log";

  const auto log =
      AuditLog::open(nowhere, {}, f.thread.get_executor(), f.clock);

  REQUIRE(!log);
  CHECK(log.error().code == Errc::io);
  CHECK(log.error().what.find(nowhere.string()) != std::string::npos);
  CHECK(!verify_audit(nowhere));
  CHECK(!verify_audit(f.folder.path()));
}

TEST_CASE("any bytes in place of a log are told, never followed") {
  Fixture f;
  f.folder.write("audit.log",
                 GENERATE(as<std::string>(), "\n", "{}\n", "{\"n\":",
                          "{\"n\":99999999999999999999,\"prev\":\"\n",
                          std::string(5000, '\xff')));

  CHECK(f.problem() != "");
}
