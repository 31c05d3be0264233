#include "probes/board/linux/identity_files.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/probes/board/forged_identity.hpp"

using namespace soundcheck;

namespace {

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
  IdentityState read() {
    return test::run(IdentityFiles(worker, paths).state()).value();
  }

  test::ForgedIdentity own;
  test::ForgedIdentity authority{{"authority"}};
  test::TemporaryFolder folder;
  IdentityPaths paths;
  Worker worker;
};

}  // namespace

TEST_CASE("an identity that is whole is read whole") {
  Fixture f;

  const auto state = f.read();

  CHECK(state.device == "speaker-7");
  REQUIRE(state.certificates);
  CHECK(state.certificates->at(0).common_name == "speaker-7");
  REQUIRE(state.authorities);
  CHECK(state.authorities->at(0).common_name == "authority");
  REQUIRE(state.key);
  CHECK(state.key->fits);
  CHECK(state.key->mode == 0600);
  CHECK(!state.key->open_to_everybody);
}

TEST_CASE("files that are not there are told one by one") {
  Fixture f;
  std::filesystem::remove(f.paths.key_file);
  std::filesystem::remove(f.paths.ca_file);

  const auto state = f.read();

  CHECK(state.certificates);
  CHECK(state.key.error() ==
        Error(Errc::io, f.paths.key_file + ": No such file or directory"));
  CHECK(state.authorities.error() ==
        Error(Errc::io, f.paths.ca_file + ": No such file or directory"));
}

TEST_CASE("a key without its certificate does not fit") {
  Fixture f;
  std::filesystem::remove(f.paths.cert_file);

  const auto state = f.read();

  REQUIRE(state.key);
  CHECK(!state.key->fits);
  CHECK(!state.certificates);
}

TEST_CASE("the key of another certificate does not fit") {
  Fixture f;
  f.folder.write("device.key", f.authority.key);

  const auto state = f.read();

  REQUIRE(state.key);
  CHECK(!state.key->fits);
}

TEST_CASE("a key that everybody may read or change is open") {
  Fixture f;
  Fixture::mode(f.folder.path(), 0755);
  for (const mode_t open : {0644U, 0602U}) {
    Fixture::mode(f.paths.key_file, open);
    CHECK(f.read().key.value().open_to_everybody);
    CHECK(f.read().key.value().mode == open);
  }
  for (const mode_t closed : {0600U, 0640U, 0400U}) {
    Fixture::mode(f.paths.key_file, closed);
    CHECK(!f.read().key.value().open_to_everybody);
  }
}

TEST_CASE("a folder that lets nobody through keeps its key") {
  Fixture f;
  Fixture::mode(f.paths.key_file, 0644);
  Fixture::mode(f.folder.path(), 0750);

  CHECK(!f.read().key.value().open_to_everybody);
}

TEST_CASE("what is no file of that kind is told with its name") {
  Fixture f;
  f.folder.write("device.key", f.own.encrypted_key());
  f.folder.write("device.crt", "rubbish");
  SECTION("a folder") {
    f.paths.ca_file = f.folder.path();
    CHECK(f.read().authorities.error() ==
          Error(Errc::parse, f.paths.ca_file + ": is not a regular file"));
  }
  SECTION("too large") {
    f.folder.write("ca.crt", std::string(1024 * 1024 + 1, ' '));
    CHECK(f.read().authorities.error() ==
          Error(Errc::parse, f.paths.ca_file + ": is too large"));
  }

  const auto state = f.read();

  CHECK(state.key.error() ==
        Error(Errc::parse, f.paths.key_file + ": no private key in PEM that "
                                              "is read without a password"));
  CHECK(state.certificates.error() ==
        Error(Errc::parse, f.paths.cert_file + ": no certificate in PEM"));
}

TEST_CASE("a key that we may not read is denied") {
  Fixture f;
  if (::geteuid() == 0)
    return;  // root may
  Fixture::mode(f.paths.key_file, 0000);

  CHECK(f.read().key.error().code == Errc::denied);
}

TEST_CASE("a speaker without a cloud needs no identity") {
  Worker worker;

  const auto state = test::run(IdentityFiles(worker, {}).state());

  REQUIRE(!state);
  CHECK(state.error().code == Errc::unsupported);
}
