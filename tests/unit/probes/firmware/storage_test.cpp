#include "probes/firmware/storage.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using soundcheck::test::finding;
using soundcheck::test::measured;

namespace {

class FakeStorage final : public Storage {
 public:
  explicit FakeStorage(Result<StorageState> state) : state_(std::move(state)) {}
  Task<StorageState> state() override { co_return state_; }

 private:
  Result<StorageState> state_;
};

Filesystem filesystem(std::string mount_point, std::string type) {
  Filesystem made;
  made.mount_point = std::move(mount_point);
  made.type = std::move(type);
  made.size_bytes = 1000;
  made.available_bytes = 400;
  made.inodes = 100;
  made.inodes_free = 80;
  return made;
}

StorageState healthy() {
  StorageState state;
  state.filesystems = {filesystem("/", "ext4"), filesystem("/data", "ext4")};
  state.flash = {{"mmcblk0", 0x02, 0x01, 1, ""}};
  return state;
}

Result<Verdict> check(Result<StorageState> state,
                      Profile::Storage limits = {}) {
  FakeStorage storage(std::move(state));
  test::Steps progress;
  return test::run(
      firmware::check_storage(storage, std::move(limits), progress));
}

std::map<std::string, double> all_measured(const Verdict& verdict) {
  std::map<std::string, double> values;
  for (const auto& measurement : verdict.measurements)
    values[measurement.name] = measurement.value;
  return values;
}

}  // namespace

TEST_CASE("healthy storage passes with every finding absent") {
  const auto verdict = check(healthy());

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  REQUIRE(verdict->findings.size() == 8);
  for (const auto id : {"firmware.disk_full", "firmware.inodes_full",
                        "firmware.read_only", "firmware.flash_worn"})
    CHECK(finding(*verdict, id).presence == Presence::absent);
  // This one has no ext4 that counts, no raw NAND and no uptime.
  for (const auto id :
       {"firmware.filesystem_errors", "firmware.many_writes",
        "firmware.flash_reserve_low", "firmware.volume_damaged"})
    CHECK(finding(*verdict, id).presence == Presence::unknown);
  CHECK(all_measured(*verdict) ==
        std::map<std::string, double>{{"available_root", 40},
                                      {"available_data", 40},
                                      {"inodes_free_root", 80},
                                      {"inodes_free_data", 80},
                                      {"flash_life_used", 20}});
}

TEST_CASE("a full file system is named with what is left") {
  auto state = healthy();
  state.filesystems[1].available_bytes = 9;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(finding(*verdict, "firmware.disk_full").presence == Presence::present);
  CHECK(verdict->summary == "/data has 0.9 % of space left (limit 5.0 %)");
}

TEST_CASE("no inodes left is told apart from no space left") {
  auto state = healthy();
  state.filesystems[1].inodes_free = 4;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(finding(*verdict, "firmware.disk_full").presence == Presence::absent);
  CHECK(finding(*verdict, "firmware.inodes_full").presence ==
        Presence::present);
}

TEST_CASE("a read-only image is full by nature and no fault") {
  auto state = healthy();
  auto image = filesystem("/usr", "squashfs");
  image.read_only = true;
  image.available_bytes = 0;
  state.filesystems.push_back(image);

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(!measured(*verdict, "available_usr"));
}

TEST_CASE("a file system that is mounted twice is measured once") {
  auto state = healthy();
  state.filesystems[1].device = "179:4";
  auto bound = filesystem("/var/lib", "ext4");
  bound.device = "179:4";
  state.filesystems.push_back(bound);

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(measured(*verdict, "available_data"));
  CHECK(!measured(*verdict, "available_var_lib"));
}

TEST_CASE("a file system without inodes leaves only that unknown") {
  auto state = healthy();
  for (auto& f : state.filesystems)
    f.inodes = f.inodes_free = 0;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(finding(*verdict, "firmware.inodes_full").presence ==
        Presence::unknown);
}

TEST_CASE("a file system that cannot be asked may be the full one") {
  auto state = healthy();
  state.filesystems[1].size_bytes = 0;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(finding(*verdict, "firmware.disk_full").presence == Presence::unknown);
  CHECK(finding(*verdict, "firmware.disk_full").evidence == "cannot ask /data");
}

