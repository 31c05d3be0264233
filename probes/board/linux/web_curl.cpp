#include "probes/board/linux/web_curl.hpp"

#include <algorithm>
#include <curl/curl.h>
#include <memory>
#include <mutex>
#include <optional>

#include "probes/board/linux/http_headers.hpp"

namespace soundcheck {

namespace {

using std::chrono::microseconds;

constexpr int poll_ms = 50;  // how soon a stop is seen
constexpr int first_final_status = 200;

struct EasyCleanup {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct MultiCleanup {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using Easy = std::unique_ptr<CURL, EasyCleanup>;
using Multi = std::unique_ptr<CURLM, MultiCleanup>;

bool library_ready() {
  static std::once_flag once;
  static bool ready = false;
  std::call_once(
      once, [] { ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; });
  return ready;
}

/// What the callbacks collect.
struct Response {
  std::size_t max_body_bytes = 0;
  std::size_t body_bytes = 0;
  HttpHeaders headers;

  static std::size_t on_body(const char*,
                             std::size_t size,
                             std::size_t count,
                             void* self) {
    auto& response = *static_cast<Response*>(self);
    const auto room = response.max_body_bytes - response.body_bytes;
    response.body_bytes += std::min(room, size * count);
    return size * count <= room ? size * count : 0;  // 0 ends the transfer
  }
  static std::size_t on_header(const char* line,
                               std::size_t size,
                               std::size_t count,
                               void* self) {
    static_cast<Response*>(self)->headers.take_line({line, size * count});
    return size * count;
  }
};

long curl_family(IpFamily family) {
  switch (family) {
    case IpFamily::ipv4:
      return CURL_IPRESOLVE_V4;
    case IpFamily::ipv6:
      return CURL_IPRESOLVE_V6;
    default:
      return CURL_IPRESOLVE_WHATEVER;
  }
}

void set_limits(CURL* easy, const WebRequest& request) {
  const auto timeout_ms = static_cast<long>(request.timeout.count());
  curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, timeout_ms);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, timeout_ms);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "soundcheck");
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy, CURLOPT_IPRESOLVE, curl_family(request.family));
  // Else the end waits for a name server that does not answer.
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!request.ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, request.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
}

void set_callbacks(CURL* easy, Response& response) {
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Response::on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &response);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Response::on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &response);
}

/// One request under way.
struct Exchange {
  Easy easy;
  Response response;
  CURLcode end = CURLE_FAILED_INIT;
};
// Behind pointers, for libcurl keeps the address of each response.
using Exchanges = std::vector<std::unique_ptr<Exchange>>;

/// Until all have ended, or a stop is requested.
CURLcode turn(CURLM* multi, const std::stop_token& stop) {
  int running = 1;
  while (running > 0) {
    if (stop.stop_requested())
      return CURLE_ABORTED_BY_CALLBACK;
    if (curl_multi_perform(multi, &running) != CURLM_OK)
      return CURLE_FAILED_INIT;
    if (running > 0)
      curl_multi_poll(multi, nullptr, 0, poll_ms, nullptr);
  }
  return CURLE_OK;
}

void note_ends(CURLM* multi, const Exchanges& exchanges) {
  int left = 0;
  while (const auto* message = curl_multi_info_read(multi, &left)) {
    for (const auto& exchange : exchanges) {
      if (message->msg == CURLMSG_DONE &&
          message->easy_handle == exchange->easy.get())
        exchange->end = message->data.result;
    }
  }
}

microseconds time_of(CURL* easy, CURLINFO which) {
  curl_off_t time = 0;
  curl_easy_getinfo(easy, which, &time);
  return microseconds(time);
}

WebStage stage_of(const WebAnswer& answer, CURLcode code, bool encrypted) {
  if (answer.status >= first_final_status)
    return WebStage::done;
  if (code == CURLE_COULDNT_RESOLVE_HOST || answer.name_time.count() == 0)
    return WebStage::name;
  if (answer.connect_time.count() == 0)
    return WebStage::connect;
  return encrypted && answer.tls_time.count() == 0 ? WebStage::tls
                                                   : WebStage::request;
}

