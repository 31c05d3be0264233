#include "tests/acoustic-bench/faults.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "tests/acoustic-bench/fault_keys.hpp"

namespace soundcheck::bench {

namespace {

struct Row {
  std::string allowed, healthy;
  bool operator==(const Row&) const = default;
};
using Table = std::map<std::string, Row>;

/// The cells of a line of a table, without blanks and code marks.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> all;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '|');) {
    std::erase(cell, '`');
    const auto begin = cell.find_first_not_of(' ');
    const auto end = cell.find_last_not_of(' ');
    all.push_back(
        begin == std::string::npos ? "" : cell.substr(begin, end - begin + 1));
  }
  return all;
}

Table documented() {
  Table table;
  std::ifstream file(BENCH_README);
  for (std::string line; std::getline(file, line);) {
    const auto row = cells(line);
    if (line.starts_with("| `") && row.size() >= 4)
      table[row[1]] = {row[2], row[3]};
  }
  return table;
}

/// The keys that there are; one row for all microphones.
Table known() {
  Table table;
  for (const auto& [name, key] : fault_keys()) {
    auto row_name = name;
    if (name.starts_with("mic") && name[3] >= '1' && name[3] <= '9')
      row_name[3] = 'N';
    table[row_name] = {key.allowed(), key.written(Faults())};
  }
  return table;
}

}  // namespace

TEST_CASE("the README has every key, its values and its healthy one") {
  const auto table = documented();

  for (const auto& [name, row] : known()) {
    CAPTURE(name);
    REQUIRE(table.contains(name));
    CHECK(table.at(name).allowed == row.allowed);
    CHECK(table.at(name).healthy == row.healthy);
  }
  CHECK(table.size() == known().size());
}

TEST_CASE("every key sets what it reads, from its least to its greatest") {
  for (const auto& [name, key] : fault_keys()) {
    CAPTURE(name);
    const auto values = key.words.empty() ? std::vector{short_number(key.min),
                                                        short_number(key.max)}
                                          : key.words;
    for (const auto& value : values) {
      const auto [faults, complaints] = parse_faults(name + "=" + value, "f");
      CHECK(complaints.empty());
      CHECK(key.written(faults) == value);
    }
  }
}

TEST_CASE("a word that is none of a key's is told with those that are") {
  const auto [faults, complaints] = parse_faults("noise_kind=brown\n", "f");

  REQUIRE(complaints.size() == 1);
  CHECK(complaints[0] == "f:1: noise_kind: 'brown' is not one of white, pink");
}

TEST_CASE("every documented fault is read") {
  const auto [faults, complaints] = parse_faults(
      "speaker_gain_db = -6.5\nspeaker_mute=yes\nclip=0.02\n"
      "noise_dbfs=-40\nmic1_dead=1\nmic4_gain_db = "
      "3\nmic_swap=1\nabsent=0\nbusy=1\n"
      "xrun_capture=0.25\n",
      "f");

  CHECK(complaints.empty());
  CHECK(faults.speaker_gain_db == -6.5);
  CHECK(faults.speaker_mute);
  CHECK(faults.clip == 0.02);
  CHECK(faults.noise_dbfs == -40);
  CHECK(faults.microphones[0].dead);
  CHECK_FALSE(faults.microphones[1].dead);
  CHECK(faults.microphones[3].gain_db == 3);
  CHECK(faults.mic_swap);
  CHECK(faults.microphone_at(0) == 1);
  CHECK(faults.microphone_at(3) == 3);
  CHECK_FALSE(faults.absent);
  CHECK(faults.busy);
  CHECK(faults.xrun_capture_s == 0.25);
}

TEST_CASE("comments, blank lines and foreign line ends are no faults") {
  const auto [faults, complaints] =
      parse_faults("# all is well\n\n  \t\r\nmic2_dead=1 # but this\r\n", "f");

  CHECK(complaints.empty());
  CHECK(faults.microphones[1].dead);
}

TEST_CASE("a wrong line is told with file and line, and the rest applies") {
  const auto [faults, complaints] = parse_faults(
      "mic5_dead=1\nnoise_dbfs=loud\nbusy\nclip=2\nabsent=1", "dir/faults");

  REQUIRE(complaints.size() == 4);
  CHECK(complaints[0].starts_with(
      "dir/faults:1: there is no fault 'mic5_dead'; known: absent, "));
  CHECK(complaints[1] ==
        "dir/faults:2: noise_dbfs: 'loud' is not a number from -200 to 0");
  CHECK(complaints[2] == "dir/faults:3: 'busy' is not key=value");
  CHECK(complaints[3] == "dir/faults:4: clip: '2' is not a number from 0 to 1");
  CHECK(faults.absent);
  CHECK(faults.noise_dbfs == Faults().noise_dbfs);
}

TEST_CASE("binary rubbish is complained about in printable words") {
  const std::string rubbish("\0\xff=\x1b[2J\nclip=nan\n=\n", 19);

  const auto [faults, complaints] = parse_faults(rubbish, "f");

  REQUIRE(complaints.size() == 3);
  for (const auto& complaint : complaints) {
    for (const char c : complaint)
      CHECK((c >= ' ' && c <= '~'));
  }
  CHECK(faults.clip == 0);
}

}  // namespace soundcheck::bench
