#include "cloud-sim/http/api.hpp"
#include "cloud-sim/http/auth.hpp"
#include "cloud-sim/http/content_range.hpp"
#include "cloud-sim/store/bundles.hpp"
#include "cloud-sim/wire/identifiers.hpp"

// Bundles: devices send them in pieces, with the token of the command that
// asked for it; staff fetch them.
namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
namespace {

constexpr std::int64_t max_bundle_bytes = std::int64_t{4} * 1024 * 1024;

Response offset_response(unsigned status, const Bundle& bundle) {
  auto response = json_response(
      status, {{"received", bundle.received}, {"total", bundle.total}});
  response.headers.emplace_back("Upload-Offset",
                                std::to_string(bundle.received));
  return response;
}

/// Also for an upload that is not there: nobody learns which ones are.
Error wrong_token() {
  return {Errc::denied, "wrong_token",
          "there is no such upload, or its token is wrong or has expired"};
}

asio::awaitable<Response> refuse(Api& api,
                                 const Request& request,
                                 const Error& error) {
  if (error.code == "wrong_token" && !api.may_guess(request.remote))
    co_return error_response(429, "too_many",
                             "too many wrong tokens from your address; wait");
  co_return error_response(error);
}

asio::awaitable<Response> get_upload(Api& api, Request request) {
  auto work = [id = request.arguments[0],
               token = secret_of(request)](Sqlite& db) -> Result<Bundle> {
    auto bundle = bundle_for_upload(db, id, token, unix_now_ms());
    if (!bundle)
      return wrong_token();
    return std::move(*bundle);
  };
  const auto bundle = co_await api.cloud().storage().call(std::move(work));
  if (!bundle)
    co_return co_await refuse(api, request, bundle.error());
  co_return offset_response(200, *bundle);
}

/// The bundle as it is afterwards. A piece that does not continue it changes
/// nothing; the answer then tells where to go on.
Result<Bundle> take_piece(Sqlite& db,
                          const Request& request,
                          const ContentRange& range,
                          bool& taken) {
  auto bundle = bundle_for_upload(db, request.arguments[0], secret_of(request),
                                  unix_now_ms());
  if (!bundle)
    return wrong_token();
  taken = range.first == bundle->received &&
          (bundle->received == 0 || range.total == bundle->total);
  if (taken)
    append_piece(db, *bundle, range.total, request.body);
  return std::move(*bundle);
}

asio::awaitable<Response> put_upload(Api& api, Request request) {
  const auto range = parse_content_range(request.content_range);
  if (!range || range->last - range->first + 1 !=
                    static_cast<std::int64_t>(request.body.size()))
    co_return error_response(
        400, "bad_range",
        "send Content-Range: bytes FIRST-LAST/TOTAL and that many bytes");
  if (range->total > max_bundle_bytes)
    co_return error_response(
        413, "too_large",
        "a bundle may have " + std::to_string(max_bundle_bytes) + " bytes");
  bool taken = false;
  auto work = [&request, &range, &taken](Sqlite& db) {
    return take_piece(db, request, *range, taken);
  };
  const auto bundle = co_await api.cloud().storage().call(std::move(work));
  if (!bundle)
    co_return co_await refuse(api, request, bundle.error());
  const bool whole = bundle->received == bundle->total;
  co_return offset_response(!taken ? 409 : whole ? 201 : 200, *bundle);
}

json::object to_json(const Bundle& bundle) {
  json::value state = nullptr;
  if (!bundle.state.empty())
    state = bundle.state;
  json::array unfinished(bundle.unfinished.begin(), bundle.unfinished.end());
  return {{"id", bundle.command},
          {"device", bundle.device},
          {"created_ms", bundle.created_ms},
          {"bytes", bundle.total},
          {"received", bundle.received},
          {"complete", bundle.total > 0 && bundle.received == bundle.total},
          {"reference", bundle.reference},
          {"sha256", bundle.sha256},
          {"operator", bundle.operator_name},
          {"reason", bundle.reason},
          {"items", bundle.items},
          {"redactions", bundle.redactions},
          {"unfinished", std::move(unfinished)},
          {"state", std::move(state)}};
}

asio::awaitable<Response> get_bundles(Api& api, Request request) {
  auto work = [device = request.arguments[0]](Sqlite& db) {
    return list_bundles(db, device);
  };
  const auto bundles = co_await api.cloud().storage().call(std::move(work));
  if (!bundles)
    co_return error_response(bundles.error());
  json::array list;
  for (const auto& bundle : *bundles)
    list.emplace_back(to_json(bundle));
  co_return json_response(200, {{"bundles", std::move(list)}});
}

/// Its bytes, when all are there and are those that the device has told.
Result<std::string> whole_bundle(Sqlite& db, const std::string& id) {
  const auto bundle = find_bundle(db, id);
  if (!bundle)
    return Error(Errc::not_found, "unknown_bundle",
                 "there is no bundle \"" + id + "\"");
  if (bundle->total == 0 || bundle->received != bundle->total)
    return Error(Errc::conflict, "incomplete",
                 "only " + std::to_string(bundle->received) + " of " +
                     std::to_string(bundle->total) + " bytes have arrived");
  auto bytes = bundle_bytes(db, id);
  if (!bundle->sha256.empty() && sha256_hex(bytes) != bundle->sha256)
    return Error(Errc::conflict, "altered",
                 "what has arrived is not what the device has sent");
  return bytes;
}

asio::awaitable<Response> get_bundle_file(Api& api, Request request) {
  const auto& id = request.arguments[0];
  auto work = [id](Sqlite& db) { return whole_bundle(db, id); };
  auto bytes = co_await api.cloud().storage().call(std::move(work));
  if (!bytes)
    co_return error_response(bytes.error());
  Response response{200, "application/zstd", std::move(*bytes)};
  response.headers.emplace_back(
      "Content-Disposition",
      "attachment; filename=\"bundle-" + id.substr(0, 16) + ".tar.zst\"");
  co_return response;
}

constexpr Route routes[] = {
    {http::verb::get, "/api/v1/uploads/{}", Right::nothing, get_upload},
    {http::verb::put, "/api/v1/uploads/{}", Right::nothing, put_upload},
    {http::verb::get, "/api/v1/devices/{}/bundles", Right::logs, get_bundles},
    {http::verb::get, "/api/v1/bundles/{}", Right::logs, get_bundle_file},
};

}  // namespace

std::span<const Route> bundle_routes() {
  return routes;
}

}  // namespace soundcheck::cloud
