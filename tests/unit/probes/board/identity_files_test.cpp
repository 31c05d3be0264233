#include "probes/board/linux/identity_files.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/probes/board/forged_identity.hpp"

using namespace soundcheck;

namespace {

using Problems = std::vector<std::string>;

struct Fixture {
  Fixture() {
    paths.device = "speaker-7";
    paths.ca_file = folder.write("ca.crt", authority.certificate);
    paths.cert_file = folder.write("device.crt", own.certificate);
    paths.key_file = folder.write("device.key", own.key);
    mode(paths.key_file, 0600);
  }
  static void mode(const std::filesystem::path& file, mode_t bits) {
    REQUIRE(::chmod(file.c_str(), bits) == 0);
  }
  IdentityState read() const {
    return test::run(IdentityFiles(paths).state()).value();
  }

  test::ForgedIdentity own;
  test::ForgedIdentity authority{{"authority"}};
  test::TemporaryFolder folder;
  IdentityPaths paths;
};

}  // namespace

TEST_CASE("an identity that is whole is read whole") {
  const Fixture f;

  const auto state = f.read();

  CHECK(state.device == "speaker-7");
  CHECK(state.problems.empty());
  REQUIRE(state.certificates.size() == 1);
  CHECK(state.certificates[0].common_name == "speaker-7");
  REQUIRE(state.authorities.size() == 1);
  CHECK(state.authorities[0].common_name == "authority");
  CHECK(state.has_key);
  CHECK(state.key_fits);
  CHECK(state.key_mode == 0600);
  CHECK(!state.key_is_open);
}

TEST_CASE("files that are not there are told one by one") {
  const Fixture f;
  std::filesystem::remove(f.paths.key_file);
  std::filesystem::remove(f.paths.ca_file);

  const auto state = f.read();

  const std::string why = ": cannot be read: No such file or directory";
  CHECK(state.problems ==
        Problems{f.paths.key_file + why, f.paths.ca_file + why});
  CHECK(state.certificates.size() == 1);
  CHECK(!state.has_key);
  CHECK(state.authorities.empty());
}

TEST_CASE("a key without its certificate does not fit") {
  const Fixture f;
  std::filesystem::remove(f.paths.cert_file);

  const auto state = f.read();

  CHECK(state.problems.size() == 1);
  CHECK(state.has_key);
  CHECK(!state.key_fits);
  CHECK(state.certificates.empty());
}

TEST_CASE("the key of another certificate does not fit") {
  const Fixture f;
  f.folder.write("device.key", f.authority.key);

  const auto state = f.read();

  CHECK(state.problems.empty());
  CHECK(state.has_key);
  CHECK(!state.key_fits);
}

TEST_CASE("a key that everybody may read or change is open") {
  const Fixture f;
  Fixture::mode(f.folder.path(), 0755);
  for (const mode_t open : {0644U, 0602U}) {
    Fixture::mode(f.paths.key_file, open);
    CHECK(f.read().key_is_open);
    CHECK(f.read().key_mode == open);
  }
  for (const mode_t closed : {0600U, 0640U, 0400U}) {
    Fixture::mode(f.paths.key_file, closed);
    CHECK(!f.read().key_is_open);
  }
}

TEST_CASE("a folder that lets nobody through keeps its key") {
  const Fixture f;
  Fixture::mode(f.paths.key_file, 0644);
  Fixture::mode(f.folder.path(), 0750);

  CHECK(!f.read().key_is_open);
}

TEST_CASE("what is no file of that kind is told with its name") {
  Fixture f;
  f.folder.write("device.key", f.own.encrypted_key());
  f.folder.write("device.crt", "rubbish");
  std::string third = f.paths.ca_file + ": is empty";
  SECTION("an empty one") {
    f.folder.write("ca.crt", "");
  }
  SECTION("a folder") {
    f.paths.ca_file = f.folder.path();
    third = f.paths.ca_file + ": cannot be read: Is a directory";
  }
  SECTION("too large") {
    f.folder.write("ca.crt", std::string(1024 * 1024 + 1, ' '));
    third = f.paths.ca_file + ": longer than 1048576 bytes";
  }

  CHECK(f.read().problems ==
        Problems{f.paths.cert_file + ": no certificate in PEM",
                 f.paths.key_file + ": no private key in PEM that is read "
                                    "without a password",
                 third});
}

TEST_CASE("a speaker without a cloud needs no identity") {
  const auto state = test::run(IdentityFiles({}).state());

  REQUIRE(!state);
  CHECK(state.error().code == Errc::unsupported);
}
