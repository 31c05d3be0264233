#include "agent/firmware/signed_manifest.hpp"

#include <algorithm>
#include <system_error>

#include "probes/board/whole_file.hpp"
#include "soundcheck/v1/firmware.pb.h"

namespace soundcheck {

namespace {

Error denied(std::string why) {
  return Error(Errc::denied, std::move(why));
}

Result<void> check_signature(const v1::SignedFirmwareManifest& envelope,
                             const assist::TrustedKeys& keys) {
  const auto& key_id = envelope.key_id();
  switch (keys.verify(assist::Domain::firmware, envelope.manifest(),
                      envelope.signature(), key_id)) {
    case assist::Verification::good:
      return {};
    case assist::Verification::unknown_key:
      return denied(assist::is_key_id(key_id)
                        ? "it is signed by " + key_id + ", which is not trusted"
                        : "it is signed by nobody");
    case assist::Verification::revoked:
    case assist::Verification::out_of_time:  // keys in a folder know neither
    case assist::Verification::bad_signature:
      break;
  }
  return denied("its signature is bad");
}

/// False when a hash has another length.
bool take(const google::protobuf::RepeatedPtrField<v1::FirmwareContent>& list,
          std::vector<FileContent>& contents) {
  for (const auto& content : list) {
    auto& made = contents.emplace_back();
    made.name = content.name();
    made.size_bytes = content.size_bytes();
    if (content.sha256().size() != made.sha256.size())
      return false;
    std::copy(content.sha256().begin(), content.sha256().end(),
              made.sha256.begin());
  }
  return true;
}

Result<FirmwareManifest> from_wire(const v1::FirmwareManifest& wire) {
  FirmwareManifest manifest;
  manifest.product = wire.product();
  manifest.version = wire.version();
  manifest.counter = wire.counter();
  manifest.issued_unix_s = wire.issued_unix_s();
  manifest.expires_unix_s = wire.expires_unix_s();
  manifest.key_id = wire.key_id();
  if (!take(wire.partitions(), manifest.partitions) ||
      !take(wire.files(), manifest.files))
    return denied("a hash in it has not 32 bytes");
  for (const auto& component : wire.components()) {
    auto& made = manifest.components.emplace_back();
    made.name = component.name();
    made.version = component.version();
    made.file = component.file();
    made.version_file = component.version_file();
  }
  return manifest;
}

/// The maker's word is taken for the rest; but without a file all would be
/// well, and too many would be a burden.
bool is_bearable(const std::vector<FileContent>& files) {
  std::uint64_t left = max_manifest_file_bytes;
  for (const auto& file : files) {
    if (file.size_bytes > left)
      return false;
    left -= file.size_bytes;
  }
  return !files.empty();
}

}  // namespace

Result<FirmwareManifest> open_manifest(std::string_view bytes,
                                       const assist::TrustedKeys& keys) {
  v1::SignedFirmwareManifest envelope;
  if (bytes.size() > max_signed_manifest_bytes ||
      !envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return denied("it is no signed manifest, or only a part of one");
  if (const auto good = check_signature(envelope, keys); !good)
    return good.error();

  v1::FirmwareManifest wire;
  if (!wire.ParseFromString(envelope.manifest()))
    return denied("what is signed is no manifest");
  if (wire.format() != manifest_format) {
    return Error(Errc::unsupported, "the manifest has format " +
                                        std::to_string(wire.format()) +
                                        ", and this agent knows only 1");
  }
  auto manifest = from_wire(wire);
  if (!manifest)
    return manifest;
  if (manifest->key_id != envelope.key_id())
    return denied("it names another key than the one that signed it");
  if (!is_bearable(manifest->files))
    return denied("its files are none, or too much to compare");
  return manifest;
}

Result<FirmwareManifest> read_manifest(const std::filesystem::path& file,
                                       const assist::TrustedKeys& keys) {
  std::error_code failed;
  // One that is gone proves as little as a garbled one.
  if (!std::filesystem::exists(file, failed) && !failed)
    return Error(Errc::denied, file.string() + ": not there");
  const auto bytes = read_whole_file(file, max_signed_manifest_bytes);
  if (!bytes && bytes.error().code == Errc::parse)
    return Error(Errc::denied, bytes.error().what);
  if (!bytes)
    return bytes.error();
  auto manifest = open_manifest(*bytes, keys);
  if (!manifest)
    return manifest.error().during(file.string());
  return manifest;
}

}  // namespace soundcheck
