#include "probes/system/http_date.hpp"

namespace soundcheck::system {

namespace {

HttpDate date_of(const WebAnswer& answer) {
  if (answer.reached != WebStage::done)
    return {std::nullopt, "no answer: " + where_it_ended(answer)};
  if (answer.date_unix_s == 0)
    return {std::nullopt, "the server told no date"};
  return {answer.date_unix_s, ""};
}

}  // namespace

Task<HttpDate> ask_for_date(Web& web, TimeServer server, Progress& progress) {
  if (server.http_url.empty())
    co_return HttpDate{std::nullopt, "no answer: the profile names no server"};
  progress.report(0, "asking a server for the time");
  WebRequest request;
  request.url = server.http_url;
  request.timeout = server.timeout;
  const auto answer = co_await web.get(request);
  if (answer)
    co_return date_of(*answer);
  // Without a web the kernel's word still stands.
  if (answer.error().code == Errc::unsupported)
    co_return HttpDate{std::nullopt, "no answer: " + answer.error().what};
  co_return answer.error().during("asking a server for the time");
}

}  // namespace soundcheck::system
