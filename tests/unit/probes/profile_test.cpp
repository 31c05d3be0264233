#include "probes/profile.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "probes/toml.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

/// A file in the working directory of the test, gone after it.
class ProfileFile {
 public:
  explicit ProfileFile(std::string_view text) { std::ofstream(path_) << text; }
  ~ProfileFile() { std::filesystem::remove(path_); }
  Result<Profile> load() const { return load_profile(path_); }

 private:
  std::filesystem::path path_ =
      "profile_test_" + std::to_string(getpid()) + ".toml";
};

/// "profile_test_123.toml:2: key: what" without the name of the file.
std::string problem_of(std::string_view text) {
  const auto profile = ProfileFile(text).load();
  REQUIRE(!profile);
  const auto& what = profile.error().what;
  return what.substr(what.find(':') + 1);
}

/// The keys that load_profile() reads in a section, from its own complaint.
std::set<std::string> allowed_keys(const std::string& section) {
  const auto problem = problem_of("[" + section + "]\nx = 1\n");
  const std::string mark = "allowed here: ";
  const auto at = problem.find(mark);
  REQUIRE(at != problem.npos);
  std::set<std::string> keys;
  std::istringstream list(problem.substr(at + mark.size()));
  for (std::string key; list >> key;)
    keys.insert(key.substr(0, key.find(',')));
  return keys;
}

}  // namespace

TEST_CASE("the example profile equals the defaults that are compiled in") {
  const auto profile = load_profile(PROFILE_EXAMPLE);

  REQUIRE(profile);
  CHECK(*profile == Profile());
}

TEST_CASE("the example profile names every key") {
  const auto example = toml::parse_file(PROFILE_EXAMPLE).table();
  const auto section =
      GENERATE("wifi", "network", "audio", "firmware", "storage", "memory",
               "load", "thermal", "clock", "services", "identity", "slots");

  std::set<std::string> named;
  for (const auto& [key, value] : *example[section].as_table())
    named.emplace(key.str());

  CHECK(named == allowed_keys(section));
}

TEST_CASE("every key of a profile reaches its field") {
  const auto profile = ProfileFile(R"(
[wifi]
interface_name = "wlan1"
supplicant_folder = "/tmp/wpa"
weak_signal_dbm = -70
out_of_range_dbm = -82
retry_percent = 25
sleepy_rtt_ms = 150
min_packets = 50
[network]
interface_name = "eth0"
gateway_rtt_ms = 10
dns_name = "a.example"
dns_pinned = ["192.0.2.1"]
dns_slow_ms = 20
dns_timeout_ms = 900
http_url = "http://a.example"
https_url = "https://a.example"
ca_file = "/ca.pem"
second_https_url = "https://b.example"
anchors = ["192.0.2.9:853", "192.0.2.8"]
http_timeout_ms = 800
provider_loss_percent = 2
provider_delay_ms = 90
[audio]
playback_device = "p"
capture_device = "c"
mixer_device = "m"
mixer_control = "k"
microphones = 4
playback_channel = 5
rate_hz = 16000
sweep_dbfs = -30
sweep_seconds = 0.5
rub_buzz_dbfs = -10
max_thd_percent = 2
baseline = "/b.toml"
[firmware]
product = "tune-one"
[storage]
min_available_percent = 7
min_inodes_percent = 8
writable = ["/data", "/var"]
min_reserve_percent = 20
max_written_gb_per_day = 5
flash_endurance_tb = 12
min_flash_years = 4
[memory]
min_available_percent = 9
max_full_pressure_percent = 11
[load]
max_cpu_pressure_percent = 12
max_io_pressure_percent = 13
max_full_io_pressure_percent = 14
max_load_per_processor = 2
[thermal]
max_temperature_c = 80
[clock]
max_http_offset_s = 30
max_unsynchronised_s = 7200
[services]
expected = ["player"]
[identity]
min_days_left = 14
[slots]
confirm_within_s = 120
install_within_s = 900
)")
                           .load();

  REQUIRE(profile);
  const Profile expected{
      {"wlan1", "/tmp/wpa", -70, -82, 25, 150, 50},
      {"eth0",
       10,
       "a.example",
       {"192.0.2.1"},
       20,
       900ms,
       "http://a.example",
       "https://a.example",
       "/ca.pem",
       "https://b.example",
       {"192.0.2.9:853", "192.0.2.8"},
       800ms,
       2,
       90},
      {"p", "c", "m", "k", 4, 5, 16000, -30, 0.5, -10, 2, "/b.toml"},
      {"tune-one"},
      {7, 8, {"/data", "/var"}, 20, 5, 12, 4},
      {9, 11},
      {12, 13, 14, 2},
      {80},
      {30, 2h},
      {{"player"}},
      {14},
      {120, 900}};
  CHECK(*profile == expected);
}

TEST_CASE("an unknown key is told with its line and what is allowed") {
  CHECK(problem_of("[memory]\nmin_availabel_percent = 5\n") ==
        "2: memory.min_availabel_percent: unknown key; allowed here: "
        "max_full_pressure_percent, min_available_percent");
}

TEST_CASE("a value out of range is told with its line and the range") {
  CHECK(problem_of("\n[wifi]\nweak_signal_dbm = 10\n") ==
        "3: wifi.weak_signal_dbm: must be a number from -100 to -30");
  CHECK(problem_of("[network]\ndns_timeout_ms = 5\n") ==
        "2: network.dns_timeout_ms: must be a whole number from 100 to 10000");
}

TEST_CASE("values that contradict each other are told") {
  CHECK(problem_of("[network]\nhttp_url = 'https://a.example'\n") ==
        "2: network.http_url: must start with http://");
  CHECK(problem_of("[network]\nhttps_url = 'http://a.example'\n") ==
        "2: network.https_url: must start with https://");
  CHECK(problem_of("[network]\ndns_name = ''\n") ==
        "2: network.dns_name: must not be empty");
  CHECK(problem_of("[audio]\nsweep_seconds = 99\n") ==
        "2: audio.sweep_seconds: must be a number from 0.5 to 10");
  CHECK(problem_of("[storage]\nwritable = ['data']\n") ==
        "2: storage.writable: \"data\" must start with /");
  CHECK(problem_of("[services]\nexpected = ['/sbin/init']\n") ==
        "2: services.expected: \"/sbin/init\" must be the name of a program");
}
