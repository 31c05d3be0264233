#include "agent/firmware/manifest_files.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/firmware/sealing.hpp"

using namespace soundcheck;
namespace fs = std::filesystem;

namespace {

struct Fixture {
  Fixture() {
    config.firmware.manifest = manifest().string();
    config.paths.state_dir = folder.path().string();
  }

  fs::path manifest() const { return folder.path() / "manifest.pb"; }
  fs::path counter() const { return folder.path() / "firmware-counter"; }

  test::Manufacturer maker;
  test::TemporaryFolder folder;
  Config config;
  assist::TrustedKeys keys = maker.trusted();
  ManifestFiles files{config, keys};
};

}  // namespace

TEST_CASE("the manifest that the configuration names is read") {
  Fixture f;
  f.folder.write("manifest.pb", f.maker.seal(test::small_release()));

  CHECK(f.files.read().value() == test::small_release());
}

TEST_CASE("without a manifest in the configuration there is none to judge") {
  Fixture f;
  f.config.firmware.manifest.clear();

  CHECK(f.files.read().error() ==
        Error(Errc::unsupported,
              "no firmware manifest is configured ([firmware] manifest)"));
}

TEST_CASE("a manifest that is gone, garbled or endless proves nothing") {
  Fixture f;
  SECTION("gone") {
    CHECK(f.files.read().error() ==
          Error(Errc::denied, f.manifest().string() + ": not there"));
  }
  SECTION("garbled") {
    f.folder.write("manifest.pb", "garbage");
    CHECK(f.files.read().error() ==
          Error(Errc::denied,
                f.manifest().string() +
                    ": it is no signed manifest, or only a part of one"));
  }
  SECTION("endless") {
    f.folder.write("manifest.pb", std::string(300'000, 'x'));
    CHECK(f.files.read().error().code == Errc::denied);
  }
}

TEST_CASE("a manifest that cannot be read is no manifest that is wrong") {
  Fixture f;
  fs::create_directory(f.manifest());

  CHECK(f.files.read().error().code == Errc::io);
}

TEST_CASE("the highest counter is none, then what was remembered") {
  Fixture f;
  CHECK(f.files.highest_counter().value() == 0);

  REQUIRE(f.files.remember_counter(17));

  CHECK(f.files.highest_counter().value() == 17);
  // Beside the counter nothing is left of writing it.
  CHECK(std::distance(fs::directory_iterator(f.folder.path()), {}) == 1);
}

TEST_CASE("a counter that was broken is not the same as none") {
  Fixture f;
  const auto text = GENERATE("", "17", "17\n\n", "x\n", "-1\n", " 17\n",
                             "99999999999999999999\n");
  CAPTURE(text);
  f.folder.write("firmware-counter", text);

  CHECK(
      f.files.highest_counter().error() ==
      Error(Errc::parse, f.counter().string() + ": is not a number on a line"));
}

TEST_CASE("a state folder that is gone keeps nothing, and says so") {
  Fixture f;
  f.config.paths.state_dir += "/gone";

  CHECK(f.files.remember_counter(18).error().code == Errc::io);
  CHECK(f.files.highest_counter().value() == 0);
}
