#include "cloud-sim/pki/key_changes.hpp"

#include <algorithm>

#include "cloud-sim/pki/secret_file.hpp"

namespace soundcheck::cloud {

namespace fs = std::filesystem;

namespace {

// As the devices have them.
constexpr int max_keys = 64;
constexpr int max_revoked = 256;
constexpr std::size_t max_holder_bytes = 64;

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 24 * hour_ms;

int days_of(const Lifetime& lifetime, v1::KeyRole role) {
  if (lifetime.days > 0)
    return lifetime.days;
  return role == v1::KEY_ROLE_SERVICE ? 400 : 90;
}

Result<std::string> make_key(const KeyFiles& files,
                             v1::KeyManifest& manifest,
                             const std::string& holder,
                             v1::KeyRole role,
                             const Lifetime& lifetime,
                             std::int64_t now_ms) {
  if (manifest.keys_size() >= max_keys)
    return Error(
        Errc::conflict, "too_many_keys",
        "a manifest holds " + std::to_string(max_keys) + " keys; revoke some");
  const auto made = SigningKey::make_in(files.keys);
  if (!made)
    return made.error();
  auto raw = made->raw_public_key();
  if (!raw)
    return raw.error();
  auto& key = *manifest.add_keys();
  key.set_key_id(made->id());
  key.set_public_key(std::move(*raw));
  key.set_role(role);
  key.set_holder(holder);
  // Starts a day ago: a speaker that has just booted may lag behind.
  key.set_not_before_unix_ms(now_ms - day_ms);
  key.set_not_after_unix_ms(now_ms + days_of(lifetime, role) * day_ms);
  return made->id();
}

/// What it was, as the next version. Nothing is begun without the root.
Result<v1::KeyManifest> next_manifest(const KeyFiles& files,
                                      std::int64_t now_ms) {
  if (const auto root = SigningKey::load(files.root); !root)
    return root.error().during("the root key signs every change of keys");
  auto sealed = read_manifest(files);
  if (!sealed)
    return sealed.error();
  auto& manifest = sealed->manifest;
  manifest.set_version(manifest.version() + 1);
  manifest.set_issued_unix_ms(now_ms);
  return std::move(manifest);
}

void drop_expired(v1::KeyManifest& manifest, std::int64_t now_ms) {
  for (int i = manifest.keys_size() - 1; i >= 0; --i)
    if (manifest.keys(i).not_after_unix_ms() < now_ms - day_ms)
      manifest.mutable_keys()->DeleteSubrange(i, 1);
}

int index_of(const v1::KeyManifest& manifest, const std::string& key_id) {
  const auto& keys = manifest.keys();
  const auto found = std::find_if(
      keys.begin(), keys.end(),
      [&](const v1::OperatorKey& key) { return key.key_id() == key_id; });
  return found == keys.end() ? -1 : static_cast<int>(found - keys.begin());
}

/// The manifest first: until it is there, every private key may be needed.
Result<void> finish(const KeyFiles& files, const v1::KeyManifest& manifest) {
  const auto written = write_manifest(files, manifest);
  if (!written)
    return written;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(files.keys, failed))
    if (entry.path().extension() == ".key" &&
        index_of(manifest, entry.path().stem().string()) < 0)
      fs::remove(entry.path(), failed);
  return {};
}

Error unknown_key(const std::string& key_id) {
  return {Errc::not_found, "unknown_key",
          "the manifest has no key \"" + key_id +
              "\"; `soundcheck-cloud keys list` shows them"};
}

Result<void> succeed(const KeyFiles& files,
                     v1::KeyManifest& manifest,
                     int index,
                     const Lifetime& lifetime,
                     std::int64_t now_ms) {
  auto& before = *manifest.mutable_keys(index);
  before.set_not_after_unix_ms(std::min<std::int64_t>(
      before.not_after_unix_ms(), now_ms + lifetime.overlap_hours * hour_ms));
  const auto holder = before.holder();
  const auto role = before.role();
  const auto made = make_key(files, manifest, holder, role, lifetime, now_ms);
  if (!made)
    return made.error();
  return {};
}

/// Whether the key is the newest of its holder in its role: the others have
/// their successor.
bool is_newest(const v1::KeyManifest& manifest, int index) {
  const auto& key = manifest.keys(index);
  for (int i = index + 1; i < manifest.keys_size(); ++i)
    if (manifest.keys(i).holder() == key.holder() &&
        manifest.keys(i).role() == key.role())
      return false;
  return true;
}

}  // namespace

