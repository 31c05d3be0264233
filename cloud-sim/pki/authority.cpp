#include "cloud-sim/pki/authority.hpp"

#include <chrono>

#include "cloud-sim/pki/key_changes.hpp"
#include "cloud-sim/pki/secret_file.hpp"
#include "cloud-sim/wire/topics.hpp"

namespace soundcheck::cloud {
namespace fs = std::filesystem;
namespace {

Result<CertificatePtr> load_or_make_ca(const fs::path& file,
                                       const std::string& tenant,
                                       EVP_PKEY* key) {
  if (fs::exists(file)) {
    const auto pem = read_file(file);
    if (!pem)
      return pem.error();
    auto certificate = parse_certificate_pem(*pem);
    if (!certificate)
      return certificate.error().during("reading " + file.string());
    return certificate;
  }
  const CertificateRequest request{.common_name = "soundcheck CA",
                                   .organisation = tenant,
                                   .use = Use::authority,
                                   .days = 7300};
  auto certificate = issue_certificate(request, key, nullptr, nullptr);
  if (!certificate)
    return certificate;
  const auto pem = certificate_pem(certificate->get());
  if (!pem)
    return pem.error();
  const auto written = write_file(file, *pem, Access::open);
  if (!written)
    return written.error();
  return certificate;
}

constexpr std::int64_t month_ms = std::int64_t{30} * 24 * 60 * 60 * 1000;

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch())
      .count();
}

Result<Signer> load_or_make_signer(const KeyFiles& files,
                                   const std::string& tenant) {
  const auto now = now_ms();
  if (!fs::exists(files.manifest)) {
    const auto made = found_keys(files, tenant, now);
    if (!made)
      return made.error();
  }
  auto signer = Signer::load(files, now);
  const bool due = signer ? signer->good_until_ms() < now + month_ms
                          : signer.error().code == "no_key";
  if (!due || !fs::exists(files.root))
    return signer;
  const auto renewed = rotate_keys(files, {}, {}, now);
  if (!renewed)
    return renewed.error();
  return Signer::load(files, now);
}

bool answers_to(X509* certificate, const std::string& name) {
  return X509_check_host(certificate, name.data(), name.size(), 0, nullptr) ==
             1 ||
         X509_check_ip_asc(certificate, name.c_str(), 0) == 1;
}

bool is_current(const fs::path& file, const std::vector<std::string>& names) {
  const auto pem = read_file(file);
  if (!pem)
    return false;
  const auto certificate = parse_certificate_pem(*pem);
  if (!certificate)
    return false;
  // A month before its end there is still time to restart the cloud.
  std::time_t soon = std::time(nullptr) + 30 * 24 * 60 * 60;
  if (X509_cmp_time(X509_get0_notAfter(certificate->get()), &soon) < 0)
    return false;
  for (const auto& name : names)
    if (!answers_to(certificate->get(), name))
      return false;
  return true;
}

}  // namespace

PkiFiles::PkiFiles(const fs::path& data)
    : ca_key(data / "pki" / "ca.key"),
      ca_cert(data / "pki" / "ca.crt"),
      server_key(data / "pki" / "server.key"),
      server_cert(data / "pki" / "server.crt"),
      cloud_key(data / "pki" / "cloud.key"),
      cloud_cert(data / "pki" / "cloud.crt"),
      keys(data / "pki") {}

Authority::Authority(PkiFiles files,
                     std::string tenant,
                     KeyPtr ca_key,
                     CertificatePtr ca,
                     Signer signer)
    : files_(std::move(files)),
      tenant_(std::move(tenant)),
      ca_key_(std::move(ca_key)),
      ca_(std::move(ca)),
      signer_(std::move(signer)) {}

Result<Authority> Authority::open(const fs::path& data,
                                  const std::string& tenant,
                                  const std::vector<std::string>& names) {
  const PkiFiles files(data);
  const auto folder = make_private_folder(files.ca_key.parent_path());
  if (!folder)
    return folder.error();
  auto ca_key = load_or_make_key(files.ca_key, make_p256_key);
  if (!ca_key)
    return ca_key.error();
  auto ca = load_or_make_ca(files.ca_cert, tenant, ca_key->get());
  if (!ca)
    return ca.error();
  if (X509_check_private_key(ca->get(), ca_key->get()) != 1)
    return Error(Errc::invalid, "pki",
                 files.ca_cert.string() + " and " + files.ca_key.string() +
                     " do not belong together; restore both from one backup");
  auto signer = load_or_make_signer(files.keys, tenant);
  if (!signer)
    return signer.error();
  Authority authority(files, tenant, std::move(*ca_key), std::move(*ca),
                      std::move(*signer));
  const auto server = authority.renew_server(names);
  if (!server)
    return server.error();
  if (!is_current(files.cloud_cert, {})) {
    const auto cloud = authority.issue_to_file(
        {.common_name = cloud_common_name, .organisation = tenant},
        files.cloud_key, files.cloud_cert);
    if (!cloud)
      return cloud.error();
  }
  return authority;
}

Result<bool> Authority::refresh_keys() {
  auto signer = load_or_make_signer(files_.keys, tenant_);
  if (!signer)
    return signer.error();
  if (signer->manifest().bytes == signer_.manifest().bytes)
    return false;
  signer_ = std::move(*signer);
  return true;
}

Result<void> Authority::renew_server(const std::vector<std::string>& names) {
  std::vector<std::string> all{"localhost", "127.0.0.1", "::1"};
  all.insert(all.end(), names.begin(), names.end());
  if (is_current(files_.server_cert, all))
    return {};
  return issue_to_file({.common_name = "localhost",
                        .organisation = tenant_,
                        .use = Use::server,
                        .names = all,
                        .days = 825},
                       files_.server_key, files_.server_cert);
}

Result<void> Authority::issue_to_file(const CertificateRequest& request,
                                      const fs::path& key_file,
                                      const fs::path& certificate_file) {
  const auto key = load_or_make_key(key_file, make_p256_key);
  if (!key)
    return key.error();
  const auto certificate =
      issue_certificate(request, key->get(), ca_.get(), ca_key_.get());
  if (!certificate)
    return certificate.error();
  const auto pem = certificate_pem(certificate->get());
  if (!pem)
    return pem.error();
  return write_file(certificate_file, *pem, Access::open);
}

Result<Authority::DeviceIdentity> Authority::enrol(
    const std::string& device) const {
  if (!is_id(device))
    return Error(Errc::invalid, "bad_device_id",
                 "\"" + device +
                     "\" cannot be a device id; use 1 to 64 of the characters "
                     "A-Z a-z 0-9 . _ -");
  const auto key = make_p256_key();
  if (!key)
    return key.error();
  const CertificateRequest request{.common_name = device,
                                   .organisation = tenant_};
  const auto certificate =
      issue_certificate(request, key->get(), ca_.get(), ca_key_.get());
  if (!certificate)
    return certificate.error();
  auto key_pem = private_pem(key->get());
  auto pem = certificate_pem(certificate->get());
  auto ca = certificate_pem(ca_.get());
  if (!key_pem || !pem || !ca)
    return openssl_error("writing a device's identity");
  return DeviceIdentity{std::move(*key_pem), std::move(*pem), std::move(*ca)};
}

}  // namespace soundcheck::cloud
