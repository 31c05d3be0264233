#include "agent/firmware/signed_manifest.hpp"

#include <catch2/catch.hpp>
#include <google/protobuf/stubs/logging.h>

#include "soundcheck/v1/firmware.pb.h"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/firmware/sealing.hpp"

using namespace soundcheck;

namespace {

// Protobuf tells of texts that are no UTF-8, which are the point here.
const google::protobuf::LogSilencer silence;

struct Fixture {
  test::Manufacturer maker;
  assist::TrustedKeys keys = maker.trusted();

  Result<FirmwareManifest> open(std::string_view bytes) const {
    return open_manifest(bytes, keys);
  }
  Error refusal(std::string_view bytes) const {
    const auto opened = open(bytes);
    REQUIRE(!opened);
    return opened.error();
  }
  /// Whatever it is, well signed.
  std::string sign(const std::string& manifest,
                   assist::Domain domain = assist::Domain::firmware) const {
    v1::SignedFirmwareManifest envelope;
    envelope.set_manifest(manifest);
    envelope.set_key_id("release-1");
    envelope.set_signature(maker.key().sign(domain, manifest));
    return envelope.SerializeAsString();
  }
  v1::FirmwareManifest wire() const {
    v1::SignedFirmwareManifest envelope;
    REQUIRE(envelope.ParseFromString(maker.seal(test::small_release())));
    v1::FirmwareManifest manifest;
    REQUIRE(manifest.ParseFromString(envelope.manifest()));
    return manifest;
  }
};

}  // namespace

TEST_CASE("what was sealed is opened as it was") {
  const Fixture f;
  const auto release = test::small_release();

  CHECK(f.open(f.maker.seal(release)).value() == release);
}

TEST_CASE("the same manifest and key give the same bytes") {
  const Fixture f;

  CHECK(f.maker.seal(test::small_release()) ==
        f.maker.seal(test::small_release()));
}

TEST_CASE("a signed manifest with any byte changed is refused") {
  const Fixture f;
  const auto sealed = f.maker.seal(test::small_release());

  for (std::size_t i = 0; i < sealed.size(); ++i) {
    for (const int change : {0x01, 0x80, 0xff}) {
      auto altered = sealed;
      altered[i] = static_cast<char>(altered[i] ^ change);
      CAPTURE(i, change);
      REQUIRE(f.refusal(altered).code == Errc::denied);
    }
  }
}

TEST_CASE("a manifest that is cut off anywhere is refused") {
  const Fixture f;
  const auto sealed = f.maker.seal(test::small_release());

  for (std::size_t size = 0; size < sealed.size(); ++size) {
    CAPTURE(size);
    REQUIRE(f.refusal(sealed.substr(0, size)).code == Errc::denied);
  }
}

TEST_CASE("a refusal says why the manifest proves nothing") {
  const Fixture f;
  auto release = test::small_release();

  CHECK(f.refusal("\xff") ==
        Error(Errc::denied, "it is no signed manifest, or only a part of one"));
  CHECK(f.refusal(std::string(max_signed_manifest_bytes + 1, 'x')) ==
        Error(Errc::denied, "it is no signed manifest, or only a part of one"));
  CHECK(f.refusal("") == Error(Errc::denied, "it is signed by nobody"));
  release.key_id = "release-2";
  CHECK(f.refusal(f.maker.seal(release)) ==
        Error(Errc::denied, "it is signed by release-2, which is not trusted"));
  CHECK(f.refusal(f.sign("x", assist::Domain::knowledge)) ==
        Error(Errc::denied, "its signature is bad"));
  CHECK(f.refusal(f.sign("\xff")) ==
        Error(Errc::denied, "what is signed is no manifest"));
}

TEST_CASE("the key that signed must be the one that is signed") {
  const Fixture f;
  auto wire = f.wire();
  wire.set_key_id("release-0");

  CHECK(
      f.refusal(f.sign(wire.SerializeAsString())) ==
      Error(Errc::denied, "it names another key than the one that signed it"));
}

TEST_CASE("a hash of another length is refused") {
  const Fixture f;
  auto wire = f.wire();
  SECTION("of a file") {
    wire.mutable_files(1)->mutable_sha256()->pop_back();
  }
  SECTION("of a partition") {
    *wire.mutable_partitions(0)->mutable_sha256() += 'x';
  }

  CHECK(f.refusal(f.sign(wire.SerializeAsString())) ==
        Error(Errc::denied, "a hash in it has not 32 bytes"));
}

TEST_CASE("a manifest that compares nothing, or too much, is refused") {
  const Fixture f;
  auto release = test::small_release();
  SECTION("nothing") {
    release.files.clear();
  }
  SECTION("one file") {
    release.files[1].size_bytes = max_manifest_file_bytes + 1;
  }
  SECTION("all together, whatever they sum up to") {
    release.files[0].size_bytes = release.files[1].size_bytes =
        UINT64_MAX / 2 + 1;
  }

  CHECK(f.refusal(f.maker.seal(release)) ==
        Error(Errc::denied, "its files are none, or too much to compare"));
}

TEST_CASE("as much as a check-up may compare is taken") {
  const Fixture f;
  auto release = test::small_release();
  release.files[0].size_bytes = max_manifest_file_bytes - 12;

  CHECK(f.open(f.maker.seal(release)).has_value());
}

TEST_CASE("a format from the future is not supported, which is no accusation") {
  const Fixture f;
  auto wire = f.wire();
  wire.set_format(2);

  CHECK(f.refusal(f.sign(wire.SerializeAsString())) ==
        Error(Errc::unsupported,
              "the manifest has format 2, and this agent knows only 1"));
}

TEST_CASE("fields that are newer than this agent change nothing") {
  const Fixture f;
  auto bytes = f.wire().SerializeAsString();
  bytes += std::string("\xf8\x01\x05", 3);  // field 31 = 5

  CHECK(f.open(f.sign(bytes)).value() == test::small_release());
}
