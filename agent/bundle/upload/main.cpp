// soundcheck-upload: what soundcheck-bundle becomes when a bundle is made. It
// sees what was redacted and nothing else; its predecessor cannot reach the
// network.
//
// usage: soundcheck-upload URL CA_FILE KIB_PER_S DEADLINE_S
//   descriptor 3             the bundle
//   standard input           the v1::Reply to give when it has arrived
//   SOUNDCHECK_UPLOAD_TOKEN  what the destination wants to see
#include <array>
#include <csignal>
#include <cstdlib>
#include <curl/curl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/bundle/rights.hpp"
#include "agent/bundle/upload/upload.hpp"
#include "agent/bundle/wire/news.hpp"

namespace {

using namespace soundcheck;
using namespace soundcheck::bundle;

constexpr int misused = 64;
constexpr int bundle_descriptor = 3;

std::string read_all(int descriptor) {
  std::string bytes;
  std::array<char, 1024> piece{};
  ssize_t count = 0;
  while ((count = ::read(descriptor, piece.data(), piece.size())) > 0)
    bytes.append(piece.data(), static_cast<std::size_t>(count));
  return bytes;
}

Result<void> send(const UploadTarget& target,
                  std::uint64_t total,
                  std::chrono::seconds deadline) {
  const auto http = HttpPut::open(target);
  if (!http)
    return http.error();
  return upload(**http, bundle_descriptor, total, deadline,
                [total](std::uint64_t arrived) {
                  const auto part =
                      static_cast<double>(arrived) / static_cast<double>(total);
                  tell_progress(0.5 + 0.5 * part,
                                "uploads, " + std::to_string(arrived) + " of " +
                                    std::to_string(total) + " bytes");
                });
}

}  // namespace

int main(int argc, char** argv) {
  give_rights_away();
  const char* token = std::getenv("SOUNDCHECK_UPLOAD_TOKEN");
  struct stat about {};
  v1::Reply answer;
  if (argc != 5 || token == nullptr ||
      ::fstat(bundle_descriptor, &about) != 0 ||
      !answer.ParseFromString(read_all(STDIN_FILENO)))
    return misused;
  std::signal(SIGPIPE, SIG_IGN);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  const UploadTarget target{argv[1], argv[2], token,
                            1024 * std::strtoll(argv[3], nullptr, 10)};
  const auto sent = send(target, static_cast<std::uint64_t>(about.st_size),
                         std::chrono::seconds(std::atoi(argv[4])));
  if (!sent)
    return tell_failed("the upload: " + sent.error().what);
  tell(answer);
  return EXIT_SUCCESS;
}
