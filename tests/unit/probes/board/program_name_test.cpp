#include "probes/board/linux/program_name.hpp"

#include <catch2/catch.hpp>
#include <initializer_list>

using namespace soundcheck;

namespace {

std::string command_line(std::initializer_list<const char*> words) {
  std::string text;
  for (const auto* word : words)
    text += std::string(word) + '\0';
  return text;
}

}  // namespace

TEST_CASE("a program is called as the kernel calls it, without arguments") {
  CHECK(program_name("wpa_supplicant",
                     command_line({"wpa_supplicant", "-p", "secret"})) ==
        "wpa_supplicant");
}

TEST_CASE("what an interpreter runs is called by its script") {
  CHECK(program_name("sh", command_line({"/bin/sh", "/usr/lib/tune", "-k",
                                         "secret"})) == "tune");
  CHECK(program_name("python3", command_line({"python3", "-u", "app.py"})) ==
        "app.py");
  CHECK(program_name("busybox", command_line({"busybox", "udhcpc", "-f"})) ==
        "udhcpc");
}

TEST_CASE("a script in the command line is called by its first program") {
  const auto name = [](const char* script) {
    return program_name("sh", command_line({"/bin/sh", "-c", script}));
  };

  CHECK(name("sleep 1; exit 1") == "sh -c sleep");
  CHECK(name("exec /usr/bin/tune --key secret") == "sh -c tune");
  CHECK(name("LEVEL=3 KEY=secret tune") == "sh -c tune");
  CHECK(name("tune;stop") == "sh -c tune");
}

TEST_CASE("no part of a secret becomes a name") {
  const auto name = [](const char* script) {
    return program_name("sh", command_line({"/bin/sh", "-c", script}));
  };

  for (const char* script :
       {"KEY='very secret words' tune", "KEY=\"secret word\" tune",
        "KEY=$(echo secret) tune", "KEY=very\\ secret tune", "'secret'",
        "KEY=secret", "", "   ", ";secret", "[ -e /secret ]",
        "aVeryLongWordThatIsNoNameOfAnyProgramButMayBeASecret"}) {
    CAPTURE(script);
    CHECK(name(script) == "sh");
  }
}

TEST_CASE("an interpreter that tells nothing keeps its own name") {
  CHECK(program_name("sh", "") == "sh");
  CHECK(program_name("sh", command_line({"-sh"})) == "sh");
  CHECK(program_name("sh", command_line({"sh", "-c"})) == "sh");
  CHECK(program_name("sh", command_line({"sh", "two words"})) == "sh");
  CHECK(program_name("sh", std::string("\0\0\0", 3)) == "sh");
}

TEST_CASE("the control group is that of the one hierarchy, or of systemd's") {
  CHECK(control_group("0::/system.slice/tune.service\n") ==
        "/system.slice/tune.service");
  CHECK(control_group("12:cpu:/\n1:name=systemd:/system.slice/a.service\n"
                      "0::/\n") == "/system.slice/a.service");
  CHECK(control_group("0::/") == "/");
  CHECK(control_group("4:memory:/x\n").empty());
  CHECK(control_group("").empty());
}

TEST_CASE("a unit is told without its instance") {
  CHECK(unit_name("/system.slice/tune.service") == "tune");
  CHECK(unit_name("/system.slice/system-ssh.slice/ssh@7-192.0.2.1.service") ==
        "ssh");
  CHECK(unit_name("/system.slice/tune.service/helpers") == "tune");
  CHECK(unit_name("tune.service") == "tune");
  for (const char* other : {"", "/", "/init.scope", "/services/tune/main"})
    CHECK(unit_name(other).empty());
}
