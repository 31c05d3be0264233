#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cloud-sim/pki/certificates.hpp"
#include "cloud-sim/pki/signer.hpp"

namespace soundcheck::cloud {

/// The cloud's own name at the broker. It holds a character that no device id
/// may hold, so no device can ever be enrolled as the cloud.
inline constexpr const char* cloud_common_name = "@cloud";

/// Where everything of a data folder is.
struct PkiFiles {
  explicit PkiFiles(const std::filesystem::path& data);

  std::filesystem::path ca_key, ca_cert;
  std::filesystem::path server_key, server_cert;
  std::filesystem::path cloud_key, cloud_cert;
  KeyFiles keys;
};

/// The certificates and keys of one cloud. Made at its first start, then read.
class Authority {
 public:
  /// `names` are added to localhost, 127.0.0.1 and ::1 in the server's
  /// certificate; a new one is issued when they have changed.
  static Result<Authority> open(const std::filesystem::path& data,
                                const std::string& tenant,
                                const std::vector<std::string>& names);

  const PkiFiles& files() const { return files_; }
  const Signer& signer() const { return signer_; }
  /// Takes over what `soundcheck-cloud keys` has changed meanwhile; true when
  /// something was. Where the root key lies here, renews what ends within a
  /// month. Errors: as Signer::load(); the keys stay as they were then.
  Result<bool> refresh_keys();

  /// What a device needs, in PEM.
  struct DeviceIdentity {
    std::string key;
    std::string certificate;
    std::string ca;
  };
  Result<DeviceIdentity> enrol(const std::string& device) const;

 private:
  Authority(PkiFiles files,
            std::string tenant,
            KeyPtr ca_key,
            CertificatePtr ca,
            Signer signer);
  Result<void> issue_to_file(const CertificateRequest& request,
                             const std::filesystem::path& key_file,
                             const std::filesystem::path& certificate_file);
  Result<void> renew_server(const std::vector<std::string>& names);

  PkiFiles files_;
  std::string tenant_;
  KeyPtr ca_key_;
  CertificatePtr ca_;
  Signer signer_;
};

}  // namespace soundcheck::cloud
