#include "agent/config.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

const char* const with_cloud = R"(
[device]
id = "speaker-1"
tenant = "acme"
model = "Boom 3"
[broker]
host = "mqtt.example.com"
port = 1884
ca_file = "/ca.pem"
cert_file = "/cert.pem"
key_file = "/key.pem"
keep_alive_s = 20
[schedule]
boot_delay_s = 0
period_s = 600
retry_s = 5
[paths]
state_dir = "/tmp/state"
socket = "/tmp/s.sock"
profile = "/p.toml"
policy = "/q.toml"
knowledge = "/k.pb"
root = "/captured"
root_keys = "/roots"
trusted_keys = "/keys"
[firmware]
manifest = "/m.pb"
keys = "/makers"
[light]
led = "white:assist"
)";

std::string problem_of(std::string_view text) {
  const auto config = parse_config(text, "c.toml");
  return config ? "" : config.error().what;
}

}  // namespace

TEST_CASE("the example holds every default") {
  const auto example = load_config(EXAMPLE_FILE);

  REQUIRE(example);
  CHECK(*example == Config{});
}

TEST_CASE("the example names every key there is") {
  std::ifstream in(EXAMPLE_FILE);
  std::ostringstream text;
  text << in.rdbuf();
  std::istringstream keys(with_cloud);

  for (std::string line; std::getline(keys, line);) {
    const auto key = line.substr(0, line.find('='));
    CHECK(text.str().find("\n" + key) != std::string::npos);
  }
}

TEST_CASE("every key is read") {
  const auto config = parse_config(with_cloud, "c.toml");

  REQUIRE(config);
  CHECK(config->has_cloud());
  CHECK(config->device == Config::Device{"speaker-1", "acme", "Boom 3"});
  CHECK(config->broker == Config::Broker{"mqtt.example.com", 1884, "/ca.pem",
                                         "/cert.pem", "/key.pem", 20s});
  CHECK(config->schedule == Config::Schedule{0s, 600s, 5s});
  CHECK(config->paths == Config::Paths{"/tmp/state", "/tmp/s.sock", "/p.toml",
                                       "/q.toml", "/k.pb", "/captured",
                                       "/roots", "/keys"});
  CHECK(config->firmware == Config::Firmware{"/m.pb", "/makers"});
  CHECK(config->light == Config::Light{"white:assist"});
}

TEST_CASE("a light that is no name in its folder is refused with its line") {
  for (const char* led : {"../../../etc", "a/b", ".."}) {
    CHECK(problem_of("[light]\nled = \"" + std::string(led) + "\"\n") ==
          "c.toml:2: light.led: must be a name in /sys/class/leds");
  }
}

TEST_CASE("a mute key is a node of its folder or a name") {
  const auto device = [](const std::string& name) {
    return parse_config("[mute_key]\ndevice = \"" + name + "\"\n", "c.toml");
  };
  CHECK(device("/dev/input/event1")->mute_key.device == "/dev/input/event1");
  CHECK(device("gpio-keys")->mute_key.device == "gpio-keys");
  CHECK(device("")->mute_key.device.empty());
  for (const char* wrong : {"/etc/passwd", "../event1", "a/b"})
    CHECK(problem_of("[mute_key]\ndevice = \"" + std::string(wrong) + "\"\n") ==
          "c.toml:2: mute_key.device: must be a node below /dev/input, or the "
          "name of an input device, as \"gpio-keys\"");
}

TEST_CASE("a chime is off unless it is wanted, and never loud") {
  CHECK(Config().chime == Config::Chime{false, -30});
  const auto config = parse_config("[chime]\nplay = true\ndbfs = -20\n", "c");
  REQUIRE(config);
  CHECK(config->chime == Config::Chime{true, -20});
  CHECK(
      problem_of("[chime]\ndbfs = 0\n").starts_with("c.toml:2: chime.dbfs: "));
}

TEST_CASE("each repair may have a program, and one that takes it back") {
  const auto config = parse_config(
      "[remedies]\nrenew_lease = [\"/bin/renew\", \"wlan0\"]\n"
      "undo_prefer_dns = [\"/bin/back\"]\ntimeout_s = 5\n"
      "restored_volume_percent = 55\n",
      "c.toml");

  REQUIRE(config);
  const auto& repairs = config->repairs;
  const auto place = [](RepairAction action) {
    return static_cast<std::size_t>(action);
  };
  CHECK(repairs.act[place(RepairAction::renew_lease)] ==
        std::vector<std::string>{"/bin/renew", "wlan0"});
  CHECK(repairs.undo[place(RepairAction::prefer_dns)] ==
        std::vector<std::string>{"/bin/back"});
  CHECK(repairs.act[place(RepairAction::reboot)].empty());
  CHECK(repairs.patience == 5s);
  CHECK(repairs.restored_volume_percent == 55);
}

TEST_CASE("R27: a program is named by its place, and only for known repairs") {
  CHECK(problem_of("[remedies]\nreboot = [\"reboot\"]\n") ==
        "c.toml:2: remedies.reboot: must begin with the absolute path of a "
        "program");
  CHECK(problem_of("[remedies]\nreboot = \"/sbin/reboot now\"\n") ==
        "c.toml:2: remedies.reboot: must be a list of texts in quotes");
  CHECK(problem_of("[remedies]\nsing = [\"/bin/sing\"]\n")
            .starts_with("c.toml:2: remedies.sing: unknown key"));
}

TEST_CASE("a manifest that nobody's key can prove is refused with its line") {
  CHECK(problem_of("[firmware]\nmanifest = \"/m.pb\"\nkeys = \"\"\n") ==
        "c.toml:3: firmware.keys: must name a folder of public keys, else no "
        "manifest can be believed");
}

TEST_CASE("an id that would change the topic is refused with its line") {
  const auto id = GENERATE("a/b", "a+b", "#", "a b", "");

  const auto problem =
      problem_of("[device]\nid='x'\ntenant = '" + std::string(id) + "'");

  CHECK(problem ==
        "c.toml:3: device.tenant: must be 1 to 64 letters, digits, dots, "
        "dashes or underscores");
}

TEST_CASE("a broker needs a name for the speaker and all three files") {
  const auto problem = problem_of("[broker]\nhost = 'mqtt.example.com'\n");

  CHECK(problem.find("device.id: must be set") != std::string::npos);
  CHECK(problem.find("broker.ca_file: must name") != std::string::npos);
  CHECK(problem.find("broker.cert_file: must name") != std::string::npos);
  CHECK(problem.find("broker.key_file: must name") != std::string::npos);
}

TEST_CASE("a socket path that the kernel cannot hold is refused") {
  const std::string path(108, 's');

  CHECK(problem_of("[paths]\nsocket = '" + path + "'") ==
        "c.toml:2: paths.socket: must have 1 to 107 bytes, the kernel allows "
        "no more");
}

TEST_CASE("garbage is a clear error") {
  const auto text = GENERATE("\xff\xfe\x00", "[broker", "device = 3",
                             "[broker]\nport = 'x'", "[[paths]]");

  CHECK(problem_of(text).starts_with("c.toml:"));
}
