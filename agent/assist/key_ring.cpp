#include "agent/assist/key_ring.hpp"

#include <unistd.h>

#include "agent/output_file.hpp"
#include "agent/wire_reader.hpp"
#include "probes/board/whole_file.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::size_t public_key_bytes = 32;
constexpr std::size_t max_holder_bytes = 64;
/// As in admission.cpp: between the cloud's clock and ours.
constexpr std::int64_t clock_tolerance_ms = 5000;

constexpr const char* no_manifest = "it is no key manifest";

/// An OperatorKey. False when it is none.
bool read_key(std::string_view bytes, Key& key) {
  WireReader in(bytes);
  while (in.next()) {
    switch (in.field()) {
      case 1:
        key.key.id.assign(in.text());
        break;
      case 2:
        key.key.bytes.assign(in.text());
        break;
      case 3:
        key.rights = Rights::of(static_cast<v1::KeyRole>(in.number()));
        break;
      case 4:
        key.holder.assign(in.text());
        break;
      case 5:
        key.not_before_ms = static_cast<std::int64_t>(in.number());
        break;
      case 6:
        key.not_after_ms = static_cast<std::int64_t>(in.number());
        break;
      default:
        break;
    }
  }
  return in.complete() && is_key_id(key.key.id) &&
         key.key.bytes.size() == public_key_bytes && !key.holder.empty() &&
         key.holder.size() <= max_holder_bytes && key.not_after_ms > 0;
}

const Key* find_key(const std::vector<Key>& keys, std::string_view key_id) {
  for (const auto& key : keys) {
    if (key.key.id == key_id)
      return &key;
  }
  return nullptr;
}

}  // namespace

KeyRing::KeyRing(const TrustedKeys& keys) {
  for (const auto& key : keys.all())
    content_.keys.push_back({key, key.id, Rights::everything()});
}

KeyRing::KeyRing(TrustedKeys roots, std::string tenant, std::string file)
    : roots_(std::move(roots)),
      tenant_(std::move(tenant)),
      file_(std::move(file)) {}

/// A KeyManifest.
const char* KeyRing::read(std::string_view manifest, Content& content) const {
  std::string_view tenant;
  WireReader in(manifest);
  while (in.next()) {
    switch (in.field()) {
      case 1:
        tenant = in.text();
        break;
      case 2:
        content.version = in.number();
        break;
      case 4: {
        Key key;
        if (!read_key(in.text(), key) || find_key(content.keys, key.key.id))
          return "it has a key that is none, or is there twice";
        content.keys.push_back(std::move(key));
        break;
      }
      case 5:
        content.revoked.append(in.text()).append(1, '\n');
        break;
      default:
        break;
    }
  }
  if (!in.complete() || content.version == 0)
    return no_manifest;
  if (tenant != tenant_)
    return "it is for another tenant";
  return nullptr;
}

/// A SignedKeyManifest. Nothing of it is read before its signature is good.
const char* KeyRing::open(std::string_view payload, Content& content) const {
  std::string_view manifest, key_id, signature;
  WireReader in(payload);
  while (in.next()) {
    if (in.field() == 1)
      manifest = in.text();
    else if (in.field() == 2)
      key_id = in.text();
    else if (in.field() == 3)
      signature = in.text();
  }
  if (!in.complete() || payload.size() > max_manifest_bytes)
    return no_manifest;
  if (roots_.verify(Domain::keys, manifest, signature, key_id) !=
      Verification::good)
    return "no root key has signed it";
  return read(manifest, content);
}

Result<void> KeyRing::load() {
  if (file_.empty() || ::access(file_.c_str(), F_OK) != 0)
    return {};
  const auto text = read_whole_file(file_, max_manifest_bytes);
  if (!text)
    return text.error();
  Content content;
  if (const auto* problem = open(*text, content))
    return Error(Errc::parse, file_ + ": " + problem);
  content_ = std::move(content);
  return {};
}

KeyRing::Taken KeyRing::take(std::string_view payload) {
  Content content;
  const auto* problem = open(payload, content);
  if (!problem && content.version < content_.version)
    problem = "it is older than the one in force";
  if (problem)
    return {Taken::refused, problem};
  if (content.version == content_.version)
    return {Taken::known, ""};
  content_ = std::move(content);
  const bool kept = replace_file(file_, payload).has_value();
  return {kept ? Taken::newer : Taken::not_kept, ""};
}

bool KeyRing::is_revoked(std::string_view key_id) const {
  std::string line(1, '\n');
  line.append(key_id).append(1, '\n');
  return content_.revoked.find(line) != std::string::npos;
}

Verification KeyRing::verify(Domain domain,
                             std::string_view payload,
                             std::string_view signature,
                             std::string_view key_id,
                             const Clock& clock) const {
  if (is_revoked(key_id))
    return Verification::revoked;
  const auto* key = find_key(content_.keys, key_id);
  if (!key)
    return Verification::unknown_key;
  if (!is_signed(domain, payload, signature, key->key.bytes))
    return Verification::bad_signature;
  if (key->not_after_ms == 0 || !clock.trusted())
    return Verification::good;
  const auto now = clock.wall().count();
  const bool in_time = now + clock_tolerance_ms >= key->not_before_ms &&
                       now - clock_tolerance_ms <= key->not_after_ms;
  return in_time ? Verification::good : Verification::out_of_time;
}

const Key* KeyRing::find(std::string_view key_id) const {
  return is_revoked(key_id) ? nullptr : find_key(content_.keys, key_id);
}

}  // namespace soundcheck::assist
