#include "probes/board/linux/services_proc.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

/// A process as it stands in the forged /proc.
struct Forged {
  int pid = 0;
  std::string program;
  std::string command_line = {};
  int parent = 1;
  int session = 0;  ///< 0 = it leads its own
  int terminal = 0;
  char state = 'S';
  std::string group = "0::/\n";
};

/// A /proc with process 1 and its children.
class ForgedProc {
 public:
  explicit ForgedProc(bool lists_children = true)
      : lists_children_(lists_children) {
    bury(100);
  }

  void add(const Forged& process) {
    const auto folder = "proc/" + std::to_string(process.pid) + "/";
    const int session = process.session ? process.session : process.pid;
    write_stat(process, session, 0);
    files_.write(folder + "cmdline", process.command_line);
    files_.write(folder + "cgroup", process.group);
    if (process.parent == 1)
      children_.push_back(process.pid);
    list();
  }
  void end(int pid) {
    std::filesystem::remove_all(files_.path() / "proc" / std::to_string(pid));
    std::erase(children_, pid);
    list();
    bury(faults_ + 30);
  }
  void bury(int faults) {
    faults_ = faults;
    write_stat({1, "init", "", 0}, 1, faults);
    list();
  }
  void wait(std::chrono::milliseconds time) { now_ += time; }
  const test::TemporaryFolder& files() const { return files_; }
  ServicesProc services() const {
    return ServicesProc(BoardRoot(files_.path()), [this] { return now_; });
  }

 private:
  void write_stat(const Forged& process, int session, int faults) {
    files_.write("proc/" + std::to_string(process.pid) + "/stat",
                 std::to_string(process.pid) + " (" + process.program + ") " +
                     process.state + " " + std::to_string(process.parent) +
                     " 1 " + std::to_string(session) + " " +
                     std::to_string(process.terminal) + " -1 0 5 " +
                     std::to_string(faults) +
                     " 0 0 1 1 0 0 20 0 1 0 9 4096 1\n");
  }
  void list() {
    std::string text;
    for (const int pid : children_)
      text += std::to_string(pid) + " ";
    if (lists_children_)
      files_.write("proc/1/task/1/children", text);
  }

  test::TemporaryFolder files_;
  bool lists_children_;
  std::vector<int> children_;
  int faults_ = 0;
  std::chrono::milliseconds now_ = 100s;
};

ServicesState look(ServicesProc& services) {
  return test::run(services.look({})).value();
}

std::vector<std::string> names(const ServicesState& state) {
  std::vector<std::string> list;
  for (const auto& service : state.services)
    list.push_back(service.name);
  return list;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the supervisor and its services are told by their names") {
  ForgedProc proc;
  proc.add({20, "hostapd"});
  proc.add({21, "sh", std::string("/bin/sh\0-c\0sleep 1; exit 1\0", 27)});
  auto services = proc.services();

  const auto state = look(services);

  CHECK(state.supervisor == "init");
  CHECK(names(state) == Names{"hostapd", "sh -c sleep"});
  CHECK(state.services[0].running);
}

TEST_CASE("consoles, orphans and children of children are no services") {
  ForgedProc proc;
  proc.add({.pid = 20, .program = "sh", .terminal = 1088});
  proc.add({.pid = 21, .program = "sleep", .session = 19});
  proc.add({.pid = 22, .program = "worker", .parent = 20});
  proc.add({.pid = 23, .program = "tune", .session = 1});
  proc.add({.pid = 24,
            .program = "systemd",
            .group = "0::/user.slice/user-0.slice/user@0.service\n"});
  auto services = proc.services();

  CHECK(names(look(services)) == Names{"tune"});
}

TEST_CASE("a service that comes back with another number was restarted") {
  const bool lists_children = GENERATE(true, false);
  ForgedProc proc(lists_children);
  proc.add({20, "tune"});
  auto services = proc.services();
  look(services);

  proc.wait(2s);
  proc.end(20);
  proc.add({30, "tune"});
  look(services);
  proc.wait(3s);
  const auto state = look(services);

  REQUIRE(state.services.size() == 1);
  CHECK(state.services[0].running);
  CHECK(state.services[0].restarts ==
        std::vector<std::chrono::milliseconds>{3s});
  CHECK(state.watched == 5s);
}

