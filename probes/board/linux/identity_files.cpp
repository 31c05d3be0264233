#include "probes/board/linux/identity_files.hpp"

#include <openssl/crypto.h>
#include <sys/stat.h>

#include "probes/board/linux/certificates.hpp"
#include "probes/board/whole_file.hpp"

namespace soundcheck {

namespace {

/// A whole store of authorities has a quarter of it.
constexpr std::size_t max_bytes = std::size_t{1024} * 1024;

/// The text of a file, or empty when that is one of the problems.
std::string text_of(const std::string& file, IdentityState& state) {
  auto text = read_whole_file(file, max_bytes);
  if (text && !text->empty())
    return std::move(*text);
  state.problems.push_back(text ? file + ": is empty" : text.error().what);
  return {};
}

std::vector<Certificate> certificates_in(const std::string& text,
                                         const std::string& file,
                                         IdentityState& state) {
  if (text.empty())
    return {};
  auto list = read_certificates(text);
  if (list)
    return std::move(*list);
  state.problems.push_back(list.error().during(file).what);
  return {};
}

unsigned mode_of(const std::string& file) {
  struct stat about {};
  return ::stat(file.c_str(), &about) == 0 ? about.st_mode & 0777U : 0;
}

/// Everybody may use the file, and every folder on the way lets him through.
bool is_open(const std::string& file) {
  if ((mode_of(file) & (S_IROTH | S_IWOTH)) == 0)
    return false;
  for (auto end = file.rfind('/'); end != file.npos && end > 0;
       end = file.rfind('/', end - 1)) {
    if ((mode_of(file.substr(0, end)) & S_IXOTH) == 0)
      return false;
  }
  return true;
}

void look_at_key(const std::string& file,
                 std::string_view certificate,
                 IdentityState& state) {
  auto key = text_of(file, state);
  if (key.empty())
    return;
  const auto fits = key_fits(key, certificate);
  OPENSSL_cleanse(key.data(), key.size());
  if (!fits) {
    state.problems.push_back(fits.error().during(file).what);
    return;
  }
  state.has_key = true;
  state.key_fits = *fits;
  state.key_mode = mode_of(file);
  state.key_is_open = is_open(file);
}

IdentityState read(const IdentityPaths& paths) {
  IdentityState state;
  state.device = paths.device;
  const auto own = text_of(paths.cert_file, state);
  state.certificates = certificates_in(own, paths.cert_file, state);
  look_at_key(paths.key_file, own, state);
  const auto authority = text_of(paths.ca_file, state);
  state.authorities = certificates_in(authority, paths.ca_file, state);
  return state;
}

}  // namespace

Task<IdentityState> IdentityFiles::state() {
  if (paths_.key_file.empty()) {
    co_return Error(Errc::unsupported,
                    "no cloud is configured, so that no identity is needed");
  }
  co_return read(paths_);
}

}  // namespace soundcheck
