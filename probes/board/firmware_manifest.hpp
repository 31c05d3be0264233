#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "probes/board/file_contents.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

/// What runs beside the main processor. Of the two paths at least one is there.
struct FirmwareComponent {
  std::string name;
  std::string version;
  std::string file;          ///< one of the manifest's files
  std::string version_file;  ///< its first line is the version that runs

  friend bool operator==(const FirmwareComponent&,
                         const FirmwareComponent&) = default;
};

/// What the manufacturer released, see proto/soundcheck/v1/firmware.proto.
struct FirmwareManifest {
  std::string product;
  std::string version;
  std::uint64_t counter = 0;  ///< rises with every release
  std::int64_t issued_unix_s = 0;
  std::int64_t expires_unix_s = 0;      ///< 0 = never
  std::vector<FileContent> partitions;  ///< whole images, by name
  std::vector<FileContent> files;       ///< by path
  std::vector<FirmwareComponent> components;
  std::string key_id;

  friend bool operator==(const FirmwareManifest&,
                         const FirmwareManifest&) = default;
};

/// The manifest of what is installed, and the memory of those before it, which
/// lies where no release can overwrite it. Its small files are read at once.
class ManifestStore {
 public:
  virtual ~ManifestStore() = default;
  /// Its signature is good and it is sound. Errors: unsupported (this speaker
  /// has none, or in a format from the future), denied (not there, garbled, or
  /// signed by nobody who is trusted: it proves nothing), io.
  virtual Result<FirmwareManifest> read() = 0;
  /// Of all manifests that were ever remembered; 0 = of none. Errors:
  /// unsupported (nobody remembers here), io, parse.
  virtual Result<std::uint64_t> highest_counter() = 0;
  /// Blocks until it is on disk. Errors: unsupported, io.
  virtual Result<void> remember_counter(std::uint64_t counter) = 0;
};

/// Of a board whose program was told of no manifest.
class NoManifestStore final : public ManifestStore {
 public:
  Result<FirmwareManifest> read() override {
    return Error(Errc::unsupported,
                 "only the daemon is told of one; see soundcheck firmware "
                 "verify");
  }
  Result<std::uint64_t> highest_counter() override { return nobody(); }
  Result<void> remember_counter(std::uint64_t) override { return nobody(); }

 private:
  static Error nobody() {
    return Error(Errc::unsupported, "nobody remembers earlier manifests here");
  }
};

}  // namespace soundcheck
