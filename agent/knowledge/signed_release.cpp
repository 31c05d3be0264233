#include "agent/knowledge/signed_release.hpp"

#include <openssl/sha.h>

#include "agent/hex.hpp"
#include "agent/wire_reader.hpp"

namespace soundcheck {

namespace {

struct Envelope {
  std::string_view release, key_id, signature;
};

Sha256 sha256_of(std::string_view bytes) {
  Sha256 hash;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         hash.data());
  return hash;
}

/// A SignedKnowledge.
bool read(std::string_view payload, Envelope& envelope) {
  WireReader in(payload);
  while (in.next()) {
    if (in.field() == 4)
      envelope.release = in.text();
    else if (in.field() == 2)
      envelope.key_id = in.text();
    else if (in.field() == 3)
      envelope.signature = in.text();
  }
  return in.complete() && !envelope.release.empty();
}

/// Null when a key that may has signed it.
const char* problem_of(const Envelope& envelope,
                       const assist::KeyRing& keys,
                       const Clock& clock) {
  if (envelope.signature.empty())
    return "unsigned: nobody has signed it";
  switch (keys.verify(assist::Domain::knowledge, envelope.release,
                      envelope.signature, envelope.key_id, clock)) {
    case assist::Verification::good:
      break;
    case assist::Verification::unknown_key:
      return "unknown_key: the key that has signed it is not known here";
    case assist::Verification::revoked:
      return "revoked_key: the key that has signed it was withdrawn";
    case assist::Verification::out_of_time:
      return "key_out_of_time: the key that has signed it is over, or not "
             "good yet";
    case assist::Verification::bad_signature:
      return "bad_signature: it was altered, or signed by somebody else";
  }
  if (!keys.find(envelope.key_id)->rights.may_serve())
    return "wrong_role: the key that has signed it may not";
  return nullptr;
}

/// A KnowledgeBase, as far as it says what it is.
bool read_head(std::string_view model, KnowledgeRelease& release) {
  bool for_all = true;
  WireReader in(release.knowledge);
  while (in.next()) {
    if (in.field() == 2)
      release.version = in.number();
    if (in.field() != 10)
      continue;
    for_all = false;
    release.for_model |= in.text() == model;
  }
  release.for_model |= for_all;
  return in.complete() && release.version > 0;
}

Error malformed() {
  return Error(Errc::parse,
               "malformed: it is cut off, or no signed release of knowledge");
}

}  // namespace

Result<KnowledgeRelease> open_release(std::string_view payload,
                                      const assist::KeyRing& keys,
                                      const Clock& clock,
                                      std::string_view tenant,
                                      std::string_view model) {
  Envelope envelope;
  if (payload.size() > max_release_bytes)
    return Error(Errc::parse, "too_large: above 512 KiB");
  if (!read(payload, envelope))
    return malformed();
  if (const auto* problem = problem_of(envelope, keys, clock))
    return Error(Errc::denied, problem);
  KnowledgeRelease release;
  std::string_view meant_for;
  WireReader in(envelope.release);
  while (in.next()) {
    if (in.field() == 1)
      meant_for = in.text();
    else if (in.field() == 2)
      release.knowledge = in.text();
    else if (in.field() == 3)
      release.cohort_percent = in.number();
  }
  if (!in.complete() || release.cohort_percent < 1 ||
      release.cohort_percent > 100)
    return malformed();
  if (meant_for != tenant)
    return Error(Errc::denied, "wrong_tenant: it is for another tenant");
  if (!read_head(model, release))
    return malformed();
  release.hash = hex_of(sha256_of(release.knowledge));
  return release;
}

bool in_cohort(std::string_view device,
               std::uint64_t version,
               std::uint64_t percent) {
  std::string lot(device);
  lot.append(1, '/').append(std::to_string(version));
  const auto hash = sha256_of(lot);
  std::uint64_t drawn = 0;
  for (int i = 0; i < 4; ++i)
    drawn = drawn << 8 | hash[static_cast<std::size_t>(i)];
  return drawn * 100 < percent << 32;
}

}  // namespace soundcheck
