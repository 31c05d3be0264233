#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "probes/board/linux/sha256_state.hpp"
#include "probes/board/linux/slot_content_linux.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using End = SlotStretch::End;

namespace {

constexpr std::size_t mebibyte = slot_chunk_bytes;

/// No two chunks of it are the same.
std::string content(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint32_t random = 7;
  for (auto& byte : bytes) {
    random = random * 1664525 + 1013904223;
    byte = static_cast<char>(random >> 24);
  }
  return bytes;
}

Sha256 hash_of(const std::string& bytes) {
  return hash_end({}, reinterpret_cast<const unsigned char*>(bytes.data()),
                  bytes.size());
}

boost::asio::awaitable<Result<SlotStretch>>
read_once(std::filesystem::path root, SlotReading reading, ReadingPace pace) {
  Worker worker;
  SlotContentLinux slots(worker, BoardRoot(std::move(root)), pace);
  co_return co_await slots.read(reading);
}

struct Fixture {
  test::TemporaryFolder root;
  SlotReading reading{"/dev/slot-b", 0, {}, false};
  ReadingPace pace{100'000, 1};

  void hold(const std::string& bytes) {
    root.write("dev/slot-b", bytes);
    reading.size_bytes = bytes.size();
  }
  Result<SlotStretch> read() const {
    return test::run(read_once(root.path(), reading, pace));
  }
};

}  // namespace

TEST_CASE("a small slot is read in one stretch and has its hash") {
  const auto size = GENERATE(1u, 63u, 64u, 4097u, 131'072u, mebibyte - 1,
                             mebibyte, mebibyte + 1, 3 * mebibyte);
  Fixture f;
  const auto bytes = content(size);
  f.hold(bytes);

  const auto stretch = f.read();

  REQUIRE(stretch);
  CHECK(stretch->end == End::whole);
  CHECK(stretch->hash == hash_of(bytes));
  CHECK(stretch->marks.size() == (size + mebibyte - 1) / mebibyte);
}

TEST_CASE("what lies behind the content is not read into the hash") {
  Fixture f;
  const auto bytes = content(mebibyte + 100);
  f.hold(bytes + content(5000));
  f.reading.size_bytes = bytes.size();

  const auto stretch = f.read();

  REQUIRE(stretch);
  CHECK(stretch->hash == hash_of(bytes));
}

TEST_CASE("a stretch ends after 16 MiB and the next goes on from there") {
  Fixture f;
  const auto bytes = content(18 * mebibyte + 5);
  f.hold(bytes);

  const auto first = f.read();
  REQUIRE(first);
  CHECK(first->end == End::more);
  CHECK(first->state.bytes == 16 * mebibyte);
  CHECK(first->marks.size() == 16);

  f.reading.from = first->state;
  const auto second = f.read();
  REQUIRE(second);
  CHECK(second->end == End::whole);
  CHECK(second->marks.size() == 3);
  CHECK(second->hash == hash_of(bytes));
}

TEST_CASE("marks differ from the first chunk that differs, and only from it") {
  const auto wrong = GENERATE(0u, 1u, 2u, 3u);
  Fixture f;
  auto bytes = content(3 * mebibyte + 10);
  f.hold(bytes);
  const auto before = f.read();
  bytes[wrong * mebibyte + 3] =
      static_cast<char>(bytes[wrong * mebibyte + 3] ^ 1);
  f.hold(bytes);

  const auto after = f.read();

  REQUIRE(before);
  REQUIRE(after);
  CHECK(before->hash != after->hash);
  for (std::size_t i = 0; i < 4; ++i)
    CHECK((before->marks.at(i) == after->marks.at(i)) == (i < wrong));
}

TEST_CASE("a device that is smaller than what was recorded is named") {
  Fixture f;
  f.hold(content(2 * mebibyte));
  f.reading.size_bytes = 5 * mebibyte;

  const auto stretch = f.read();

  REQUIRE(!stretch);
  CHECK(stretch.error().code == Errc::parse);
  CHECK(stretch.error().what ==
        "/dev/slot-b: holds 2 MiB, less than the 5 MiB that the updater "
        "recorded");
}

TEST_CASE("a device that is not there, or is none, cannot be read") {
  Fixture f;
  f.reading.size_bytes = 1;
  auto stretch = f.read();
  REQUIRE(!stretch);
  CHECK(stretch.error().code == Errc::io);

  std::filesystem::create_directories(f.root.path() / "dev");
  REQUIRE(mkfifo((f.root.path() / "dev/slot-b").c_str(), 0600) == 0);
  stretch = f.read();
  REQUIRE(!stretch);
  CHECK(stretch.error().what == "/dev/slot-b: no block device");
}

TEST_CASE("a device that somebody refuses is denied") {
  if (geteuid() == 0) {
    // Nothing is refused to root; the integration test drops its rights.
    return;
  }
  Fixture f;
  f.hold(content(100));
  chmod((f.root.path() / "dev/slot-b").c_str(), 0);

  const auto stretch = f.read();

  REQUIRE(!stretch);
  CHECK(stretch.error().code == Errc::denied);
}

TEST_CASE("music, heat and busy storage hold reading up, with where it was") {
  Fixture f;
  f.hold(content(2 * mebibyte));
  const auto why =
      GENERATE("something is playing", "it is hot", "others wait for storage");
  if (why == std::string("something is playing"))
    f.root.write("proc/asound/card0/pcm0p/sub0/status", "state: RUNNING\n");
  if (why == std::string("it is hot")) {
    f.root.write("sys/class/thermal/thermal_zone0/temp", "90000\n");
    f.root.write("sys/class/thermal/thermal_zone0/trip_point_0_temp",
                 "80000\n");
    f.root.write("sys/class/thermal/thermal_zone0/trip_point_0_type",
                 "passive\n");
  }
  if (why == std::string("others wait for storage"))
    f.root.write("proc/pressure/io",
                 "some avg10=1.01 avg60=0.00 avg300=0.00 total=0\n");

  const auto stretch = f.read();

  REQUIRE(stretch);
  CHECK(stretch->end == End::held_up);
  CHECK(stretch->held_up_by == why);
  CHECK(stretch->state == HashState());
}

TEST_CASE("a running slot is read only where nobody can write to it") {
  Fixture f;
  auto bytes = content(4096);
  f.reading.running = true;

  f.hold(bytes);
  const auto other = f.read();
  REQUIRE(!other);
  CHECK(other.error().code == Errc::unsupported);
  CHECK(other.error().what == "its file system may be written to");

  bytes.replace(0, 4, "hsqs");
  f.hold(bytes);
  CHECK(f.read());
  bytes.replace(0, 4, "none");
  bytes.replace(1024, 4, "\xe2\xe1\xf5\xe0");
  f.hold(bytes);
  CHECK(f.read());
}
