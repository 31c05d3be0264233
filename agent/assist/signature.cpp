#include "agent/assist/signature.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <system_error>

#include "agent/assist/descriptor.hpp"

namespace soundcheck::assist {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t signature_bytes = 64;
constexpr std::size_t public_key_bytes = 32;
constexpr off_t max_key_file_bytes = 4096;
constexpr std::size_t max_key_id_bytes = 64;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Error complaint(Errc code, const fs::path& file, std::string_view what) {
  return Error(code, file.string() + ": " + std::string(what));
}

std::string last_system_error() {
  return std::generic_category().message(errno);
}

/// Judges the opened file, not its name: nobody can swap it in between.
Result<std::string> read_key_file(const fs::path& file) {
  const Descriptor in(
      ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat about {};
  if (!in || ::fstat(in.get(), &about) != 0)
    return complaint(Errc::io, file, last_system_error());
  if (!S_ISREG(about.st_mode))
    return complaint(Errc::parse, file, "is not a regular file");
  if (about.st_mode & S_IWOTH) {
    return complaint(Errc::denied, file,
                     "everybody may write it, so it cannot be trusted; "
                     "chmod o-w");
  }
  if (about.st_size > max_key_file_bytes)
    return complaint(Errc::parse, file, "is too large for a public key");
  std::string text(static_cast<std::size_t>(about.st_size), '\0');
  const auto got = ::read(in.get(), text.data(), text.size());
  if (got < 0)
    return complaint(Errc::io, file, last_system_error());
  text.resize(static_cast<std::size_t>(got));
  return text;
}

Key read_public_key(BIO* bio) {
  return {bio ? PEM_read_bio_PUBKEY(bio, nullptr, nullptr, nullptr) : nullptr,
          &EVP_PKEY_free};
}

/// The 32 bytes of the only key in it.
Result<std::string> load_key(const fs::path& file) {
  const auto text = read_key_file(file);
  if (!text)
    return text.error();
  const Bio bio(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())),
                &BIO_free);
  const Key key = read_public_key(bio.get());
  if (!key)
    return complaint(Errc::parse, file, "is not a public key in PEM");
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519)
    return complaint(Errc::parse, file, "is not an Ed25519 key");
  if (read_public_key(bio.get()))
    return complaint(Errc::parse, file, "holds more than one key");
  std::string raw(public_key_bytes, '\0');
  auto size = raw.size();
  EVP_PKEY_get_raw_public_key(
      key.get(), reinterpret_cast<unsigned char*>(raw.data()), &size);
  return raw;
}

Result<void> check_folder(const fs::path& folder) {
  struct stat about {};
  if (::stat(folder.c_str(), &about) != 0)
    return complaint(Errc::io, folder, last_system_error());
  if (!S_ISDIR(about.st_mode))
    return complaint(Errc::io, folder, "is not a folder");
  if (about.st_mode & S_IWOTH) {
    return complaint(Errc::denied, folder,
                     "everybody may put keys here, so none can be trusted; "
                     "chmod o-w");
  }
  return {};
}

}  // namespace

std::string_view to_string(Domain domain) {
  switch (domain) {
    case Domain::command:
      return "soundcheck/v1/command";
    case Domain::command_under_keys:
      return "soundcheck/v1/command-under-keys";
    case Domain::receipt:
      return "soundcheck/v1/receipt";
    case Domain::knowledge:
      return "soundcheck/v1/knowledge";
    case Domain::firmware:
      return "soundcheck/v1/firmware";
    case Domain::keys:
      return "soundcheck/v1/keys";
  }
  return "";
}

std::string signed_message(Domain domain, std::string_view payload) {
  std::string message(to_string(domain));
  message.push_back('\0');
  message.append(payload);
  return message;
}

bool is_key_id(std::string_view name) {
  return !name.empty() && name.size() <= max_key_id_bytes &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                  (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
         });
}

Result<TrustedKeys> TrustedKeys::load(const fs::path& folder) {
  if (auto sound = check_folder(folder); !sound)
    return sound.error();
  TrustedKeys trusted;
  std::error_code failed;
  fs::directory_iterator entry(folder, failed);
  for (; !failed && entry != fs::directory_iterator();
       entry.increment(failed)) {
    const auto& file = entry->path();
    if (file.extension() != ".pem")
      continue;
    auto key_id = file.stem().string();
    if (!is_key_id(key_id)) {
      return complaint(Errc::parse, file,
                       "a key id is 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    auto key = load_key(file);
    if (!key)
      return key.error();
    trusted.keys_.push_back({std::move(key_id), std::move(*key)});
  }
  if (failed)
    return complaint(Errc::io, folder, failed.message());
  return trusted;
}

bool is_signed(Domain domain,
               std::string_view payload,
               std::string_view signature,
               std::string_view key) {
  if (signature.size() != signature_bytes || key.size() != public_key_bytes)
    return false;
  const auto message = signed_message(domain, payload);
  const Key loaded(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                               bytes(key), key.size()),
                   &EVP_PKEY_free);
  const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  return loaded && context &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr,
                              loaded.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes(signature), signature.size(),
                          bytes(message), message.size()) == 1;
}

const PublicKey* TrustedKeys::find(std::string_view key_id) const {
  for (const auto& key : keys_) {
    if (key.id == key_id)
      return &key;
  }
  return nullptr;
}

Verification TrustedKeys::verify(Domain domain,
                                 std::string_view payload,
                                 std::string_view signature,
                                 std::string_view key_id) const {
  const auto* key = find(key_id);
  if (!key)
    return Verification::unknown_key;
  return is_signed(domain, payload, signature, key->bytes)
             ? Verification::good
             : Verification::bad_signature;
}

}  // namespace soundcheck::assist
