#include "probes/board/linux/file_hash.hpp"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <openssl/evp.h>
#include <unistd.h>
#include <vector>

namespace soundcheck {

namespace {

// Small enough to stop soon on slow flash.
constexpr std::size_t chunk_bytes = std::size_t{64} * 1024;

std::error_code error_of(int number) {
  return {number, std::generic_category()};
}

}  // namespace

boost::system::result<Sha256, std::error_code>
hash_file(int descriptor, std::uint64_t size_bytes, std::stop_token stop) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
    return error_of(ENOMEM);
  std::vector<unsigned char> chunk(chunk_bytes);
  while (size_bytes > 0) {
    if (stop.stop_requested())
      return error_of(ECANCELED);
    const auto wanted = std::min<std::uint64_t>(size_bytes, chunk.size());
    const auto count =
        ::read(descriptor, chunk.data(), static_cast<std::size_t>(wanted));
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return error_of(count < 0 ? errno : ENODATA);
    size_bytes -= static_cast<std::uint64_t>(count);
    EVP_DigestUpdate(context.get(), chunk.data(),
                     static_cast<std::size_t>(count));
  }
  Sha256 hash;
  if (EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) != 1)
    return error_of(ENOMEM);
  return hash;
}

}  // namespace soundcheck
