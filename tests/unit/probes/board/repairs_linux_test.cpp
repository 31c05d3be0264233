#include "probes/board/linux/repairs_linux.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <optional>
#include <sstream>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/probes/board/fake_supplicant.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

std::vector<std::string>& command(RepairCommands& commands,
                                  RepairAction action) {
  return commands.act[static_cast<std::size_t>(action)];
}

struct Fixture {
  RepairsLinux repairs(const std::string& root = "/") {
    return {worker,
            BoardRoot(root),
            {(folder.path() / "wpa").string(), "wlan0", "none", "Master"},
            commands};
  }
  std::vector<std::string> writing(const std::string& text) {
    return {"/bin/sh", "-c", text + " >>\"$0\"", (folder.path() / "out")};
  }
  std::string out() const {
    std::ostringstream text;
    text << std::ifstream(folder.path() / "out").rdbuf();
    return text.str();
  }

  test::TemporaryFolder folder;
  Worker worker;
  RepairCommands commands;
};

/// As wpa_supplicant 2.10 tells of it.
std::vector<std::string> joining(const std::string& command) {
  if (command == "REASSOCIATE") {
    return {"OK\n", "<3>Trying to associate with SSID 'home'",
            "<3>CTRL-EVENT-CONNECTED - Connection to 02:00:00:00:00:00 "
            "completed [id=0 id_str=]"};
  }
  return {"OK\n"};
}

}  // namespace

TEST_CASE("what needs a program names the key that is missing") {
  Fixture f;
  const auto repairs = f.repairs();

  CHECK(repairs.hindrance(RepairAction::renew_lease) ==
        "remedies.renew_lease of the configuration names no program");
  CHECK(repairs.hindrance(RepairAction::reconnect_wifi).empty());
  CHECK(repairs.hindrance(RepairAction::restore_mixer).empty());
}

TEST_CASE("R27: a captured board is never acted on") {
  Fixture f;
  command(f.commands, RepairAction::renew_lease) = f.writing("echo done");
  auto repairs = f.repairs(f.folder.path());

  const auto done = test::run(repairs.perform(RepairAction::renew_lease, ""));

  CHECK(done.error().code == Errc::unsupported);
  CHECK(f.out().empty());
}

TEST_CASE("an action runs its program") {
  Fixture f;
  command(f.commands, RepairAction::renew_lease) = f.writing("echo renewed");
  auto repairs = f.repairs();

  CHECK(test::run(repairs.perform(RepairAction::renew_lease, "ignored")));
  CHECK(f.out() == "renewed\n");
}

TEST_CASE("only the restart of a service gets its name") {
  Fixture f;
  command(f.commands, RepairAction::restart_service) = f.writing("echo $1");
  auto repairs = f.repairs();

  CHECK(test::run(
      repairs.perform(RepairAction::restart_service, "sound-server@1")));
  CHECK(f.out() == "sound-server@1\n");
}

TEST_CASE("R27: a strange name reaches no command line") {
  Fixture f;
  command(f.commands, RepairAction::restart_service) = f.writing("echo $1");
  auto repairs = f.repairs();

  for (const std::string name : {"", "--all", "../sh", "a b", "$(reboot)",
                                 "a;b", "a\nb", std::string(65, 'a').c_str()}) {
    const auto done =
        test::run(repairs.perform(RepairAction::restart_service, name));
    CHECK(done.error().code == Errc::unsupported);
  }
  CHECK(f.out().empty());
}

TEST_CASE("what has a way back is taken back") {
  Fixture f;
  f.commands.undo[static_cast<std::size_t>(RepairAction::prefer_dns)] =
      f.writing("echo back");
  auto repairs = f.repairs();

  CHECK(test::run(repairs.undo(RepairAction::prefer_dns)));
  CHECK(f.out() == "back\n");
  CHECK(test::run(repairs.undo(RepairAction::renew_lease)).error().what ==
        "there is no way back");
  // Never changed, so there is nothing to restore.
  CHECK(test::run(repairs.undo(RepairAction::restore_mixer)).error().what ==
        "there is no way back");
}

TEST_CASE("without a program wpa_supplicant is told to join anew") {
  Fixture f;
  std::vector<std::string> heard;
  std::optional<test::FakeSupplicant> supplicant;
  supplicant.emplace(f.folder.path() / "wpa/wlan0",
                     [&heard](const std::string& command) {
                       heard.push_back(command);
                       return joining(command);
                     });
  auto repairs = f.repairs();

  CHECK(test::run(repairs.perform(RepairAction::reconnect_wifi, "")));
  supplicant.reset();
  CHECK(heard == std::vector<std::string>{"ATTACH", "REASSOCIATE", "DETACH"});
}

TEST_CASE("a supplicant that is not there is told") {
  Fixture f;
  auto repairs = f.repairs();

  CHECK(test::run(repairs.perform(RepairAction::reconnect_wifi, ""))
            .error()
            .code == Errc::unsupported);
}

TEST_CASE("a configured program goes before wpa_supplicant") {
  Fixture f;
  command(f.commands, RepairAction::reconnect_wifi) = f.writing("echo iwd");
  auto repairs = f.repairs();

  CHECK(test::run(repairs.perform(RepairAction::reconnect_wifi, "")));
  CHECK(f.out() == "iwd\n");
}
