#include "probes/board/linux/program_book.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;

ProcessUse process(std::uint64_t pid,
                   std::string name,
                   std::uint64_t mebibytes,
                   std::chrono::milliseconds processor_time = 0ms) {
  return {pid, 5s, std::move(name), mebibytes * mebibyte, processor_time};
}

}  // namespace

TEST_CASE("before the first look no program is known") {
  const ProgramBook book;

  CHECK(!book.biggest());
  CHECK(!book.busiest());
}

TEST_CASE("the program with most memory is all its processes together") {
  ProgramBook book;

  book.take({process(1, "init", 2), process(7, "player", 6),
             process(8, "player", 5), process(9, "tuner", 10)},
            10s);

  const auto biggest = book.biggest();
  REQUIRE(biggest);
  CHECK(biggest->name == "player");
  CHECK(biggest->resident_bytes == 11 * mebibyte);
  CHECK(biggest->grown_bytes == 0);
}

TEST_CASE("a program that grows goes before a bigger one that does not") {
  ProgramBook book;
  book.take({process(7, "player", 40), process(9, "leaky", 4)}, 10s);

  book.take({process(7, "player", 41), process(9, "leaky", 16)}, 70s);

  const auto biggest = book.biggest();
  REQUIRE(biggest);
  CHECK(biggest->name == "leaky");
  CHECK(biggest->grown_bytes == 12 * static_cast<std::int64_t>(mebibyte));
  CHECK(biggest->seen_for == 60s);
}

TEST_CASE("what shrinks has not grown") {
  ProgramBook book;
  book.take({process(7, "player", 40), process(9, "tuner", 30)}, 10s);

  book.take({process(7, "player", 20), process(9, "tuner", 30)}, 70s);

  CHECK(book.biggest()->name == "tuner");
  CHECK(book.biggest()->grown_bytes == 0);
}

TEST_CASE("the busiest program is that of the time since the last look") {
  ProgramBook book;
  book.take({process(7, "player", 1, 60s), process(9, "hog", 1, 0s)}, 100s);

  book.take({process(7, "player", 1, 61s), process(9, "hog", 1, 9s)}, 110s);

  const auto busiest = book.busiest();
  REQUIRE(busiest);
  CHECK(busiest->name == "hog");
  CHECK(busiest->processor_percent == Approx(90));
}

TEST_CASE("at the first look a process is as busy as it was since its start") {
  ProgramBook book;

  book.take({process(7, "player", 1, 1s), process(9, "hog", 1, 15s)}, 25s);

  CHECK(book.busiest()->name == "hog");
  CHECK(book.busiest()->processor_percent == Approx(75));
}

TEST_CASE("a look that follows at once changes nothing") {
  ProgramBook book;
  book.take({process(9, "hog", 1, 0s)}, 20s);
  book.take({process(9, "hog", 1, 8s)}, 30s);

  book.take({process(9, "hog", 1, 8s)}, 30s + 1ms);

  CHECK(book.busiest()->processor_percent == Approx(80));
}

TEST_CASE("a pid that is given again is another process") {
  ProgramBook book;
  book.take({process(9, "old", 1, 30s)}, 40s);
  ProcessUse young{9, 49s, "young", 8 * mebibyte, 500ms};

  book.take({young}, 50s);

  CHECK(book.biggest()->name == "young");
  CHECK(book.biggest()->grown_bytes == 0);
  CHECK(book.busiest()->processor_percent == Approx(50));
}

TEST_CASE("no more than 256 processes are kept") {
  ProgramBook book;
  std::vector<ProcessUse> many;
  for (std::uint64_t pid = 1; pid <= 300; ++pid)
    many.push_back(process(pid, std::to_string(pid), pid));

  book.take(many, 10s);

  CHECK(book.biggest()->name == "256");
}
