// A hash that takes a night must survive a power cut, so its state is kept. The
// EVP interface of OpenSSL 3 gives no way to export it, and a hash of hashes
// could not be compared with what the updater recorded. SHA256_CTX is public
// and has held the same since SSLeay: H, the count of bits, and the begun
// block, of which there is none here. It is deprecated, not removed; should it
// ever be, this file alone notices. Of an implementation of our own the
// processor's instructions for SHA-256 would be what is missing.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "probes/board/linux/sha256_state.hpp"

#include <algorithm>
#include <openssl/sha.h>

namespace soundcheck {

namespace {

SHA256_CTX context_of(const HashState& state) {
  SHA256_CTX context;
  SHA256_Init(&context);
  std::copy(state.h.begin(), state.h.end(), context.h);
  const auto bits = state.bytes * 8;
  context.Nl = static_cast<SHA_LONG>(bits);
  context.Nh = static_cast<SHA_LONG>(bits >> 32);
  return context;
}

}  // namespace

void hash_blocks(HashState& state,
                 const unsigned char* bytes,
                 std::size_t size) {
  auto context = context_of(state);
  SHA256_Update(&context, bytes, size);
  std::copy_n(context.h, state.h.size(), state.h.begin());
  state.bytes += size;
}

Sha256 hash_end(const HashState& state,
                const unsigned char* bytes,
                std::size_t size) {
  auto context = context_of(state);
  SHA256_Update(&context, bytes, size);
  Sha256 hash;
  SHA256_Final(hash.data(), &context);
  return hash;
}

std::uint64_t mark_of(const HashState& state) {
  return std::uint64_t{state.h[0]} << 32 | state.h[1];
}

std::uint64_t mark_of(const Sha256& hash) {
  std::uint64_t mark = 0;
  for (std::size_t i = 0; i < sizeof mark; ++i)
    mark = mark << 8 | hash[i];
  return mark;
}

}  // namespace soundcheck
