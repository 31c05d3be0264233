#include "agent/firmware/seal_manifest.hpp"

#include "agent/firmware/signed_manifest.hpp"
#include "soundcheck/v1/firmware.pb.h"

namespace soundcheck {

namespace {

void write(const FileContent& content, v1::FirmwareContent& wire) {
  wire.set_name(content.name);
  wire.set_size_bytes(content.size_bytes);
  wire.set_sha256(content.sha256.data(), content.sha256.size());
}

v1::FirmwareManifest to_wire(const FirmwareManifest& manifest) {
  v1::FirmwareManifest wire;
  wire.set_format(manifest_format);
  wire.set_product(manifest.product);
  wire.set_version(manifest.version);
  wire.set_counter(manifest.counter);
  wire.set_issued_unix_s(manifest.issued_unix_s);
  wire.set_expires_unix_s(manifest.expires_unix_s);
  wire.set_key_id(manifest.key_id);
  for (const auto& partition : manifest.partitions)
    write(partition, *wire.add_partitions());
  for (const auto& file : manifest.files)
    write(file, *wire.add_files());
  for (const auto& component : manifest.components) {
    auto& made = *wire.add_components();
    made.set_name(component.name);
    made.set_version(component.version);
    made.set_file(component.file);
    made.set_version_file(component.version_file);
  }
  return wire;
}

}  // namespace

Result<std::string> seal_manifest(const FirmwareManifest& manifest,
                                  const assist::SigningKey& key) {
  v1::SignedFirmwareManifest envelope;
  envelope.set_manifest(to_wire(manifest).SerializeAsString());
  envelope.set_key_id(manifest.key_id);
  auto signature = key.sign(assist::Domain::firmware, envelope.manifest());
  if (!signature)
    return signature.error();
  envelope.set_signature(std::move(*signature));
  return envelope.SerializeAsString();
}

}  // namespace soundcheck
