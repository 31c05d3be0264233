#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <optional>

#include "probes/board/linux/chime_alsa.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

Result<void> ring(const BoardRoot& root, bool play) {
  ChimeSettings settings;
  settings.play = play;
  settings.playback = settings.mixer = "hw:Nothing";
  ChimeAlsa chime(root, settings);
  boost::asio::io_context io;
  std::optional<Result<void>> answer;
  boost::asio::co_spawn(io, chime.ring(true),
                        [&](std::exception_ptr, Result<void> done) {
                          answer.emplace(std::move(done));
                        });
  io.run();
  return answer.value();
}

int crossings(const std::vector<float>& samples,
              std::size_t from,
              std::size_t to) {
  int count = 0;
  for (auto i = from + 1; i < to; ++i)
    count += (samples[i - 1] < 0) != (samples[i] < 0);
  return count;
}

}  // namespace

TEST_CASE("the chime is soft, short, and begins and ends in silence") {
  const auto samples = chime_samples(true, -30, 48000);

  CHECK(samples.size() < 48000 / 2);
  const auto loudest = *std::max_element(
      samples.begin(), samples.end(),
      [](float a, float b) { return std::abs(a) < std::abs(b); });
  CHECK(std::abs(loudest) <= std::pow(10, -30.0 / 20));
  CHECK(std::abs(loudest) > std::pow(10, -31.0 / 20));
  for (const auto at : {std::size_t{0}, samples.size() / 2, samples.size() - 1})
    CHECK(std::abs(samples[at]) < 1e-5F);
}

TEST_CASE("it rises when a session opens and falls when it ends") {
  const auto up = chime_samples(true, -20, 48000);
  const auto down = chime_samples(false, -20, 48000);
  const auto half = up.size() / 2;

  CHECK(crossings(up, 0, half) < crossings(up, half, up.size()));
  CHECK(crossings(down, 0, half) > crossings(down, half, down.size()));
}

TEST_CASE("a chime that is not wanted is not rung") {
  test::TemporaryFolder root;

  const auto done = ring(BoardRoot(root.path()), false);

  REQUIRE(!done);
  CHECK(done.error().code == Errc::unsupported);
}

TEST_CASE("music has the right of way over the chime") {
  test::TemporaryFolder root;
  root.write("proc/asound/Nothing/pcm0p/sub0/status", "state: RUNNING\n");

  const auto done = ring(BoardRoot(root.path()), true);

  REQUIRE(!done);
  CHECK(done.error().code == Errc::busy);
  CHECK(done.error().what == "something is playing");
}

TEST_CASE("a speaker without the loudspeaker says so and stays silent") {
  test::TemporaryFolder root;

  const auto done = ring(BoardRoot(root.path()), true);

  REQUIRE(!done);
  CHECK(done.error().code == Errc::unsupported);
}