TEST_CASE("a place that must be writable is judged on its deepest mount") {
  auto state = healthy();
  state.filesystems[1].read_only = true;
  state.filesystems[1].asked_read_only = true;
  Profile::Storage limits;

  limits.writable = {"/", "/database"};
  CHECK(check(state, limits).value().outcome == Outcome::passed);

  limits.writable = {"/", "/data/music"};
  const auto verdict = check(state, limits);
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(finding(*verdict, "firmware.read_only").presence == Presence::present);
  CHECK(verdict->summary == "/data/music cannot be written");
}

TEST_CASE("an image can never be written, so the profile is asked to change") {
  auto state = healthy();
  state.filesystems[0].type = "squashfs";
  state.filesystems[0].read_only = true;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(finding(*verdict, "firmware.read_only").evidence ==
        "/ is on a squashfs image; the profile must name another place");
}

TEST_CASE("places on no known file system are unknown") {
  Profile::Storage limits;
  limits.writable = {"/data"};

  const auto verdict = check(StorageState(), limits);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(finding(*verdict, "firmware.disk_full").presence == Presence::unknown);
  CHECK(finding(*verdict, "firmware.read_only").presence == Presence::unknown);
}

TEST_CASE("flash wear is judged on every value that is defined") {
  using Life = std::optional<int>;
  const auto [a, b, eol, expected] =
      GENERATE(table<Life, Life, Life, Presence>({
          {0x09, 0x09, 1, Presence::absent},
          {0x0a, 0x01, 1, Presence::present},
          {0x01, 0x0b, 1, Presence::present},
          {0x01, 0x01, 2, Presence::present},
          {0x01, 0x01, 3, Presence::present},
          {0x00, 0x03, 0, Presence::absent},
          {0x00, 0x00, 0, Presence::unknown},
          {0x0c, 0xff, 9, Presence::unknown},
          {0x0c, 0x01, 1, Presence::unknown},
          {0x01, 0x01, 4, Presence::unknown},
          {0x0c, 0x0b, 1, Presence::present},
          {std::nullopt, std::nullopt, std::nullopt, Presence::unknown},
      }));
  auto state = healthy();
  state.flash = {{"mmcblk0", a, b, eol, ""}};

  const auto verdict = check(state);

  REQUIRE(verdict);
  CAPTURE(a.value_or(-1), b.value_or(-1), eol.value_or(-1));
  CHECK(finding(*verdict, "firmware.flash_worn").presence == expected);
}

TEST_CASE("worn flash tells which device and how much is used") {
  auto state = healthy();
  state.flash = {{"mmcblk1", std::nullopt, std::nullopt, std::nullopt, ""},
                 {"mmcblk0", 0x0b, 0x02, 3, ""}};

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->summary ==
        "mmcblk0 has used more than 100 % of its life, reserve urgent");
  CHECK(measured(*verdict, "flash_life_used") == 110);
}

TEST_CASE("wear that cannot be read is unknown, with the file") {
  auto state = healthy();
  state.flash[0] = {"mmcblk0", std::nullopt, std::nullopt, 1, "life_time:1: x"};

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(finding(*verdict, "firmware.flash_worn").presence == Presence::unknown);
  CHECK(finding(*verdict, "firmware.flash_worn").evidence == "life_time:1: x");
}

TEST_CASE("half a wear that can be read still tells the end of the life") {
  auto state = healthy();
  state.flash[0] = {"mmcblk0", std::nullopt, std::nullopt, 3, "life_time:1: x"};

  CHECK(finding(check(state).value(), "firmware.flash_worn").presence ==
        Presence::present);
}

TEST_CASE("damage is told before what it has turned read-only") {
  auto state = healthy();
  state.filesystems[1].read_only = true;
  Ext4Health ext4;
  ext4.device = "vdd";
  ext4.errors = 1;
  state.ext4 = {ext4};
  Profile::Storage limits;
  limits.writable = {"/data"};

  const auto verdict = check(state, limits);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(finding(*verdict, "firmware.read_only").presence == Presence::present);
  CHECK(finding(*verdict, "firmware.filesystem_errors").presence ==
        Presence::present);
}

TEST_CASE("storage that cannot be read is an error with the step") {
  CHECK(check(Error(Errc::parse, "x")).error() ==
        Error(Errc::parse, "reading storage: x"));
}
