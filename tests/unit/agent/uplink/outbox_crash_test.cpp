#include <algorithm>
#include <catch2/catch.hpp>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/store/schema.hpp"
#include "agent/uplink/outbox.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

Task<void> append_for_ever(Database& database, int acknowledge_to) {
  auto outbox = co_await Outbox::open(database, OutboxLimits{});
  if (!outbox)
    co_return outbox.error();
  const std::function<std::string(std::uint64_t)> serialise =
      [](std::uint64_t seq) {
        return "report " + std::to_string(seq) + std::string(300, 'x');
      };
  for (;;) {
    const auto entry = co_await (*outbox)->append(Channel::report, serialise);
    if (!entry)
      co_return entry.error();
    if (write(acknowledge_to, &entry->seq, sizeof entry->seq) < 0)
      co_return Error(Errc::io, "nobody listens");
  }
}

[[noreturn]] void be_killed_while_appending(const std::filesystem::path& file,
                                            int acknowledge_to) {
  auto database = Database::open(file, agent_schema());
  if (database)
    (void)test::run(append_for_ever(**database, acknowledge_to));
  _exit(1);
}

}  // namespace

TEST_CASE("all that was acknowledged survives SIGKILL in mid-append") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "agent.db";
  int acknowledged[2];
  REQUIRE(pipe(acknowledged) == 0);
  const pid_t child = fork();
  if (child == 0)
    be_killed_while_appending(file, acknowledged[1]);
  close(acknowledged[1]);

  std::vector<std::uint64_t> promised;
  std::uint64_t seq = 0;
  while (read(acknowledged[0], &seq, sizeof seq) == sizeof seq) {
    promised.push_back(seq);
    if (promised.size() == 40)
      kill(child, SIGKILL);
  }
  close(acknowledged[0]);
  int status = 0;
  waitpid(child, &status, 0);

  REQUIRE(WIFSIGNALED(status));
  REQUIRE(promised.size() >= 40);
  const auto database = Database::open(file, agent_schema()).value();
  const auto outbox = test::run(Outbox::open(*database, {})).value();
  const auto kept = test::run(outbox->waiting(0, 10000)).value();
  CHECK(database->put_aside().empty());
  for (const auto wanted : promised) {
    const auto found =
        std::find_if(kept.begin(), kept.end(),
                     [wanted](const auto& e) { return e.seq == wanted; });
    REQUIRE(found != kept.end());
    CHECK(found->payload.starts_with("report " + std::to_string(wanted) + "x"));
  }
}
