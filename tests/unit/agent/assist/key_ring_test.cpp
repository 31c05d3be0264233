#include "agent/assist/key_ring.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/root.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using namespace std::chrono_literals;
using Taken = KeyRing::Taken;
namespace fs = std::filesystem;

namespace {

struct Fixture {
  Fixture() {
    root.install(folder);
    root.add("ops-1", ops);
  }
  KeyRing ring(const std::string& tenant = "acme") const {
    return KeyRing(TrustedKeys::load(folder.path() / "roots").value(), tenant,
                   file());
  }
  fs::path file() const { return folder.path() / "keys.manifest"; }
  Verification verify(const KeyRing& ring) const {
    return ring.verify(Domain::command, "x", ops.sign(Domain::command, "x"),
                       "ops-1", clock);
  }
  /// Why a manifest was refused, which changes nothing.
  std::string refusal(KeyRing& ring, const std::string& payload) const {
    const auto before = ring.version();
    auto taken = ring.take(payload);
    CHECK(taken.what == Taken::refused);
    CHECK(ring.version() == before);
    return taken.why;
  }

  test::TemporaryFolder folder;
  test::Root root;
  test::SigningKey ops;
  test::ManualClock clock;
};

}  // namespace

TEST_CASE("who has a root obeys nobody until a manifest is there") {
  const Fixture f;
  auto ring = f.ring();
  REQUIRE(ring.load());
  CHECK(f.verify(ring) == Verification::unknown_key);
  CHECK(ring.version() == 0);

  CHECK(ring.take(f.root.seal()).what == Taken::newer);

  CHECK(ring.version() == 1);
  CHECK(f.verify(ring) == Verification::good);
  REQUIRE(ring.find("ops-1"));
  CHECK(ring.find("ops-1")->holder == "ann");
  CHECK(ring.find("ops-1")->rights.may(ConsentClass::disruptive));
  CHECK(!ring.find("ops-1")->rights.may_serve());
}

TEST_CASE("the newest manifest is kept over a restart") {
  Fixture f;
  REQUIRE(f.ring().take(f.root.seal()).what == Taken::newer);
  f.root.manifest.set_version(2);
  f.root.manifest.add_revoked("ops-1");
  REQUIRE(f.ring().take(f.root.seal()).what == Taken::newer);

  auto ring = f.ring();
  REQUIRE(ring.load());

  CHECK(ring.version() == 2);
  CHECK(f.verify(ring) == Verification::revoked);
}

TEST_CASE("R19: a rotation and a revocation need one manifest and no clock") {
  Fixture f;
  auto ring = f.ring();
  REQUIRE(ring.take(f.root.seal()).what == Taken::newer);
  const test::SigningKey successor;
  f.root.manifest.set_version(2);
  f.root.manifest.add_revoked("ops-1");
  f.root.add("ops-2", successor);

  CHECK(ring.take(f.root.seal()).what == Taken::newer);

  CHECK(f.verify(ring) == Verification::revoked);
  CHECK(!ring.find("ops-1"));
  CHECK(ring.verify(Domain::command, "x", successor.sign(Domain::command, "x"),
                    "ops-2", f.clock) == Verification::good);
  CHECK(ring.find("ops-2")->holder == "ann");
}

TEST_CASE("an older manifest is refused, the same one known") {
  Fixture f;
  auto ring = f.ring();
  const auto first = f.root.seal();
  f.root.manifest.set_version(2);
  const auto second = f.root.seal();
  REQUIRE(ring.take(second).what == Taken::newer);

  CHECK(ring.take(second).what == Taken::known);
  CHECK(f.refusal(ring, first) == "it is older than the one in force");
  // Also after a restart.
  auto again = f.ring();
  REQUIRE(again.load());
  CHECK(f.refusal(again, first) == "it is older than the one in force");
}

