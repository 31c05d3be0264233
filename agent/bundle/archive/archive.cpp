#include "agent/bundle/archive/archive.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <openssl/evp.h>
#include <unistd.h>
#include <utility>
#include <zstd.h>

#include "agent/bundle/archive/tar_header.hpp"

namespace soundcheck::bundle {

namespace {

// One megabyte in all for the compression; level 3 alone would take 1.7.
constexpr int level = 3;
constexpr int window_log = 17;
constexpr int table_log = 14;
// For the manifest, the two blocks of zeros at the end, and what zstd adds.
constexpr std::size_t kept_back = std::size_t{64} * 1024;
constexpr std::size_t entry_overhead = 2 * tar_block + 1024;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

Result<void> write_all(int descriptor, std::string_view bytes) {
  while (descriptor >= 0 && !bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return Error(Errc::io, std::string("writing: ") + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

/// Also when nothing can be made smaller: whole blocks of zstd.
std::size_t worst_case(std::size_t bytes) {
  return ZSTD_compressBound(bytes) + entry_overhead;
}

}  // namespace

struct Archive::Parts {
  int descriptor;
  std::size_t limit;
  std::int64_t unix_s;
  std::size_t bytes = 0;
  std::unique_ptr<ZSTD_CCtx, FreeContext> zstd{ZSTD_createCCtx()};
  std::unique_ptr<EVP_MD_CTX, FreeDigest> digest{EVP_MD_CTX_new()};
  std::array<char, 16 * 1024> out{};
};

Archive::Archive(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Archive::~Archive() = default;

Result<std::unique_ptr<Archive>> Archive::open(int descriptor,
                                               std::size_t limit,
                                               std::int64_t unix_s) {
  auto parts = std::make_unique<Parts>(Parts{descriptor, limit, unix_s});
  auto* zstd = parts->zstd.get();
  bool sound = zstd != nullptr && parts->digest != nullptr;
  for (const auto& [parameter, value] :
       {std::pair(ZSTD_c_compressionLevel, level),
        {ZSTD_c_windowLog, window_log},
        {ZSTD_c_hashLog, table_log},
        {ZSTD_c_chainLog, table_log},
        {ZSTD_c_checksumFlag, 1}})
    sound = sound &&
            ZSTD_isError(ZSTD_CCtx_setParameter(zstd, parameter, value)) == 0;
  if (!sound ||
      EVP_DigestInit_ex(parts->digest.get(), EVP_sha256(), nullptr) != 1)
    return Error(Errc::internal, "the compression cannot be set up");
  return std::unique_ptr<Archive>(new Archive(std::move(parts)));
}

std::size_t Archive::room() const {
  const auto used = parts_->bytes + kept_back;
  if (used + worst_case(0) >= parts_->limit)
    return 0;
  // The bound of zstd is linear, 1/256 above its input and a little.
  const auto left = parts_->limit - used - worst_case(0);
  return left - left / 128;
}

Result<void> Archive::write(std::string_view bytes, bool last) {
  auto& parts = *parts_;
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  for (;;) {
    ZSTD_outBuffer out{parts.out.data(), parts.out.size(), 0};
    const auto left = ZSTD_compressStream2(parts.zstd.get(), &out, &in,
                                           last ? ZSTD_e_end : ZSTD_e_flush);
    if (ZSTD_isError(left) != 0)
      return Error(Errc::internal,
                   std::string("compressing: ") + ZSTD_getErrorName(left));
    const std::string_view made(parts.out.data(), out.pos);
    if (auto written = write_all(parts.descriptor, made); !written)
      return written;
    EVP_DigestUpdate(parts.digest.get(), made.data(), made.size());
    parts.bytes += made.size();
    if (left == 0)
      return {};
  }
}

Result<void> Archive::add_entry(std::string_view name, std::string_view text) {
  const auto header = tar_header(name, text.size(), parts_->unix_s);
  const std::string padding(tar_padding(text.size()), '\0');
  // In one piece: each call ends a block of zstd.
  std::string entry(header.data(), header.size());
  entry.reserve(entry.size() + text.size() + padding.size());
  (entry += text) += padding;
  return write(entry, false);
}

Result<void> Archive::add(std::string_view name, std::string_view text) {
  if (text.size() > room())
    return Error(Errc::internal, "the bundle is full");
  return add_entry(name, text);
}

Result<void> Archive::finish(std::string_view name, std::string_view text) {
  if (worst_case(text.size()) + worst_case(0) > kept_back)
    return Error(Errc::internal, "the manifest is too large");
  if (auto added = add_entry(name, text); !added)
    return added;
  return write(std::string(2 * tar_block, '\0'), true);
}

std::size_t Archive::bytes() const {
  return parts_->bytes;
}

std::string Archive::sha256() const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  EVP_DigestFinal_ex(parts_->digest.get(), hash.data(), &size);
  return {reinterpret_cast<const char*>(hash.data()), size};
}

}  // namespace soundcheck::bundle
