#include "agent/bundle/upload/http_put.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <curl/curl.h>
#include <string_view>
#include <unistd.h>

namespace soundcheck::bundle {

namespace {

constexpr long connect_seconds = 15;
constexpr long request_seconds = 300;
constexpr long silent_seconds = 30;

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

bool names_offset(std::string_view name) {
  constexpr std::string_view wanted = "upload-offset";
  return name.size() == wanted.size() &&
         std::equal(name.begin(), name.end(), wanted.begin(),
                    [](unsigned char c, char lower) {
                      return std::tolower(c) == lower;
                    });
}

/// "Upload-Offset: 65536\r\n"
std::size_t read_header(char* data, std::size_t, std::size_t size, void* to) {
  const std::string_view line(data, size);
  const auto colon = line.find(':');
  if (colon == line.npos || !names_offset(line.substr(0, colon)))
    return size;
  auto value = line.substr(colon + 1);
  value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
  std::uint64_t number = 0;
  const auto [end, failed] =
      std::from_chars(value.data(), value.data() + value.size(), number);
  if (failed == std::errc())
    *static_cast<std::optional<std::uint64_t>*>(to) = number;
  return size;
}

/// The words of an answer are of no interest.
std::size_t drop(char*, std::size_t, std::size_t size, void*) {
  return size;
}

/// What is left of a piece.
struct Reader {
  int descriptor = -1;
  std::uint64_t at = 0, end = 0;
};

std::size_t read_piece(char* to, std::size_t, std::size_t room, void* from) {
  auto& reader = *static_cast<Reader*>(from);
  const auto most = std::min<std::uint64_t>(room, reader.end - reader.at);
  const auto count =
      ::pread(reader.descriptor, to, most, static_cast<off_t>(reader.at));
  if (count < 0)
    return CURL_READFUNC_ABORT;
  reader.at += static_cast<std::uint64_t>(count);
  return static_cast<std::size_t>(count);
}

Errc code_of(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return Errc::timeout;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return Errc::denied;
    default:
      return Errc::io;
  }
}

}  // namespace

struct HttpPut::State {
  std::unique_ptr<CURL, FreeHandle> handle{curl_easy_init()};
  UploadTarget target;
  Reader reader;
  std::optional<std::uint64_t> offset;
};

HttpPut::HttpPut(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpPut::~HttpPut() = default;

Result<std::unique_ptr<HttpPut>> HttpPut::open(const UploadTarget& target) {
  auto state = std::make_unique<State>();
  auto* curl = state->handle.get();
  if (curl == nullptr)
    return Error(Errc::internal, "curl cannot be set up");
  state->target = target;
  curl_easy_setopt(curl, CURLOPT_URL, target.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, request_seconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, silent_seconds);
  curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, 4096L);
  curl_easy_setopt(curl, CURLOPT_UPLOAD_BUFFERSIZE, 16384L);
  curl_easy_setopt(curl, CURLOPT_MAX_SEND_SPEED_LARGE,
                   static_cast<curl_off_t>(target.bytes_per_s));
  if (!target.ca_file.empty())
    curl_easy_setopt(curl, CURLOPT_CAINFO, target.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &state->offset);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_piece);
  curl_easy_setopt(curl, CURLOPT_READDATA, &state->reader);
  return std::unique_ptr<HttpPut>(new HttpPut(std::move(state)));
}

Result<Answer> HttpPut::perform() {
  auto& state = *state_;
  state.offset.reset();
  const auto code = curl_easy_perform(state.handle.get());
  if (code != CURLE_OK)
    return Error(code_of(code), curl_easy_strerror(code));
  Answer answer;
  curl_easy_getinfo(state.handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  answer.offset = state.offset;
  return answer;
}

Result<Answer> HttpPut::ask() {
  auto* curl = state_->handle.get();
  const auto authorization = "Authorization: Bearer " + state_->target.token;
  auto* headers = curl_slist_append(nullptr, authorization.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 0L);
  curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  auto answer = perform();
  curl_slist_free_all(headers);
  return answer;
}

Result<Answer> HttpPut::put(const Piece& piece) {
  auto* curl = state_->handle.get();
  state_->reader = {piece.descriptor, piece.begin, piece.begin + piece.size};
  const auto authorization = "Authorization: Bearer " + state_->target.token;
  const auto range = "Content-Range: bytes " + std::to_string(piece.begin) +
                     '-' + std::to_string(piece.begin + piece.size - 1) + '/' +
                     std::to_string(piece.total);
  curl_slist* headers = nullptr;
  // Without "Expect", for which some proxies make us wait a second.
  for (const auto* header : {authorization.c_str(), range.c_str(),
                             "Content-Type: application/zstd", "Expect:"})
    headers = curl_slist_append(headers, header);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_NOBODY, 0L);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE,
                   static_cast<curl_off_t>(piece.size));
  auto answer = perform();
  curl_slist_free_all(headers);
  return answer;
}

}  // namespace soundcheck::bundle
