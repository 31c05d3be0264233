#include "probes/board/linux/command_run.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

Result<void> shell(const std::string& text,
                   std::chrono::seconds patience = 20s) {
  return run_command({"/bin/sh", "-c", text}, patience, {});
}

std::string content(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

bool lives(pid_t pid) {
  return ::kill(pid, 0) == 0;
}

}  // namespace

TEST_CASE("a program that ends with 0 has done it") {
  CHECK(shell("exit 0"));
}

TEST_CASE("arguments reach the program as they are") {
  const test::TemporaryFolder folder;
  const auto out = (folder.path() / "out").string();

  CHECK(run_command({"/bin/sh", "-c", "printf '%s|' \"$@\" >\"$0\"", out, "a b",
                     "$HOME", "; rm -rf /"},
                    20s, {}));
  CHECK(content(out) == "a b|$HOME|; rm -rf /|");
}

TEST_CASE("a failing program is told with its status and last words") {
  const auto result = shell("echo starting; echo no lease >&2; exit 3");

  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::io);
  CHECK(result.error().what == "/bin/sh ended with 3: starting no lease");
}

TEST_CASE("a program that a signal kills is told so") {
  CHECK(shell("kill -9 $$").error().what == "/bin/sh was killed by signal 9");
}

TEST_CASE("a program that is not there is told") {
  const auto result = run_command({"/no/such/program"}, 20s, {});

  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::io);
  CHECK(result.error().what.starts_with(
      "/no/such/program cannot be started: No such file"));
}

TEST_CASE("R27: a program that hangs is killed with what it started") {
  const test::TemporaryFolder folder;
  const auto pids = (folder.path() / "pids").string();
  const auto begun = std::chrono::steady_clock::now();

  const auto result = shell("sleep 1000 & echo $! $$ >" + pids + "; wait", 1s);

  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::timeout);
  CHECK(result.error().what == "/bin/sh did not end within 1 s");
  CHECK(std::chrono::steady_clock::now() - begun < 10s);
  pid_t child = 0, parent = 0;
  std::istringstream(content(pids)) >> child >> parent;
  REQUIRE(child > 0);
  CHECK_FALSE(lives(parent));
  // The orphan is somebody else's to bury.
  for (int i = 0;
       i < 200 && lives(child) &&
       content("/proc/" + std::to_string(child) + "/stat").find(") Z") ==
           std::string::npos;
       ++i)
    std::this_thread::sleep_for(10ms);
  CHECK((!lives(child) ||
         content("/proc/" + std::to_string(child) + "/stat").find(") Z") !=
             std::string::npos));
}

TEST_CASE("a stop kills it") {
  std::stop_source source;
  source.request_stop();

  const auto result =
      run_command({"/bin/sh", "-c", "sleep 1000"}, 100s, source.get_token());

  CHECK(result.error().code == Errc::cancelled);
}

TEST_CASE("of megabytes of output the last words are kept") {
  const auto result = shell(
      "i=0; while [ $i -lt 40000 ]; do echo "
      "0123456789012345678901234567890123456789012345678; "
      "i=$((i+1)); done; echo the end; exit 1");

  REQUIRE_FALSE(result);
  CHECK(result.error().what.ends_with("the end"));
  CHECK(result.error().what.size() < 300);
}

TEST_CASE("what it leaves running does not hold it up") {
  const auto begun = std::chrono::steady_clock::now();

  CHECK(shell("sleep 30 & exit 0", 25s));

  CHECK(std::chrono::steady_clock::now() - begun < 20s);
}

TEST_CASE("it inherits neither environment nor ignored signals nor input") {
  ::setenv("NOTIFY_SOCKET", "/run/secret", 1);
  const auto before = std::signal(SIGPIPE, SIG_IGN);

  CHECK(shell("[ -z \"$NOTIFY_SOCKET\" ] && [ -n \"$PATH\" ]"));
  CHECK(shell("! grep -q '^SigIgn:.*1...$' /proc/self/status"));
  CHECK(shell("! read line"));
  CHECK(shell("[ $(ps -o pgid= -p $$) = $$ ]"));

  std::signal(SIGPIPE, before);
}
