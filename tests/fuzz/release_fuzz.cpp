// Knowledge as the cloud publishes it, from its bytes to what the speaker would
// use. The first byte of an input chooses what the rest is:
//   even   a payload of the topic `knowledge`, as anybody could have sent it
//   odd    a release that the service's key has signed
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <google/protobuf/stubs/logging.h>

#include "agent/diagnosis/knowledge.hpp"
#include "agent/knowledge/signed_release.hpp"
#include "soundcheck/v1/knowledge.pb.h"
#include "tests/support/manual_clock.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/agent/assist/signing.hpp"

namespace {

using namespace soundcheck;

void require(bool holds) {
  if (!holds)
    std::abort();
}

struct Fuzzed {
  Fuzzed() {
    const test::TemporaryFolder folder;
    folder.write("keys/service.pem", service.public_pem());
    keys = assist::KeyRing(
        assist::TrustedKeys::load(folder.path() / "keys").value());
  }

  std::string sign(const std::string& release) const {
    v1::SignedKnowledge envelope;
    envelope.set_release(release);
    envelope.set_key_id("service");
    envelope.set_signature(service.sign(assist::Domain::knowledge, release));
    return envelope.SerializeAsString();
  }

  test::SigningKey service;
  assist::KeyRing keys;
  test::ManualClock clock;
};

/// What is read by hand says the same as what protobuf reads.
void use(const KnowledgeRelease& release, const std::string& bytes) {
  v1::KnowledgeRelease same;
  require(release.knowledge.size() <= max_knowledge_bytes);
  require(release.version > 0 && release.hash.size() == 64);
  require(release.cohort_percent >= 1 && release.cohort_percent <= 100);
  require(in_cohort("kitchen", release.version, 100));
  if (!same.ParseFromString(bytes))
    return;  // text that is no UTF-8
  require(same.tenant() == "acme" && same.knowledge() == release.knowledge);
  const auto knowledge = diagnosis::parse_knowledge(release.knowledge);
  if (!knowledge)
    return;
  require(knowledge->version == release.version);
  require(knowledge->hash == release.hash);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const Fuzzed fuzzed;
  static const google::protobuf::LogSilencer silence;
  if (size == 0)
    return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const bool is_signed = data[0] % 2 != 0;
  const auto payload = is_signed ? fuzzed.sign(bytes) : bytes;
  const auto release =
      open_release(payload, fuzzed.keys, fuzzed.clock, "acme", "Boom 3");
  // Nobody else has the key.
  require(is_signed || !release);
  if (release)
    use(*release, bytes);
  else
    require(release.error().what.find(": ") != std::string::npos);
  return 0;
}
