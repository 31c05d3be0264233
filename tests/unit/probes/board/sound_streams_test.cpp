#include "probes/board/linux/sound_streams.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

TEST_CASE("streams that stand still in an xrun are counted") {
  const test::TemporaryFolder files;
  files.write("proc/asound/card0/pcm0p/sub0/status",
              "state: XRUN\nowner_pid   : 812\n");
  files.write("proc/asound/card0/pcm0c/sub0/status", "state: RUNNING\n");
  files.write("proc/asound/card1/pcm0p/sub0/status", "closed\n");
  files.write("proc/asound/card1/pcm0p/sub1/status", "?\xff");

  CHECK(streams_in_xrun(BoardRoot(files.path())) == 1u);
}

TEST_CASE("without a sound card nothing is known of streams") {
  const test::TemporaryFolder files;
  files.write("proc/asound/cards", "--- no soundcards ---\n");

  CHECK(!streams_in_xrun(BoardRoot(files.path())));
}
