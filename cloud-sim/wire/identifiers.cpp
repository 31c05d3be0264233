#include "cloud-sim/wire/identifiers.hpp"

#include <charconv>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdexcept>

namespace soundcheck::cloud {

std::string to_hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

std::string random_hex(std::size_t bytes) {
  std::string random(bytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(random.data()),
                 static_cast<int>(bytes)) != 1)
    throw std::runtime_error("OpenSSL has no random bytes");
  return to_hex(random);
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0)
    return std::nullopt;
  std::string bytes;
  for (; !text.empty(); text.remove_prefix(2)) {
    unsigned char byte = 0;
    const auto* end = text.data() + 2;
    const auto [stop, failed] = std::from_chars(text.data(), end, byte, 16);
    if (failed != std::errc() || stop != end)
      return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int letters =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(letters));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0)
    return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int decoded =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size()));
  // It also trims blanks, and takes the filling at the end for zeros.
  if (decoded != static_cast<int>(bytes.size()))
    return std::nullopt;
  if (text.ends_with("=="))
    bytes.pop_back();
  if (text.ends_with("="))
    bytes.pop_back();
  return bytes;
}

std::string sha256_hex(std::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return to_hex(digest);
}

}  // namespace soundcheck::cloud
