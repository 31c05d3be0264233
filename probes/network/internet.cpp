#include "probes/network/internet.hpp"

#include <algorithm>

#include "probes/findings.hpp"

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

Finding judge_http(const WebAnswer& answer) {
  const auto evidence = where_it_ended(answer);
  if (answer.reached == WebStage::name)
    return unknown_finding("network.http_no_answer", evidence);
  return {"network.http_no_answer", presence_if(!done(answer)), evidence};
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

Finding judge_trust(const WebAnswer& answer) {
  if (!answer.certificate_trusted) {
    return {"network.tls_untrusted", Presence::present,
            "the certificate does not verify"};
  }
  if (answer.reached < WebStage::request)
    return unknown_finding("network.tls_untrusted", where_it_ended(answer));
  return {"network.tls_untrusted", Presence::absent,
          "the certificate verifies"};
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

std::string summary_of(const Verdict& verdict,
                       const WebAnswer& http,
                       const WebAnswer& https) {
  for (const auto& finding : verdict.findings) {
    if (finding.presence != Presence::present)
      continue;
    if (finding.id == "network.portal")
      return "somebody in between answers instead of the internet: " +
             finding.evidence;
    if (finding.id == "network.tls_untrusted")
      return "the internet's certificate is not trusted";
    const bool plain = finding.id == "network.http_no_answer";
    return std::string(plain ? "HTTP" : "TLS") +
           " gets no answer: " + finding.evidence;
  }
  if (verdict.outcome == Outcome::passed)
    return "the internet answers, unaltered and trusted";
  return "cannot tell: " + where_it_ended(done(http) ? https : http);
}

}  // namespace

Task<Verdict> check_internet(Web& web,
                             Profile::Network limits,
                             Progress& progress) {
  WebRequest request;
  request.timeout = limits.http_timeout;
  request.url = limits.http_url;
  progress.report(0, "asking the internet over HTTP");
  const auto http = co_await web.get(request);
  if (!http)
    co_return http.error().during("asking over HTTP");

  request.url = limits.https_url;
  request.ca_file = limits.ca_file;
  progress.report(0.5, "asking the internet over TLS");
  const auto https = co_await web.get(request);
  if (!https)
    co_return https.error().during("asking over TLS");

  Verdict verdict{Outcome::passed, "", {}, {}};
  if (done(*http)) {
    verdict.measurements.push_back(
        {"http_status", static_cast<double>(http->status), ""});
  }
  add_times(verdict.measurements, "http", *http);
  add_times(verdict.measurements, "https", *https);
  verdict.findings = {judge_http(*http), judge_portal(*http), judge_tls(*https),
                      judge_trust(*https)};
  verdict.outcome = outcome_of(verdict.findings);
  verdict.summary = summary_of(verdict, *http, *https);
  co_return verdict;
}

}  // namespace soundcheck::network
