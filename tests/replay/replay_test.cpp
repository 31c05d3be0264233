#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "agent/runner.hpp"
#include "probes/catalog.hpp"
#include "tests/replay/replayed_board.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;

namespace {

const std::filesystem::path data = REPLAY_DATA;

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// The probes whose ports read files. Wi-Fi, network and audio speak with
/// sockets and devices that no tree of files can stand for.
bool is_replayed(const Probe& probe) {
  return probe.id.starts_with("firmware.") || probe.id.starts_with("system.");
}

void print(std::ostream& out, const ProbeRun& run) {
  out << run.probe_id << ": " << to_string(run.outcome);
  if (run.reason)
    out << " (" << to_string(*run.reason) << ")";
  out << "\n  " << run.summary << "\n";
  for (const auto& finding : run.findings) {
    out << "  " << to_string(finding.presence) << " " << finding.id << ": "
        << finding.evidence << "\n";
  }
  for (const auto& measurement : run.measurements) {
    out << "  " << measurement.name << " = " << measurement.value
        << (measurement.unit.empty() ? "" : " ") << measurement.unit << "\n";
  }
}

/// One coroutine for all, because the runner belongs to one io_context.
boost::asio::awaitable<std::string> replay_all(std::filesystem::path folder) {
  test::ReplayedBoard board(folder);
  Runner runner(board.board().clock);
  test::Steps steps;
  std::ostringstream out;
  for (const auto& probe : make_catalog(board.board(), board.profile())) {
    if (!is_replayed(probe))
      continue;
    const auto run = co_await runner.run(probe, steps);
    print(out, run);
  }
  co_return out.str();
}

std::string replay(const std::filesystem::path& folder) {
  return test::run(replay_all(folder));
}

}  // namespace

TEST_CASE("a replayed board gives the answers that are written beside it") {
  const auto board =
      GENERATE("healthy-emmc-speaker", "worn-hot-speaker", "old-nand-speaker",
               "chatty-emmc-speaker", "worn-nand-speaker");

  const auto actual = replay(data / board);
  const auto actual_file = std::string(board) + ".actual";
  std::ofstream(actual_file) << actual;

  INFO("compare with " << std::filesystem::absolute(actual_file).string());
  CHECK(actual == text_of(data / board / "expected"));
}

TEST_CASE("the same tree gives the same answers twice") {
  const auto folder = data / "worn-hot-speaker";

  CHECK(replay(folder) == replay(folder));
}