WebAnswer describe(CURL* easy, CURLcode code, Response response) {
  WebAnswer answer;
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  const char* scheme = nullptr;
  curl_easy_getinfo(easy, CURLINFO_SCHEME, &scheme);
  answer.status = static_cast<int>(status);
  answer.name_time = time_of(easy, CURLINFO_NAMELOOKUP_TIME_T);
  answer.connect_time = time_of(easy, CURLINFO_CONNECT_TIME_T);
  answer.tls_time = time_of(easy, CURLINFO_APPCONNECT_TIME_T);
  answer.total_time = time_of(easy, CURLINFO_TOTAL_TIME_T);
  const std::string_view name = scheme ? scheme : "";
  answer.reached = stage_of(answer, code, name == "https" || name == "HTTPS");
  answer.certificate_trusted = code != CURLE_PEER_FAILED_VERIFICATION;
  answer.body_bytes = response.body_bytes;
  answer.location = std::move(response.headers.location);
  answer.date_unix_s = response.headers.date_unix_s;
  return answer;
}

/// What is our own fault, not the network's.
std::optional<Error> own_fault(CURLcode code) {
  switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
      return Error(Errc::cancelled, "stopped");
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return Error(Errc::parse, "not an http:// or https:// URL");
    case CURLE_SSL_CACERT_BADFILE:
      return Error(Errc::io, "the file of trusted certificates is unreadable");
    case CURLE_FAILED_INIT:
    case CURLE_OUT_OF_MEMORY:
      return Error(Errc::internal, curl_easy_strerror(code));
    default:
      return std::nullopt;
  }
}

Result<Exchanges> begin(CURLM* multi, const std::vector<WebRequest>& requests) {
  Exchanges exchanges;
  for (const auto& request : requests) {
    auto exchange = std::make_unique<Exchange>();
    exchange->easy.reset(curl_easy_init());
    if (!exchange->easy)
      return Error(Errc::internal, "libcurl does not start");
    exchange->response.max_body_bytes = request.max_body_bytes;
    set_limits(exchange->easy.get(), request);
    set_callbacks(exchange->easy.get(), exchange->response);
    curl_multi_add_handle(multi, exchange->easy.get());
    exchanges.push_back(std::move(exchange));
  }
  return exchanges;
}

Result<std::vector<WebAnswer>> get_blocking(
    const std::vector<WebRequest>& requests,
    const std::stop_token& stop) {
  const Multi multi(library_ready() ? curl_multi_init() : nullptr);
  if (!multi)
    return Error(Errc::internal, "libcurl does not start");
  const auto exchanges = begin(multi.get(), requests);
  if (!exchanges)
    return exchanges.error();
  const auto turned = turn(multi.get(), stop);
  note_ends(multi.get(), *exchanges);
  std::optional<Error> fault = own_fault(turned);
  std::vector<WebAnswer> answers;
  for (const auto& exchange : *exchanges) {
    auto* easy = exchange->easy.get();
    if (!fault)
      fault = own_fault(exchange->end);
    answers.push_back(
        describe(easy, exchange->end, std::move(exchange->response)));
    curl_multi_remove_handle(multi.get(), easy);
  }
  if (fault)
    return std::move(*fault);
  return answers;
}

}  // namespace

Task<std::vector<WebAnswer>> WebCurl::get_all(
    std::vector<WebRequest> requests) {
  const std::function<Result<std::vector<WebAnswer>>(std::stop_token)> job =
      [requests](const std::stop_token& stop) {
        return get_blocking(requests, stop);
      };
  return run_blocking<std::vector<WebAnswer>>(worker_, job);
}

Task<WebAnswer> WebCurl::get(WebRequest request) {
  const std::vector<WebRequest> one(1, request);
  auto answers = co_await get_all(one);
  if (!answers)
    co_return answers.error();
  co_return std::move(answers->front());
}

}  // namespace soundcheck
