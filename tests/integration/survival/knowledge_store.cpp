#include <openssl/evp.h>
#include <openssl/pem.h>

#include "agent/knowledge/updates.hpp"
#include "soundcheck/v1/knowledge.pb.h"
#include "tests/integration/survival/stores.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/temporary_folder.hpp"

// Knowledge that took the place of the installed one.

namespace soundcheck::survival {

namespace fs = std::filesystem;

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

/// The same in each process.
Key cloud_key() {
  static constexpr unsigned char secret[32] = {1, 2, 3};
  return {EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, secret,
                                       sizeof secret),
          &EVP_PKEY_free};
}

std::string public_pem() {
  auto* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(bio, cloud_key().get());
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

std::string signature_over(const std::string& payload) {
  const auto key = cloud_key();
  const auto message =
      assist::signed_message(assist::Domain::knowledge, payload);
  std::string signature(64, '\0');
  auto size = signature.size();
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get());
  EVP_DigestSign(
      context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
      reinterpret_cast<const unsigned char*>(message.data()), message.size());
  return signature;
}

/// Without faults, and long enough to be cut in the middle.
std::string base_of(std::uint64_t version) {
  v1::KnowledgeBase base;
  base.set_format(1);
  base.set_version(version);
  for (int i = 0; i < 200; ++i)
    base.add_findings()->set_id("some.finding_" + std::to_string(i));
  return base.SerializeAsString();
}

std::string release_of(std::uint64_t version, std::uint32_t percent) {
  v1::KnowledgeRelease release;
  release.set_tenant("acme");
  release.set_knowledge(base_of(version));
  release.set_cohort_percent(percent);
  v1::SignedKnowledge envelope;
  envelope.set_release(release.SerializeAsString());
  envelope.set_key_id("cloud");
  envelope.set_signature(signature_over(envelope.release()));
  return envelope.SerializeAsString();
}

/// A daemon with version 1 installed.
class Speaker {
 public:
  explicit Speaker(const fs::path& folder)
      : in_use_(diagnosis::parse_knowledge(base_of(1)).value(), {}) {
    elsewhere_.write("keys/cloud.pem", public_pem());
    keys_ = assist::KeyRing(
        assist::TrustedKeys::load(elsewhere_.path() / "keys").value());
    Identity identity;
    identity.tenant = "acme";
    identity.device = "kitchen";
    updates_.emplace(identity, folder.string(),
                     KnowledgeUpdates::Ports{keys_, clock_, in_use_, [] {}});
    updates_->load();
  }

  void take(std::uint64_t version, std::uint32_t percent = 100) {
    updates_->take(release_of(version, percent));
    say_refusal();
  }
  void adopt(std::uint64_t version) {
    const auto bytes = base_of(version);
    unsigned char hash[32];
    EVP_Digest(bytes.data(), bytes.size(), hash, nullptr, EVP_sha256(),
               nullptr);
    updates_->adopt({reinterpret_cast<const char*>(hash), sizeof hash}).value();
  }
  void say_version() { say("version " + std::to_string(version())); }
  std::uint64_t version() const { return in_use_.mark().version; }
  void say_refusal() {
    if (!in_use_.mark().refused.empty())
      say("refused " + in_use_.mark().refused);
  }

 private:
  test::TemporaryFolder elsewhere_;
  test::ManualClock clock_;
  assist::KeyRing keys_;
  KnowledgeInUse in_use_;
  std::optional<KnowledgeUpdates> updates_;
};

/// Of "kitchen" the lots of versions 3, 9 and 11 are far above one percent.
void work_knowledge(const fs::path& folder) {
  Speaker speaker(folder);
  speaker.take(2);
  speaker.say_version();
  speaker.take(3, 1);
  speaker.adopt(3);
  speaker.say_version();
  speaker.take(4);
  speaker.say_version();
}

/// What a killed writer left behind is gone after the next writes.
void look_at_knowledge(const fs::path& folder) {
  Speaker speaker(folder);
  speaker.say_refusal();
  speaker.say_version();
  const std::uint64_t next = speaker.version() == 9 ? 11 : 9;
  speaker.take(next, 1);
  speaker.take(next);
  for (const auto& entry : fs::directory_iterator(folder))
    say("file " + entry.path().filename().string());
}

}  // namespace

const Store knowledge{"knowledge", work_knowledge, look_at_knowledge};

}  // namespace soundcheck::survival
