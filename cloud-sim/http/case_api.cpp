#include <charconv>

#include "cloud-sim/cases/requests.hpp"
#include "cloud-sim/http/api.hpp"
#include "cloud-sim/http/body.hpp"
#include "cloud-sim/http/case_json.hpp"
#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/wire/words.hpp"

// Cases: what is known of them, and what staff do with them.
namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
namespace {

constexpr std::size_t max_text = 2000;
constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;

Error unknown_case(const std::string& id) {
  return {Errc::not_found, "unknown_case", "there is no case \"" + id + "\""};
}

/// 0 for what is no id; no case has it.
std::int64_t id_of(const Request& request) {
  const auto& text = request.arguments[0];
  std::int64_t id = 0;
  const auto [end, failed] =
      std::from_chars(text.data(), text.data() + text.size(), id);
  return failed == std::errc{} && end == text.data() + text.size() ? id : 0;
}

std::string parameter(const Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

Response to_response(unsigned status, const Result<Case>& record) {
  return record ? json_response(status, to_json(*record))
                : error_response(record.error());
}

Result<CaseFilter> filter_of(const Request& request) {
  CaseFilter filter;
  filter.device = parameter(request, "device");
  filter.level = parameter(request, "level");
  const auto state = parameter(request, "state");
  const auto limit = query_integer(request, "limit", 100, 1, 500);
  if (!limit)
    return limit.error();
  filter.limit = *limit;
  if (!filter.level.empty() && filter.level != "l1" && filter.level != "l2")
    return Error(Errc::invalid, "bad_parameter",
                 "the parameter \"level\" must be l1 or l2");
  if (state != "" && state != "open" && state != "closed")
    return Error(Errc::invalid, "bad_parameter",
                 "the parameter \"state\" must be open or closed");
  if (!state.empty())
    filter.open = state == "open";
  return filter;
}

asio::awaitable<Response> get_cases(Api& api, Request request) {
  const auto filter = filter_of(request);
  if (!filter)
    co_return error_response(filter.error());
  auto work = [filter = *filter](Sqlite& db) { return list_cases(db, filter); };
  const auto found = co_await api.cloud().storage().call(std::move(work));
  if (!found)
    co_return error_response(found.error());
  json::array cases;
  for (const auto& record : *found)
    cases.emplace_back(to_json(record));
  co_return json_response(200, {{"cases", std::move(cases)}});
}

asio::awaitable<Response> get_case(Api& api, Request request) {
  auto work = [id = id_of(request), text = request.arguments[0]](
                  Sqlite& db) -> Result<json::object> {
    const auto record = find_case(db, id);
    if (!record)
      return unknown_case(text);
    auto object = to_json(*record);
    json::array events;
    for (const auto& event : list_case_events(db, id))
      events.emplace_back(to_json(event));
    object["events"] = std::move(events);
    return object;
  };
  const auto object = co_await api.cloud().storage().call(std::move(work));
  co_return object ? json_response(200, *object)
                   : error_response(object.error());
}

asio::awaitable<Response> get_kpi(Api& api, Request request) {
  const auto days = query_integer(request, "days", 30, 1, 366);
  if (!days)
    co_return error_response(days.error());
  auto work = [since = unix_now_ms() - *days * day_ms](Sqlite& db) {
    return Result<Quality>(measure_quality(db, since));
  };
  const auto quality = co_await api.cloud().storage().call(std::move(work));
  if (!quality)
    co_return error_response(quality.error());
  auto object = to_json(*quality);
  object["days"] = *days;
  co_return json_response(200, object);
}

asio::awaitable<Response> post_case(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  CaseOpening opening;
  opening.device = body->text("device", 1, 64);
  opening.complaint = body->text("complaint", 0, 64);
  opening.text = body->text("text", 0, max_text);
  if (body->has("origin"))
    opening.origin = body->text("origin", 1, 16);
  if (opening.origin != "owner" && opening.origin != "staff")
    body->refuse("\"origin\" must be owner or staff");
  if (!complaint_of(opening.complaint))
    body->refuse("\"complaint\" does not know the word \"" + opening.complaint +
                 "\"");
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  auto fresh = std::make_shared<bool>();
  Cloud::CaseAct act =
      [opening, by = request.principal.name, fresh](
          Work& work, const FaultCatalog& catalog) -> Result<std::int64_t> {
    const auto opened = request_case(work, catalog, by, opening);
    if (!opened)
      return opened.error();
    *fresh = opened->fresh;
    return opened->id;
  };
  const auto record = co_await api.cloud().change_case(std::move(act));
  co_return to_response(*fresh ? 201 : 200, record);
}

/// A body of one text, and what is done with it.
template <class Act>
asio::awaitable<Response> with_text(Api& api,
                                    Request request,
                                    std::size_t min,
                                    Act what) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  const auto text = body->text("text", min, max_text);
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  Cloud::CaseAct act = [id = id_of(request), by = request.principal.name, text,
                        what](Work& work, const FaultCatalog&) {
    return what(work, id, by, text);
  };
  co_return to_response(200, co_await api.cloud().change_case(std::move(act)));
}

asio::awaitable<Response> post_note(Api& api, Request request) {
  return with_text(api, std::move(request), 1, add_note);
}

asio::awaitable<Response> post_escalation(Api& api, Request request) {
  return with_text(api, std::move(request), 0, escalate_case);
}

asio::awaitable<Response> post_closing(Api& api, Request request) {
  const bool unconfirmed = has_right(request, Right::close_unconfirmed);
  auto close = [unconfirmed](Work& work, std::int64_t id, const std::string& by,
                             const std::string& text) {
    return close_case(work, id, by, text, unconfirmed);
  };
  return with_text(api, std::move(request), 0, close);
}

asio::awaitable<Response> post_taking(Api& api, Request request) {
  Cloud::CaseAct act = [id = id_of(request), by = request.principal.name](
                           Work& work, const FaultCatalog&) {
    return take_case(work, id, by);
  };
  co_return to_response(200, co_await api.cloud().change_case(std::move(act)));
}

asio::awaitable<Response> post_advice(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  Advice advice;
  advice.remedy_id = body->text("remedy_id", 0, 64);
  advice.text = body->text("text", 0, max_text);
  if (advice.remedy_id.empty() && advice.text.empty())
    body->refuse("\"remedy_id\" or \"text\" must say what was advised");
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  Cloud::CaseAct act = [id = id_of(request), by = request.principal.name,
                        advice](Work& work, const FaultCatalog& catalog) {
    return give_advice(work, catalog, id, by, advice);
  };
  co_return to_response(200, co_await api.cloud().change_case(std::move(act)));
}

asio::awaitable<Response> post_rating(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  if (!body->has("stars"))
    body->refuse("\"stars\" is missing");
  const auto stars = body->integer("stars", 1, 5).value_or(1);
  const auto text = body->text("text", 0, max_text);
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  Cloud::CaseAct act = [id = id_of(request), by = request.principal.name, stars,
                        text](Work& work, const FaultCatalog&) {
    return rate_case(work, id, by, stars, text);
  };
  co_return to_response(200, co_await api.cloud().change_case(std::move(act)));
}

constexpr Route routes[] = {
    {http::verb::get, "/api/v1/cases", Right::see, get_cases},
    {http::verb::post, "/api/v1/cases", Right::handle_case, post_case},
    {http::verb::get, "/api/v1/cases/{}", Right::see, get_case},
    {http::verb::post, "/api/v1/cases/{}/notes", Right::note, post_note},
    {http::verb::post, "/api/v1/cases/{}/taking", Right::handle_case,
     post_taking},
    {http::verb::post, "/api/v1/cases/{}/escalation", Right::handle_case,
     post_escalation},
    {http::verb::post, "/api/v1/cases/{}/advice", Right::handle_case,
     post_advice},
    {http::verb::post, "/api/v1/cases/{}/rating", Right::handle_case,
     post_rating},
    {http::verb::post, "/api/v1/cases/{}/closing", Right::handle_case,
     post_closing},
    {http::verb::get, "/api/v1/kpi", Right::see, get_kpi},
};

}  // namespace

std::span<const Route> case_routes() {
  return routes;
}

}  // namespace soundcheck::cloud
