#include "probes/network/internet.hpp"

#include <optional>

#include "probes/findings.hpp"
#include "probes/network/anchors.hpp"

namespace soundcheck::network {

namespace {

constexpr int network_authentication_required = 511;

bool done(const WebAnswer& answer) {
  return answer.reached == WebStage::done;
}

/// A server that is ill itself says nothing of what lies between, except the
/// one status that is made for portals (RFC 6585).
bool server_is_ill(const WebAnswer& answer) {
  return answer.status >= 500 &&
         answer.status != network_authentication_required;
}

/// Whether somebody at the other end spoke TLS with us.
bool shook_hands(const WebAnswer& answer) {
  return answer.reached >= WebStage::request || !answer.certificate_trusted;
}

/// What was asked, and what came of it.
struct Seen {
  WebAnswer http;
  WebAnswer https;
  /// Asked when one of the two got no answer.
  Result<Anchors> anchors = Error(Errc::unsupported, "not asked");
  /// Of the second host, asked when the first is not trusted.
  std::optional<WebAnswer> second;

  bool lacks_answer() const {
    const bool no_name =
        http.reached == WebStage::name && https.reached == WebStage::name;
    return !no_name &&
           !(done(http) && (done(https) || !https.certificate_trusted));
  }
};

/// Silence of one server is not yet that of the internet.
Finding judge_http(const Seen& seen) {
  const std::string id = "network.http_no_answer";
  auto evidence = where_it_ended(seen.http);
  if (done(seen.http))
    return judged(id, false, evidence);
  if (seen.http.reached == WebStage::name)
    return unknown_finding(id, evidence);
  if (shook_hands(seen.https))
    return unknown_finding(id, evidence + ", but HTTPS answers");
  if (any_answers(seen.anchors)) {
    const auto anchors = judge_anchors("", seen.anchors);
    return unknown_finding(id, evidence + ", but " + anchors.evidence);
  }
  if (seen.anchors)
    evidence += ", and " + judge_anchors("", seen.anchors).evidence;
  return judged(id, true, evidence);
}

/// As Chromium OS and Android do it: anything but the agreed empty 204 came
/// from somebody in between.
Finding judge_portal(const WebAnswer& answer) {
  std::string evidence = where_it_ended(answer);
  if (!done(answer) || server_is_ill(answer))
    return unknown_finding("network.portal", evidence);
  const bool expected = answer.status == 204 && answer.body_bytes == 0;
  if (answer.body_bytes > 0)
    evidence += " and a body";
  if (!answer.location.empty())
    evidence += " and a redirect";
  return {"network.portal", presence_if(!expected), evidence};
}

Finding judge_tls(const WebAnswer& answer) {
  const auto evidence = where_it_ended(answer);
  if (answer.reached == WebStage::name)
    return unknown_finding("network.tls_no_answer", evidence);
  if (!answer.certificate_trusted)
    return {"network.tls_no_answer", Presence::absent, "shows a certificate"};
  return {"network.tls_no_answer", presence_if(!done(answer)), evidence};
}

/// Who replaces certificates does so for everybody's; a single one that does
/// not verify may be that server's own trouble.
std::vector<Finding> judge_trust(const Seen& seen) {
  const std::string all = "network.tls_untrusted";
  const std::string one = "network.tls_host_untrusted";
  if (seen.https.certificate_trusted) {
    const char* verifies = "the certificate verifies";
    if (seen.https.reached >= WebStage::request)
      return {judged(all, false, verifies), judged(one, false, verifies)};
    const auto why = where_it_ended(seen.https);
    return {unknown_finding(all, why), unknown_finding(one, why)};
  }
  const bool compared = seen.second && shook_hands(*seen.second);
  if (compared && seen.second->certificate_trusted) {
    const char* why = "only one of two hosts' certificates does not verify";
    return {judged(all, false, why), judged(one, true, why)};
  }
  const char* why = compared ? "two hosts' certificates do not verify"
                             : "the certificate does not verify";
  return {judged(all, true, why),
          compared ? judged(one, false, why)
                   : unknown_finding(one, "no other host to compare with")};
}

void add_times(std::vector<Measurement>& list,
               const std::string& prefix,
               const WebAnswer& answer) {
  const std::pair<const char*, std::chrono::microseconds> stages[] = {
      {"_name", answer.name_time},
      {"_connect", answer.connect_time},
      {"_tls", answer.tls_time},
      {"_total", answer.total_time}};
  for (const auto& [stage, time] : stages) {
    if (time.count() > 0) {
      list.push_back(
          {prefix + stage, static_cast<double>(time.count()) / 1000, "ms"});
    }
  }
}

std::string summary_of(const Verdict& verdict, const Seen& seen) {
  for (const auto& finding : verdict.findings) {
    if (finding.presence != Presence::present)
      continue;
    if (finding.id == "network.portal")
      return "somebody in between answers instead of the internet: " +
             finding.evidence;
    if (finding.id == "network.tls_untrusted")
      return "the internet's certificate is not trusted";
    if (finding.id == "network.tls_host_untrusted")
      return "one server's certificate is not trusted";
    const bool plain = finding.id == "network.http_no_answer";
    return std::string(plain ? "HTTP" : "TLS") +
           " gets no answer: " + finding.evidence;
  }
  if (verdict.outcome == Outcome::passed)
    return "the internet answers, unaltered and trusted";
  const auto& failed = done(seen.http) ? seen.https : seen.http;
  return "cannot tell: " + where_it_ended(failed);
}

Verdict judge(const Seen& seen) {
  Verdict verdict{Outcome::passed, "", {}, {}};
  if (done(seen.http)) {
    verdict.measurements.push_back(
        {"http_status", static_cast<double>(seen.http.status), ""});
  }
  add_times(verdict.measurements, "http", seen.http);
  add_times(verdict.measurements, "https", seen.https);
  verdict.findings = judge_trust(seen);
  verdict.findings.insert(
      verdict.findings.begin(),
      {judge_http(seen), judge_portal(seen.http), judge_tls(seen.https)});
  verdict.outcome =
      outcome_of(verdict.findings, {"network.tls_host_untrusted"});
  verdict.summary = summary_of(verdict, seen);
  return verdict;
}

/// Who was connected and heard nothing more did so for seconds, in which TCP
/// made up for lost packets; a second time would be the same.
bool worth_asking(const WebAnswer& answer) {
  return answer.reached <= WebStage::connect && answer.certificate_trusted;
}

/// Asks both, or again those that may have lost a packet.
Task<void> ask(Web& web, const Profile::Network& limits, Seen& seen) {
  std::vector<WebRequest> requests;
  std::vector<WebAnswer*> places;
  for (const bool encrypted : {false, true}) {
    auto& place = encrypted ? seen.https : seen.http;
    if (!worth_asking(place))
      continue;
    WebRequest request;
    request.timeout = limits.http_timeout;
    request.url = encrypted ? limits.https_url : limits.http_url;
    if (encrypted)
      request.ca_file = limits.ca_file;
    requests.push_back(request);
    places.push_back(&place);
  }
  auto answers = co_await web.get_all(requests);
  if (!answers)
    co_return answers.error();
  for (std::size_t i = 0; i < places.size() && i < answers->size(); ++i)
    *places[i] = std::move((*answers)[i]);
  co_return Result<void>();
}

}  // namespace

Task<Verdict> check_internet(Web& web,
                             Path& path,
                             Profile::Network limits,
                             Progress& progress) {
  Seen seen;
  progress.report(0, "asking the internet, plain and encrypted");
  auto asked = co_await ask(web, limits, seen);
  if (!asked)
    co_return asked.error().during("asking the internet");

  if (seen.lacks_answer()) {
    progress.report(0.4, "asking hosts whose addresses are known");
    seen.anchors =
        co_await ask_anchors(path, limits.anchors, limits.dns_timeout);
    // A packet may have been lost; but an outage is not waited for twice.
    const bool again = (!seen.anchors || any_answers(seen.anchors)) &&
                       (worth_asking(seen.http) || worth_asking(seen.https));
    if (again) {
      progress.report(0.5, "asking again");
      asked = co_await ask(web, limits, seen);
      if (!asked)
        co_return asked.error().during("asking the internet");
    }
  }
  if (!seen.https.certificate_trusted && !limits.second_https_url.empty()) {
    progress.report(0.8, "asking another host over TLS");
    WebRequest request;
    request.timeout = limits.http_timeout;
    request.url = limits.second_https_url;
    auto second = co_await web.get(request);
    if (second)
      seen.second = std::move(*second);
  }
  co_return judge(seen);
}

}  // namespace soundcheck::network
