// The reader of certificates and keys. An input that begins with 'p' is a PEM
// file; of any other, what follows is the inside of one, so that a changed byte
// is a changed certificate and not just damaged base64.
#include "probes/board/linux/certificates.hpp"

#include <cstdint>
#include <cstdlib>
#include <openssl/evp.h>
#include <string>

namespace {

using namespace soundcheck;

void require(bool holds) {
  if (!holds)
    std::abort();
}

std::string pem_of(const std::string& kind, std::string_view bytes) {
  std::string base64(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  base64.resize(static_cast<std::size_t>(size));
  std::string pem = "-----BEGIN " + kind + "-----\n";
  for (std::size_t i = 0; i < base64.size(); i += 64)
    pem += base64.substr(i, 64) + "\n";
  return pem + "-----END " + kind + "-----\n";
}

void read(std::string_view certificate, std::string_view key) {
  const auto list = read_certificates(certificate);
  if (list)
    require(!list->empty() && list->size() <= 512);
  else
    require(list.error().code == Errc::parse);
  const auto fits = key_fits(key, certificate);
  require(fits || fits.error().code == Errc::parse);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0)
    return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1,
                              size - 1);
  if (data[0] == 'p')
    read(text, text);
  else
    read(pem_of("CERTIFICATE", text), pem_of("PRIVATE KEY", text));
  return 0;
}