TEST_CASE("what was signed under keys that are to come is known to be so") {
  Fixture f;
  auto ring = f.ring();
  CHECK(ring.lacks(1));
  REQUIRE(ring.take(f.root.seal()).what == Taken::newer);

  CHECK(!ring.lacks(0));
  CHECK(!ring.lacks(1));
  CHECK(ring.lacks(2));
}

TEST_CASE("a manifest that no root has signed is refused") {
  const std::string unsigned_one = "no root key has signed it";
  Fixture f;
  auto ring = f.ring();
  SECTION("a stranger's root") {
    const test::Root stranger;
    CHECK(f.refusal(ring, stranger.seal()) == unsigned_one);
  }
  SECTION("an operator's key cannot make operators") {
    v1::SignedKeyManifest envelope;
    REQUIRE(envelope.ParseFromString(f.root.seal()));
    envelope.set_key_id("ops-1");
    envelope.set_signature(f.ops.sign(Domain::keys, envelope.manifest()));
    REQUIRE(ring.take(f.root.seal()).what == Taken::newer);
    CHECK(f.refusal(ring, envelope.SerializeAsString()) == unsigned_one);
  }
  SECTION("a signature that the root made for something else") {
    v1::SignedKeyManifest envelope;
    REQUIRE(envelope.ParseFromString(f.root.seal()));
    envelope.set_signature(
        f.root.key.sign(Domain::firmware, envelope.manifest()));
    CHECK(f.refusal(ring, envelope.SerializeAsString()) == unsigned_one);
  }
  SECTION("another tenant's") {
    f.root.manifest.set_tenant("evil");
    CHECK(f.refusal(ring, f.root.seal()) == "it is for another tenant");
  }
}

TEST_CASE("R06: a key manifest with any byte flipped is refused") {
  const Fixture f;
  auto ring = f.ring();
  const auto payload = f.root.seal();

  for (std::size_t i = 0; i < payload.size(); ++i) {
    for (const int mask : {0x01, 0x80, 0xff}) {
      auto altered = payload;
      altered[i] = static_cast<char>(altered[i] ^ mask);
      CHECK(ring.take(altered).what == Taken::refused);
    }
  }

  CHECK(ring.version() == 0);
  CHECK(!fs::exists(f.file()));
  CHECK(ring.take(payload).what == Taken::newer);
}

TEST_CASE("a manifest that is cut anywhere is refused") {
  const Fixture f;
  auto ring = f.ring();
  const auto payload = f.root.seal();

  for (std::size_t size = 0; size < payload.size(); ++size)
    CHECK(ring.take(payload.substr(0, size)).what == Taken::refused);

  CHECK(ring.version() == 0);
}

TEST_CASE("a signed manifest beyond its limits is refused as a whole") {
  Fixture f;
  auto ring = f.ring();
  SECTION("no version") {
    f.root.manifest.clear_version();
  }
  SECTION("a key id that is none") {
    f.root.add("a b", f.ops);
  }
  SECTION("a key id twice") {
    f.root.add("ops-1", f.ops);
  }
  SECTION("a key of no size that a key has") {
    f.root.add("ops-2", f.ops).set_public_key("short");
  }
  SECTION("nobody's key") {
    f.root.add("ops-2", f.ops).clear_holder();
  }
  SECTION("a key without an end") {
    f.root.add("ops-2", f.ops).clear_not_after_unix_ms();
  }
  SECTION("not a manifest at all") {
    CHECK(f.refusal(ring, f.root.seal_bytes("\xff\xff")) ==
          "it is no key manifest");
    return;
  }

  CHECK(f.refusal(ring, f.root.seal()).starts_with("it "));
  CHECK(f.verify(ring) == Verification::unknown_key);
}

TEST_CASE("a manifest as large as it may be is taken and kept") {
  Fixture f;
  auto ring = f.ring();
  f.root.manifest.clear_keys();
  for (int i = 0; i < 64; ++i) {
    f.root.add("operator-key-" + std::to_string(i), f.ops,
               v1::KEY_ROLE_SUPPORT_1, std::string(64, 'h'));
  }
  for (int i = 0; i < 256; ++i)
    f.root.manifest.add_revoked("0123456789abcd" + std::to_string(100 + i));

  CHECK(f.root.seal().size() < KeyRing::max_manifest_bytes);
  CHECK(ring.take(f.root.seal()).what == Taken::newer);

  auto again = f.ring();
  CHECK(again.load());
  CHECK(again.version() == 1);
}