TEST_CASE("a child between fork and exec is looked at again") {
  for (const std::string program : {"init", "(tune)"}) {
    ForgedProc proc;
    auto services = proc.services();
    proc.add({20, program});
    CHECK(look(services).services.empty());

    proc.end(20);
    proc.add({20, "tune"});

    CHECK(names(look(services)) == Names{"tune"});
  }
}

TEST_CASE("units are told apart, also when they run the same program") {
  ForgedProc proc;
  proc.add(
      {.pid = 20, .program = "air", .group = "0::/system.slice/a.service\n"});
  proc.add(
      {.pid = 21, .program = "air", .group = "0::/system.slice/b.service\n"});
  auto services = proc.services();
  look(services);

  proc.end(21);
  proc.add(
      {.pid = 30, .program = "air", .group = "0::/system.slice/b.service\n"});
  const auto state = look(services);

  CHECK(names(state) == Names{"a", "b"});
  CHECK(state.services[0].restarts.empty());
  CHECK(state.services[1].restarts.size() == 1);
}

TEST_CASE("the calm ends when a child ends or a service comes up") {
  ForgedProc proc;
  auto services = proc.services();
  look(services);
  proc.wait(7s);
  CHECK(look(services).calm == 7s);

  SECTION("a child ends") {
    proc.bury(130);
  }
  SECTION("a service comes up") {
    proc.add({20, "tune"});
  }
  look(services);
  proc.wait(1s);
  const auto state = look(services);

  CHECK(state.calm == 1s);
  CHECK(state.watched == 8s);
}

TEST_CASE("programs that do not run are missing, whoever starts them") {
  ForgedProc proc;
  proc.add({.pid = 20, .program = "runsv"});
  proc.add({.pid = 21, .program = "tune", .parent = 20});
  proc.add({.pid = 22, .program = "dead", .parent = 20, .state = 'Z'});
  proc.add({.pid = 23, .program = "a_very_long_nam", .parent = 20});
  auto services = proc.services();

  const Names expected = {"tune", "dead", "player", "a_very_long_name_indeed"};
  const auto state = test::run(services.look(expected));

  REQUIRE(state);
  CHECK(state->missing == Names{"dead", "player"});
}

TEST_CASE("processes that are hidden from us are no proof of anything") {
  const test::TemporaryFolder files;
  files.write("proc/self/mountinfo",
              "22 1 0:21 / /proc rw - proc proc rw,gid=3,hidepid=invisible\n");
  ServicesProc services{BoardRoot(files.path())};

  const auto state = test::run(services.look({}));

  REQUIRE(!state);
  CHECK(state.error().code == Errc::denied);
  CHECK(state.error().what.find("hidepid") != std::string::npos);
}

TEST_CASE("a tree without process 1 is unsupported") {
  const test::TemporaryFolder files;
  ServicesProc services{BoardRoot(files.path())};

  CHECK(test::run(services.look({})).error() ==
        Error(Errc::unsupported, "/proc/1/stat: not there"));
}

TEST_CASE("what is watched is known before anybody asks") {
  ForgedProc proc;
  proc.add({20, "tune"});
  boost::asio::io_context io;
  auto services = proc.services();

  services.watch(io.get_executor());
  proc.wait(60s);

  CHECK(look(services).watched == 60s);
  CHECK(look(services).calm == 60s);
}

TEST_CASE("a garbled process 1 is told with its file") {
  const ForgedProc proc;
  proc.files().write("proc/1/stat", "1 (init\n");
  auto services = proc.services();

  CHECK(test::run(services.look({})).error() ==
        Error(Errc::parse, "/proc/1/stat:1: must be the stat of a process"));
}

TEST_CASE("this machine's own process 1 can be looked at") {
  ServicesProc services{BoardRoot("/")};

  const auto state = test::run(services.look({}));

  if (state) {
    CHECK(!state->supervisor.empty());
  } else {
    CHECK(state.error().code == Errc::denied);
  }
}
