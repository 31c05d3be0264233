#include "probes/network/internet.hpp"

#include <catch2/catch.hpp>
#include <deque>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/network/fake_path.hpp"

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

/// Gives its answers in turn and repeats the last.
class FakeWeb final : public Web {
 public:
  using Answers = std::deque<Result<WebAnswer>>;

  FakeWeb(Answers http, Answers https)
      : http_(std::move(http)), https_(std::move(https)) {}
  Task<WebAnswer> get(WebRequest request) override {
    requests.push_back(request);
    co_return second;
  }
  Task<std::vector<WebAnswer>> get_all(
      std::vector<WebRequest> wanted) override {
    std::vector<WebAnswer> answers;
    for (const auto& request : wanted) {
      requests.push_back(request);
      auto& list = request.url.starts_with("https:") ? https_ : http_;
      const auto answer = list.front();
      if (list.size() > 1)
        list.pop_front();
      if (!answer)
        co_return answer.error();
      answers.push_back(*answer);
    }
    co_return answers;
  }
  std::vector<WebRequest> requests;
  Result<WebAnswer> second = ended_at(WebStage::connect);

 private:
  Answers http_, https_;
};

struct Internet {
  FakeWeb web;
  test::FakePath path;
  Profile::Network limits;

  Internet(FakeWeb::Answers http, FakeWeb::Answers https)
      : web(std::move(http), std::move(https)) {}
  Result<Verdict> check() {
    test::Steps steps;
    return test::run(network::check_internet(web, path, limits, steps));
  }
};

/// Where the anchors are silent as well.
Result<Verdict> check(Result<WebAnswer> http, Result<WebAnswer> https) {
  Internet internet({std::move(http)}, {std::move(https)});
  internet.path.answers = std::vector<bool>(3, false);
  return internet.check();
}

}  // namespace

TEST_CASE("an empty 204 and a trusted certificate pass") {
  Internet internet({status(204)}, {status(204)});
  internet.limits.ca_file = "/etc/ca.pem";

  const auto verdict = internet.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->findings.size() == 5);
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::absent);
  CHECK(measured(*verdict, "http_status") == 204);
  CHECK(measured(*verdict, "http_total") == 30);
  CHECK(!measured(*verdict, "http_tls"));
  const auto& requests = internet.web.requests;
  REQUIRE(requests.size() == 2);
  CHECK(requests.at(0).ca_file.empty());
  CHECK(requests.at(1).ca_file == "/etc/ca.pem");
  CHECK(internet.path.asked.empty());
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

  // Who comes as far as a handshake over TLS has reached the internet.
  const auto verdict = check(ended_at(stage), ended_at(WebStage::connect));

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.http_no_answer") == Presence::present);
  CHECK(presence(*verdict, "network.portal") == Presence::unknown);
  CHECK(presence(*verdict, "network.tls_no_answer") == Presence::present);
  CHECK(verdict->summary == "HTTP gets no answer: " + why +
                                ", and 0 of 3 anchors on the internet answer");
}

TEST_CASE("a name that does not resolve says nothing of the internet") {
  const auto verdict =
      check(ended_at(WebStage::name), ended_at(WebStage::name));

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->findings.size() == 5);
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::unknown);
  CHECK(verdict->summary == "cannot tell: the name does not resolve");
}

TEST_CASE("while anchors answer, silence of one server is not the internet's") {
  Internet internet({ended_at(WebStage::connect)},
                    {ended_at(WebStage::connect)});

  const auto verdict = internet.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.http_no_answer") == Presence::unknown);
  CHECK(presence(*verdict, "network.tls_no_answer") == Presence::present);
  CHECK(internet.web.requests.size() == 4);
}

TEST_CASE("an outage is not waited for twice, a lost packet is") {
  Internet outage({ended_at(WebStage::connect)}, {ended_at(WebStage::connect)});
  outage.path.answers = std::vector<bool>(3, false);
  Internet lost({ended_at(WebStage::connect), status(204)}, {status(204)});

  const auto silent = outage.check();
  const auto healthy = lost.check();

  REQUIRE(silent);
  REQUIRE(healthy);
  CHECK(outage.web.requests.size() == 2);
  CHECK(outage.path.asked == outage.limits.anchors);
  CHECK(healthy->outcome == Outcome::passed);
  CHECK(lost.web.requests.size() == 3);
}

TEST_CASE("what stalls once connected is not waited for twice") {
  Internet internet({status(204)}, {ended_at(WebStage::tls)});

  const auto verdict = internet.check();

  REQUIRE(verdict);
  CHECK(presence(*verdict, "network.tls_no_answer") == Presence::present);
  CHECK(internet.web.requests.size() == 2);
}

TEST_CASE("without anchors silence is the internet's") {
  Internet internet({ended_at(WebStage::connect)},
                    {ended_at(WebStage::connect)});
  internet.limits.anchors.clear();

  const auto verdict = internet.check();

  REQUIRE(verdict);
  CHECK(presence(*verdict, "network.http_no_answer") == Presence::present);
}

TEST_CASE("HTTP alone that is stopped cannot be told from an ill server") {
  const auto verdict = check(ended_at(WebStage::connect), status(204));

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, "network.http_no_answer") == Presence::unknown);
}

TEST_CASE("a second host tells interception from one bad certificate") {
  const auto [second, all, one] =
      GENERATE_REF(table<WebAnswer, Presence, Presence>(
          {{untrusted(), Presence::present, Presence::absent},
           {status(200, 90), Presence::absent, Presence::present},
           {ended_at(WebStage::connect), Presence::present,
            Presence::unknown}}));
  Internet internet({status(204)}, {untrusted()});
  internet.limits.second_https_url = "https://second.example/";
  internet.limits.ca_file = "/etc/ca.pem";
  internet.web.second = second;

  const auto verdict = internet.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.tls_untrusted") == all);
  CHECK(presence(*verdict, "network.tls_host_untrusted") == one);
  REQUIRE(internet.web.requests.size() == 3);
  CHECK(internet.web.requests.at(2).url == "https://second.example/");
  // Our own authority vouches for nobody else.
  CHECK(internet.web.requests.at(2).ca_file.empty());
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
  CHECK(plain.error() == Error(Errc::parse, "asking the internet: not a URL"));
  CHECK(secure.error() ==
        Error(Errc::internal, "asking the internet: no curl"));
}