TEST_CASE("a key's time counts where the clock is trusted") {
  Fixture f;
  auto& key = *f.root.manifest.mutable_keys(0);
  key.set_not_before_unix_ms(1'000'000);
  key.set_not_after_unix_ms(2'000'000);
  auto ring = f.ring();
  REQUIRE(ring.take(f.root.seal()).what == Taken::newer);

  const auto at = [&](std::chrono::milliseconds now) {
    f.clock.set_wall(now);
    return f.verify(ring);
  };
  CHECK(at(1'000'000ms - 5s) == Verification::good);
  CHECK(at(2'000'000ms + 5s) == Verification::good);
  CHECK(at(1'000'000ms - 5001ms) == Verification::out_of_time);
  CHECK(at(2'000'000ms + 5001ms) == Verification::out_of_time);
  f.clock.set_trusted(false);
  CHECK(f.verify(ring) == Verification::good);
}

TEST_CASE("what is kept counts only while a root vouches for it") {
  Fixture f;
  REQUIRE(f.ring().take(f.root.seal()).what == Taken::newer);
  auto ring = f.ring();
  SECTION("edited") {
    std::ofstream(f.file(), std::ios::app) << "x";
    const auto loaded = ring.load();
    REQUIRE(!loaded);
    CHECK(loaded.error().what.find(f.file().string()) == 0);
  }
  SECTION("the firmware has another root now") {
    f.folder.write("roots/root.pem", test::SigningKey().public_pem());
    ring = f.ring();
    CHECK(!ring.load());
  }
  SECTION("the speaker belongs to another tenant now") {
    ring = f.ring("other");
    CHECK(!ring.load());
  }

  CHECK(ring.version() == 0);
  CHECK(f.verify(ring) == Verification::unknown_key);
}

TEST_CASE("a manifest that is too large is refused unread") {
  Fixture f;
  auto ring = f.ring();
  for (int i = 0; i < 500; ++i)
    f.root.manifest.add_revoked(std::string(40, 'x'));

  CHECK(f.refusal(ring, f.root.seal()) == "it is no key manifest");
}

TEST_CASE("only a whole id is revoked") {
  Fixture f;
  auto ring = f.ring();
  f.root.manifest.add_revoked("ops-10");
  f.root.manifest.add_revoked("s-1");
  REQUIRE(ring.take(f.root.seal()).what == Taken::newer);

  CHECK(f.verify(ring) == Verification::good);
}

TEST_CASE("a manifest that cannot be kept is in force all the same") {
  const Fixture f;
  KeyRing ring(TrustedKeys::load(f.folder.path() / "roots").value(), "acme",
               f.folder.path() / "none" / "keys.manifest");

  CHECK(ring.take(f.root.seal()).what == Taken::not_kept);

  CHECK(f.verify(ring) == Verification::good);
}

TEST_CASE("without a root the keys of the firmware may everything") {
  Fixture f;
  f.folder.write("keys/ops-1.pem", f.ops.public_pem());
  KeyRing ring(TrustedKeys::load(f.folder.path() / "keys").value());
  REQUIRE(ring.load());

  CHECK(f.verify(ring) == Verification::good);
  CHECK(!ring.lacks(7));
  REQUIRE(ring.find("ops-1"));
  CHECK(ring.find("ops-1")->holder == "ops-1");
  CHECK(ring.find("ops-1")->rights.may(ConsentClass::disruptive));
  CHECK(ring.find("ops-1")->rights.may_serve());
  CHECK(!ring.find("ops-2"));
  CHECK(f.refusal(ring, f.root.seal()) == "no root key has signed it");
}
