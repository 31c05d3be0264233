// A key manifest from its bytes to whom the speaker obeys then. The first byte
// of an input chooses what the rest is:
//   even   a payload of the topic `keys`, as anybody could have sent it
//   odd    a manifest that the root has signed
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/assist/key_ring.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/unit/agent/assist/root.hpp"

namespace {

using namespace soundcheck;
using assist::KeyRing;
using assist::Verification;

void require(bool holds) {
  if (!holds)
    std::abort();
}

struct Fuzzed {
  Fuzzed() { root.install(folder); }
  KeyRing ring() const {
    return KeyRing(assist::TrustedKeys::load(folder.path() / "roots").value(),
                   "acme", folder.path() / "keys.manifest");
  }

  test::TemporaryFolder folder;
  test::Root root;
  test::SigningKey operators;
  test::ManualClock clock;
};

/// What was taken is taken again after a restart, and obeys its own rules.
void use(const Fuzzed& fuzzed, const KeyRing& ring) {
  auto again = fuzzed.ring();
  require(again.load().has_value());
  require(again.version() == ring.version() && ring.version() > 0);
  require(!ring.lacks(ring.version()));
  for (const auto* id : {"", "a", "ops"}) {
    const auto signature = fuzzed.operators.sign(assist::Domain::command, "x");
    const auto judged =
        ring.verify(assist::Domain::command, "x", signature, id, fuzzed.clock);
    const auto* grant = ring.find(id);
    require(judged != Verification::good || grant);
    require(judged != Verification::revoked || !grant);
    require(!grant || !(grant->rights.may_serve() &&
                        grant->rights.may(assist::ConsentClass::read)));
    require((again.find(id) != nullptr) == (grant != nullptr));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const Fuzzed fuzzed;
  if (size == 0)
    return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const bool is_signed = data[0] % 2 != 0;
  auto ring = fuzzed.ring();
  const auto taken =
      ring.take(is_signed ? fuzzed.root.seal_bytes(bytes) : bytes);
  // Nobody else has the root.
  const bool is_taken = taken.what == KeyRing::Taken::newer;
  require(is_signed || !is_taken);
  require(is_taken == (ring.version() > 0));
  if (is_taken)
    use(fuzzed, ring);
  return 0;
}