Result<void> found_keys(const KeyFiles& files,
                        const std::string& tenant,
                        std::int64_t now_ms) {
  if (const auto made = make_private_folder(files.keys); !made)
    return made.error();
  const auto root = SigningKey::load_or_make(files.root);
  if (!root)
    return root.error();
  const auto pem = root->public_key_pem();
  if (!pem)
    return pem.error();
  if (const auto written = write_file(files.root_public, *pem, Access::open);
      !written)
    return written.error();
  v1::KeyManifest manifest;
  manifest.set_tenant(tenant);
  manifest.set_version(1);
  manifest.set_issued_unix_ms(now_ms);
  for (const auto& [holder, role] :
       {std::pair{operators_holder, v1::KEY_ROLE_ADMIN},
        std::pair{service_holder, v1::KEY_ROLE_SERVICE}}) {
    const auto made = make_key(files, manifest, holder, role, {}, now_ms);
    if (!made)
      return made.error();
  }
  return finish(files, manifest);
}

Result<std::string> add_key(const KeyFiles& files,
                            const std::string& holder,
                            v1::KeyRole role,
                            Lifetime lifetime,
                            std::int64_t now_ms) {
  if (holder.empty() || holder.size() > max_holder_bytes)
    return Error(Errc::invalid, "bad_holder",
                 "a key's holder is a name of 1 to 64 bytes");
  if (role == v1::KEY_ROLE_UNSPECIFIED)
    return Error(Errc::invalid, "bad_role", "there is no such role");
  auto manifest = next_manifest(files, now_ms);
  if (!manifest)
    return manifest.error();
  auto made = make_key(files, *manifest, holder, role, lifetime, now_ms);
  if (!made)
    return made;
  const auto written = finish(files, *manifest);
  if (!written)
    return written.error();
  return made;
}

Result<void> rotate_keys(const KeyFiles& files,
                         const std::string& key_id,
                         Lifetime lifetime,
                         std::int64_t now_ms) {
  auto manifest = next_manifest(files, now_ms);
  if (!manifest)
    return manifest.error();
  if (!key_id.empty() && index_of(*manifest, key_id) < 0)
    return unknown_key(key_id);
  const auto before = *manifest;
  for (int i = 0; i < before.keys_size(); ++i) {
    if (key_id.empty() ? !is_newest(before, i)
                       : before.keys(i).key_id() != key_id)
      continue;
    const auto done = succeed(files, *manifest, i, lifetime, now_ms);
    if (!done)
      return done;
  }
  drop_expired(*manifest, now_ms);
  return finish(files, *manifest);
}

Result<void> revoke_key(const KeyFiles& files,
                        const std::string& key_id,
                        bool successor,
                        std::int64_t now_ms) {
  auto manifest = next_manifest(files, now_ms);
  if (!manifest)
    return manifest.error();
  const auto index = index_of(*manifest, key_id);
  if (index < 0)
    return unknown_key(key_id);
  const auto done = successor && is_newest(*manifest, index)
                        ? succeed(files, *manifest, index, {}, now_ms)
                        : Result<void>();
  if (!done)
    return done;
  // The oldest go: a key that is on no list is not believed either.
  if (manifest->revoked_size() >= max_revoked)
    manifest->mutable_revoked()->DeleteSubrange(0, 1);
  manifest->add_revoked(key_id);
  manifest->mutable_keys()->DeleteSubrange(index, 1);
  return finish(files, *manifest);
}

}  // namespace soundcheck::cloud
