#include <catch2/catch.hpp>
#include <filesystem>
#include <sys/stat.h>

#include "cloud-sim/pki/authority.hpp"
#include "cloud-sim/pki/secret_file.hpp"
#include "cloud-sim/wire/identifiers.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;

namespace {

struct Folder {
  Folder()
      : path(std::filesystem::temp_directory_path() /
             ("soundcheck-pki-" + random_hex(8))) {}
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

unsigned mode_of(const std::filesystem::path& file) {
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

CertificatePtr certificate_in(const std::filesystem::path& file) {
  return parse_certificate_pem(read_file(file).value()).value();
}

}  // namespace

TEST_CASE("the first start makes keys that only we may read, the next keeps") {
  Folder folder;
  const PkiFiles files(folder.path);

  const auto first = Authority::open(folder.path, "acme", {}).value();
  const auto id = first.signer().key_id();
  const auto ca = read_file(files.ca_cert).value();
  const auto server = read_file(files.server_cert).value();
  const auto again =
      Authority::open(folder.path, "acme", {}).value().signer().key_id();

  for (const auto& key : {files.ca_key, files.server_key, files.cloud_key,
                          files.keys.root, key_file(files.keys.keys, id)})
    CHECK(mode_of(key) == 0600);
  CHECK(id == again);
  CHECK(read_file(files.ca_cert).value() == ca);
  CHECK(read_file(files.server_cert).value() == server);
}

TEST_CASE("the server's certificate answers to its names, old and new") {
  Folder folder;
  const PkiFiles files(folder.path);
  Authority::open(folder.path, "acme", {}).value();

  Authority::open(folder.path, "acme", {"cloud.example", "192.0.2.7"}).value();

  const auto certificate = certificate_in(files.server_cert);
  const std::string name = "cloud.example";
  CHECK(X509_check_host(certificate.get(), "localhost", 9, 0, nullptr) == 1);
  CHECK(X509_check_host(certificate.get(), name.data(), name.size(), 0,
                        nullptr) == 1);
  CHECK(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0) == 1);
  CHECK(X509_check_ip_asc(certificate.get(), "192.0.2.7", 0) == 1);
  CHECK(X509_check_ip_asc(certificate.get(), "192.0.2.8", 0) != 1);
}

TEST_CASE("an enrolled device gets a client certificate of our CA") {
  Folder folder;
  const auto authority = Authority::open(folder.path, "acme", {}).value();

  const auto identity = authority.enrol("kitchen").value();

  const auto certificate = parse_certificate_pem(identity.certificate).value();
  const auto ca = parse_certificate_pem(identity.ca).value();
  const auto key = parse_private_pem(identity.key).value();
  char name[80];
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()),
                            NID_commonName, name, sizeof name);
  CHECK(std::string(name) == "kitchen");
  CHECK(X509_verify(certificate.get(), X509_get0_pubkey(ca.get())) == 1);
  CHECK(X509_check_private_key(certificate.get(), key.get()) == 1);
  CHECK(X509_check_purpose(certificate.get(), X509_PURPOSE_SSL_CLIENT, 0) == 1);
  CHECK(X509_check_purpose(certificate.get(), X509_PURPOSE_SSL_SERVER, 0) == 0);
}

TEST_CASE("names that are no device ids are not enrolled") {
  Folder folder;
  const auto authority = Authority::open(folder.path, "acme", {}).value();

  for (const std::string& bad :
       {std::string(), std::string("a/b"), std::string("+"), std::string("#"),
        std::string(cloud_common_name), std::string("a b"),
        std::string(65, 'a'), std::string("a\nb"), std::string("\xc3\xa4")})
    CHECK(authority.enrol(bad).error().kind == Errc::invalid);
}

TEST_CASE("garbage where a key or certificate should be is told") {
  Folder folder;
  Authority::open(folder.path, "acme", {}).value();
  const PkiFiles files(folder.path);
  write_file(files.ca_key, "not a key", Access::secret).value();

  const auto opened = Authority::open(folder.path, "acme", {});

  REQUIRE_FALSE(opened);
  CHECK(opened.error().what.find("ca.key") != std::string::npos);
}
