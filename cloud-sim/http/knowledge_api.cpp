#include "cloud-sim/http/api.hpp"
#include "cloud-sim/http/body.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/wire/identifiers.hpp"

// Knowledge: what is released to the speakers, and what their cases teach.
namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
namespace {

// Base64 has four letters for three bytes.
constexpr std::size_t max_knowledge_letters = max_knowledge_bytes / 3 * 4 + 4;

json::object to_json(const Publication& publication) {
  json::value withdrawn = nullptr;
  if (publication.withdrawn_ms != 0)
    withdrawn = publication.withdrawn_ms;
  return {{"version", publication.version},
          {"hash", publication.hash},
          {"cohort_percent", publication.cohort_percent},
          {"released_by", publication.released_by},
          {"released_ms", publication.released_ms},
          {"withdrawn_ms", withdrawn},
          {"speakers", publication.speakers}};
}

json::object to_json(const KnowledgeRefusal& refusal) {
  return {{"device", refusal.device},
          {"why", refusal.why},
          {"at_ms", refusal.at_ms}};
}

json::object to_json(const LinkChange& change) {
  return {{"fault_id", change.fault_id}, {"finding_id", change.finding_id},
          {"before", change.before},     {"after", change.after},
          {"present", change.present},   {"absent", change.absent}};
}

json::object to_json(const PriorChange& change) {
  return {{"fault_id", change.fault_id},
          {"before", change.before},
          {"after", change.after},
          {"cases", change.cases},
          {"speakers", change.speakers}};
}

template <class Change>
json::array list_of(const std::vector<Change>& changes) {
  json::array out;
  for (const auto& change : changes)
    out.emplace_back(to_json(change));
  return out;
}

Error no_knowledge() {
  return {Errc::unavailable, "no_knowledge",
          "no knowledge base was found; start the cloud with --knowledge FILE"};
}

asio::awaitable<Response> get_knowledge(Api& api, Request) {
  if (!api.knowledge())
    co_return error_response(no_knowledge());
  co_return Response{200, "application/json", api.knowledge()->json};
}

asio::awaitable<Response> get_releases(Api& api, Request) {
  auto work = [](Sqlite& db) -> Result<json::object> {
    return json::object{{"releases", list_of(list_publications(db))},
                        {"speakers", summarise(db).devices},
                        {"refusals", list_of(list_refusals(db, 100))}};
  };
  auto list = co_await api.cloud().storage().call(std::move(work));
  co_return list ? json_response(200, *list) : error_response(list.error());
}

asio::awaitable<Response> post_release(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  auto bytes = from_base64(body->text("knowledge", 1, max_knowledge_letters));
  if (!bytes)
    body->refuse("\"knowledge\" is no base64");
  const auto percent = body->integer("cohort_percent", 1, 100);
  if (!percent)
    body->refuse("\"cohort_percent\" is missing");
  const auto tenant = body->text("tenant", 0, 64);
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  if (!tenant.empty() && tenant != api.cloud().tenant())
    co_return error_response(409, "other_tenant",
                             "this cloud is of the tenant \"" +
                                 api.cloud().tenant() + "\", not of \"" +
                                 tenant + "\"");
  Publication wanted;
  wanted.cohort_percent = *percent;
  wanted.released_by = request.principal.name;
  wanted.knowledge = std::move(*bytes);
  const auto released = co_await api.cloud().release_knowledge(wanted);
  if (!released)
    co_return error_response(released.error());
  api.use(wanted.knowledge);
  co_return json_response(201, to_json(*released));
}

asio::awaitable<Response> post_withdrawal(Api& api, Request) {
  const auto withdrawn = co_await api.cloud().withdraw_knowledge();
  co_return withdrawn ? json_response(200, to_json(*withdrawn))
                      : error_response(withdrawn.error());
}

asio::awaitable<Response> post_proposal(Api& api, Request) {
  if (!api.knowledge())
    co_return error_response(no_knowledge());
  const auto made =
      co_await api.cloud().propose_knowledge(api.knowledge()->bytes);
  if (!made)
    co_return error_response(made.error());
  const auto& proposal = made->proposal;
  co_return json_response(201, {{"version", proposal.base.version()},
                                {"hash", made->hash},
                                {"cases", proposal.cases},
                                {"ignored", proposal.ignored},
                                {"links", list_of(proposal.links)},
                                {"priors", list_of(proposal.priors)},
                                {"knowledge", to_base64(made->knowledge)}});
}

constexpr Route routes[] = {
    {http::verb::get, "/api/v1/knowledge", Right::see, get_knowledge},
    {http::verb::get, "/api/v1/knowledge/releases", Right::see, get_releases},
    {http::verb::post, knowledge_releases_path, Right::administer,
     post_release},
    {http::verb::post, "/api/v1/knowledge/withdrawal", Right::administer,
     post_withdrawal},
    {http::verb::post, "/api/v1/knowledge/proposals", Right::administer,
     post_proposal},
};

}  // namespace

std::span<const Route> knowledge_routes() {
  return routes;
}

}  // namespace soundcheck::cloud
