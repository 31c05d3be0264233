#include "agent/erasure.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "agent/folder_lock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/refusal_of.hpp"

using namespace soundcheck;
using test::refusal_of;
using Names = std::vector<std::string>;

namespace {

/// Everything that any file of the folder holds, free pages and all.
std::string bytes_below(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_regular_file())
      continue;
    std::ifstream in(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(in), {});
  }
  return bytes;
}

/// A speaker that has been helped, and then stopped.
struct Used {
  Used() {
    speaker.folder.write("redaction-acme.key", std::string(32, 'k'));
    speaker.folder.write("agent.db.broken-1", "an older canary-database");
    speaker.folder.write("audit.log.1", "an older canary-log");
    speaker.folder.write("keys.manifest", "whom it obeys");
    speaker.folder.write("knowledge.release", "what is known of faults");
    speaker.folder.write("firmware-counter", "7");
    opening = speaker.sign(speaker.opening("opening"));
    speaker.receive(opening);
    auto command = speaker.probes("canary-command", {"wifi.link"});
    command.set_reason("canary-reason");
    speaker.receive(command);
    auto asked = speaker.opening("canary-opening", "canary-operator");
    speaker.receive(asked);
    speaker.stop();
  }

  test::Speaker speaker;
  std::string opening;
  std::filesystem::path folder = speaker.folder.path();
};

}  // namespace

TEST_CASE("R24: nothing of the home is left in the state folder") {
  Used used;
  REQUIRE(bytes_below(used.folder).find("canary") != std::string::npos);

  const auto done = erase(used.folder);

  REQUIRE(done);
  CHECK(bytes_below(used.folder).find("canary") == std::string::npos);
  CHECK(bytes_below(used.folder).find("kkkk") == std::string::npos);
  for (const auto* name :
       {"audit.log", "audit.log.1", "audit.log.end", "redaction-acme.key",
        "agent.db.broken-1", "agent.db-wal"})
    CHECK(!std::filesystem::exists(used.folder / name));
  CHECK(std::filesystem::exists(used.folder / "keys.manifest"));
  CHECK(std::filesystem::exists(used.folder / "knowledge.release"));
  CHECK(std::filesystem::exists(used.folder / "firmware-counter"));
}

TEST_CASE("R24: an erased speaker obeys nothing that was recorded before") {
  Used used;
  REQUIRE(erase(used.folder));

  used.speaker.reboot();

  CHECK(refusal_of(used.speaker, used.opening) == v1::REFUSAL_REPLAYED);
  used.speaker.open_session();
  CHECK(used.speaker.assist().session());
}

TEST_CASE("a broken database is erased like a sound one") {
  test::TemporaryFolder folder;
  folder.write("agent.db", "canary, and no database at all");
  folder.write("agent.db-wal", "canary");

  REQUIRE(erase(folder.path()));

  CHECK(bytes_below(folder.path()).find("canary") == std::string::npos);
}

TEST_CASE("what an erasure left when the power was cut is erased, too") {
  test::TemporaryFolder folder;
  folder.write("agent.db.new", "half of a canary");
  folder.write("agent.db.new-wal", "canary");
  folder.write("audit.log", "canary");

  REQUIRE(erase(folder.path()));

  CHECK(bytes_below(folder.path()).find("canary") == std::string::npos);
  CHECK(plan_erasure(folder.path())->erased == Names{"agent.db"});
}

TEST_CASE("nothing is erased below a daemon that works") {
  test::TemporaryFolder folder;
  folder.write("audit.log", "a line");
  const auto daemon = FolderLock::take(folder.path());
  REQUIRE(daemon);

  const auto done = erase(folder.path());

  REQUIRE(!done);
  CHECK(done.error().code == Errc::busy);
  CHECK(std::filesystem::exists(folder.path() / "audit.log"));
}

TEST_CASE("a plan tells what goes and what stays, and does nothing") {
  test::TemporaryFolder folder;
  folder.write("audit.log", "a line");
  folder.write("firmware-counter", "7");
  folder.write("somebody-else/file", "of another program");

  const auto plan = plan_erasure(folder.path());

  REQUIRE(plan);
  CHECK(plan->erased == Names{"audit.log"});
  CHECK(plan->kept == Names{"firmware-counter", "somebody-else"});
  CHECK(std::filesystem::exists(folder.path() / "audit.log"));
}
