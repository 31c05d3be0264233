#include "probes/network/internet.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using test::measured;
using test::presence;

namespace {

WebAnswer status(int code, std::size_t body_bytes = 0) {
  WebAnswer answer;
  answer.reached = WebStage::done;
  answer.status = code;
  answer.body_bytes = body_bytes;
  answer.connect_time = 10ms;
  answer.total_time = 30ms;
  return answer;
}

WebAnswer ended_at(WebStage stage) {
  WebAnswer answer;
  answer.reached = stage;
  return answer;
}

WebAnswer untrusted() {
  auto answer = ended_at(WebStage::tls);
  answer.certificate_trusted = false;
  return answer;
}

class FakeWeb final : public Web {
 public:
  FakeWeb(Result<WebAnswer> http, Result<WebAnswer> https)
      : http_(std::move(http)), https_(std::move(https)) {}
  Task<WebAnswer> get(WebRequest request) override {
    requests.push_back(request);
    co_return request.url.starts_with("https:") ? https_ : http_;
  }
  std::vector<WebRequest> requests;

 private:
  Result<WebAnswer> http_, https_;
};

Result<Verdict> check(Result<WebAnswer> http, Result<WebAnswer> https) {
  FakeWeb web(std::move(http), std::move(https));
  test::Steps steps;
  const Profile::Network limits;
  return test::run(network::check_internet(web, limits, steps));
}

}  // namespace

TEST_CASE("an empty 204 and a trusted certificate pass") {
  FakeWeb web(status(204), status(204));
  Profile::Network limits;
  limits.ca_file = "/etc/ca.pem";
  test::Steps steps;

  const auto verdict = test::run(network::check_internet(web, limits, steps));

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->findings.size() == 4);
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::absent);
  CHECK(measured(*verdict, "http_status") == 204);
  CHECK(measured(*verdict, "http_total") == 30);
  CHECK(!measured(*verdict, "http_tls"));
  REQUIRE(web.requests.size() == 2);
  CHECK(web.requests.at(0).ca_file.empty());
  CHECK(web.requests.at(1).ca_file == "/etc/ca.pem");
}

TEST_CASE("anything but an empty 204 is a portal") {
  auto redirect = status(302);
  redirect.location = "http://portal.cafe.example/login";
  const auto http = GENERATE_COPY(status(200, 512), status(204, 5), status(200),
                                  status(511, 80), redirect);

  const auto verdict = check(http, ended_at(WebStage::connect));

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.portal") == Presence::present);
  CHECK(presence(*verdict, "network.http_no_answer") == Presence::absent);
  CHECK(!test::tells(*verdict, "cafe"));
}

TEST_CASE("a check server that is ill does not make a portal") {
  const auto verdict = check(status(503, 20), status(503));

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, "network.portal") == Presence::unknown);
}

TEST_CASE("without a connection there is no answer, and no portal is known") {
  const auto [stage, why] = GENERATE(table<WebStage, std::string>(
      {{WebStage::connect, "no connection"},
       {WebStage::request, "connected, but no response"}}));

  const auto verdict = check(ended_at(stage), ended_at(stage));

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.http_no_answer") == Presence::present);
  CHECK(presence(*verdict, "network.portal") == Presence::unknown);
  CHECK(presence(*verdict, "network.tls_no_answer") == Presence::present);
  CHECK(verdict->summary == "HTTP gets no answer: " + why);
}

TEST_CASE("a name that does not resolve says nothing of the internet") {
  const auto verdict =
      check(ended_at(WebStage::name), ended_at(WebStage::name));

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->findings.size() == 4);
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::unknown);
  CHECK(verdict->summary == "cannot tell: the name does not resolve");
}

TEST_CASE("TLS that does not come up is told apart from one not trusted") {
  const auto blocked = check(status(204), ended_at(WebStage::tls));
  const auto rogue = check(status(204), untrusted());

  REQUIRE(blocked);
  REQUIRE(rogue);
  CHECK(blocked->outcome == Outcome::failed);
  CHECK(presence(*blocked, "network.tls_no_answer") == Presence::present);
  CHECK(presence(*blocked, "network.tls_untrusted") == Presence::unknown);
  CHECK(rogue->outcome == Outcome::failed);
  CHECK(presence(*rogue, "network.tls_no_answer") == Presence::absent);
  CHECK(presence(*rogue, "network.tls_untrusted") == Presence::present);
}

TEST_CASE("a request that cannot be made is an error") {
  const auto plain = check(Error(Errc::parse, "not a URL"), status(204));
  const auto secure = check(status(204), Error(Errc::internal, "no curl"));

  REQUIRE(!plain);
  REQUIRE(!secure);
  CHECK(plain.error() == Error(Errc::parse, "asking over HTTP: not a URL"));
  CHECK(secure.error() == Error(Errc::internal, "asking over TLS: no curl"));
}
