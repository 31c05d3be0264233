#include <limits>

#include "cloud-sim/http/api.hpp"
#include "cloud-sim/http/body.hpp"
#include "cloud-sim/http/record_json.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/reports.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/store/starts.hpp"
#include "cloud-sim/store/timeline.hpp"
#include "cloud-sim/wire/json.hpp"

// What is known of the devices. Reads only.
namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
namespace {

constexpr std::int64_t any_id = std::numeric_limits<std::int64_t>::max();

Error unknown_device(const std::string& id) {
  return {Errc::not_found, "unknown_device",
          "there is no device \"" + id + "\"; check the id, or enrol it"};
}

Response to_response(const Result<json::object>& object) {
  return object ? json_response(200, *object) : error_response(object.error());
}

std::string parameter(const Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

asio::awaitable<Response> get_summary(Api& api, Request) {
  auto work = [](Sqlite& db) { return summarise(db); };
  const auto fleet = co_await api.cloud().storage().call(std::move(work));
  if (!fleet)
    co_return error_response(fleet.error());
  co_return json_response(200, {{"devices", fleet->devices},
                                {"online", fleet->online},
                                {"with_fault", fleet->with_fault}});
}

asio::awaitable<Response> get_devices(Api& api, Request request) {
  const DeviceFilter filter{.text = parameter(request, "q"),
                            .state = parameter(request, "state"),
                            .fault = parameter(request, "fault"),
                            .firmware = parameter(request, "firmware")};
  if (!filter.state.empty() && filter.state != "online" &&
      filter.state != "offline" && filter.state != "stopped")
    co_return error_response(
        400, "bad_parameter",
        "the parameter \"state\" must be online, offline or stopped");
  auto work = [filter](Sqlite& db) { return list_devices(db, filter); };
  const auto rows = co_await api.cloud().storage().call(std::move(work));
  if (!rows)
    co_return error_response(rows.error());
  co_return json_response(200, {{"devices", list_json(*rows)}});
}

void add_details(Sqlite& db, const DeviceRow& row, json::object& object) {
  object["probes"] = to_json(load_presence(db, row.id).probes());
  object["results"] = list_json(load_results(db, row.id));
  const auto diagnosis = load_diagnosis(db, row.id);
  object["latest_diagnosis"] =
      diagnosis ? json::value(to_json(*diagnosis)) : json::value(nullptr);
  const auto session = live_session(db, row.id);
  object["session"] =
      session ? json::value(to_json(*session)) : json::value(nullptr);
  object["active_command"] = nullptr;
  for (const auto& command : unfinished_commands(db, row.id))
    if (!command.for_session() && command.verb != "cancel")
      object["active_command"] = to_json(command);
  object["reports"] = count_reports(db, row.id);
  object["dropped_reports"] = row.dropped_reports;
}

asio::awaitable<Response> get_device(Api& api, Request request) {
  auto work = [id = request.arguments[0]](Sqlite& db) -> Result<json::object> {
    const auto row = find_device(db, id);
    if (!row)
      return unknown_device(id);
    auto object = to_json(*row);
    add_details(db, *row, object);
    return object;
  };
  co_return to_response(co_await api.cloud().storage().call(std::move(work)));
}

/// {key: list(db, id, limit)} of a device that exists.
template <class List>
asio::awaitable<Response> get_list(Api& api,
                                   Request request,
                                   const char* key,
                                   List list) {
  const auto limit = query_integer(request, "limit", 50, 1, 500);
  if (!limit)
    co_return error_response(limit.error());
  auto work = [id = request.arguments[0], limit = *limit, key,
               list](Sqlite& db) -> Result<json::object> {
    if (!find_device(db, id))
      return unknown_device(id);
    return json::object{{key, list_json(list(db, id, limit))}};
  };
  co_return to_response(co_await api.cloud().storage().call(std::move(work)));
}

asio::awaitable<Response> get_reports(Api& api, Request request) {
  const auto before = query_integer(request, "before", any_id, 1, any_id);
  if (!before)
    co_return error_response(before.error());
  auto list = [before = *before](Sqlite& db, const std::string& id,
                                 std::int64_t limit) {
    return list_reports(db, id, before, limit);
  };
  co_return co_await get_list(api, std::move(request), "reports", list);
}

asio::awaitable<Response> get_timeline(Api& api, Request request) {
  return get_list(api, std::move(request), "events", list_events);
}

asio::awaitable<Response> get_starts(Api& api, Request request) {
  return get_list(api, std::move(request), "starts", list_starts);
}

asio::awaitable<Response> get_commands(Api& api, Request request) {
  return get_list(api, std::move(request), "commands", list_commands);
}

asio::awaitable<Response> get_command(Api& api, Request request) {
  auto work = [id = request.arguments[0]](Sqlite& db) -> Result<json::object> {
    const auto command = find_command(db, id);
    if (!command || command->for_session())
      return Error(Errc::not_found, "unknown_command",
                   "there is no command \"" + id + "\"");
    return to_json(*command);
  };
  co_return to_response(co_await api.cloud().storage().call(std::move(work)));
}

// The connection streams; this only lets the gate say yes.
asio::awaitable<Response> get_events(Api&, Request) {
  co_return Response{};
}

constexpr Route routes[] = {
    {http::verb::get, "/api/v1/summary", Right::see, get_summary},
    {http::verb::get, "/api/v1/devices", Right::see, get_devices},
    {http::verb::get, "/api/v1/devices/{}", Right::see, get_device},
    {http::verb::get, "/api/v1/devices/{}/reports", Right::see, get_reports},
    {http::verb::get, "/api/v1/devices/{}/timeline", Right::see, get_timeline},
    {http::verb::get, "/api/v1/devices/{}/starts", Right::see, get_starts},
    {http::verb::get, "/api/v1/devices/{}/commands", Right::see, get_commands},
    {http::verb::get, "/api/v1/commands/{}", Right::see, get_command},
    {http::verb::get, "/api/v1/events", Right::see, get_events},
};

}  // namespace

std::span<const Route> fleet_routes() {
  return routes;
}

}  // namespace soundcheck::cloud
