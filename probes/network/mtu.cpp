#include "probes/network/mtu.hpp"

#include <array>
#include <optional>

#include "probes/findings.hpp"

namespace soundcheck::network {

namespace {

constexpr std::size_t full = 1500;  // Ethernet's, and that of Wi-Fi
constexpr std::size_t pppoe = 1492;
constexpr std::size_t small = 576;  // any host takes these (RFC 791)
constexpr std::array both_ends = {full, small};
constexpr std::array between = {pppoe,
                                std::size_t{1472},
                                std::size_t{1452},
                                std::size_t{1400},
                                std::size_t{1280},
                                std::size_t{1000}};
// One anchor that loses large packets may have its own reasons.
constexpr std::size_t opinions = 2;

std::string bytes(std::size_t count) {
  return std::to_string(count) + " bytes";
}

Verdict verdict_of(Finding finding, std::size_t largest) {
  Verdict verdict{Outcome::passed, finding.evidence, {}, {std::move(finding)}};
  if (largest > 0) {
    verdict.measurements.push_back(
        {"largest", static_cast<double>(largest), "bytes"});
  }
  verdict.outcome = outcome_of(verdict.findings);
  return verdict;
}

Finding fine(const std::string& evidence) {
  return judged("network.mtu_black_hole", false, evidence);
}

/// Looks for the largest that passes.
Task<std::size_t> search(Path& path, const std::string& anchor) {
  const std::vector<std::size_t> sizes(between.begin(), between.end());
  const auto ends = co_await path.pass(anchor, sizes);
  if (!ends)
    co_return ends.error();
  for (std::size_t i = 0; i < ends->size() && i < sizes.size(); ++i) {
    if ((*ends)[i] == Passage::passed)
      co_return sizes[i];
  }
  co_return small;
}

/// Routers on PPPoE lower what TCP sends (MSS clamping); then nobody notices
/// that the last eight bytes of a packet do not pass.
Task<bool> tls_comes_up(Web& web, const Profile::Network& limits) {
  WebRequest request;
  request.url = limits.https_url;
  request.ca_file = limits.ca_file;
  request.timeout = limits.http_timeout;
  const auto answer = co_await web.get(request);
  if (!answer)
    co_return answer.error();
  co_return answer->reached >= WebStage::request ||
      !answer->certificate_trusted;
}

/// What the anchors that answer at all say to full-sized packets.
struct Opinions {
  std::vector<std::string> losing;
  std::optional<Finding> good;
  std::optional<Error> failure;
};

boost::asio::awaitable<Opinions> ask(Path& path,
                                     const std::vector<std::string>& anchors) {
  Opinions found;
  const std::vector<std::size_t> sizes(both_ends.begin(), both_ends.end());
  for (const auto& anchor : anchors) {
    const auto ends = co_await path.pass(anchor, sizes);
    if (!ends) {
      found.failure = ends.error();
      co_return found;
    }
    const auto large = ends->front();
    if (large == Passage::passed)
      found.good = fine(bytes(full) + " pass");
    else if (large == Passage::refused)
      found.good = fine(bytes(full) + " are too many, and that is told");
    else if (ends->back() == Passage::passed)
      found.losing.push_back(anchor);
    if (found.good || found.losing.size() == opinions)
      co_return found;
  }
  co_return found;
}

}  // namespace

Task<Verdict> check_mtu(Path& path,
                        Web& web,
                        Profile::Network limits,
                        Progress& progress) {
  if (limits.anchors.empty())
    co_return Error(Errc::unsupported, "the profile names no anchors");
  progress.report(0, "sending packets of full size");
  const auto found = co_await ask(path, limits.anchors);
  if (found.failure)
    co_return found.failure->during("sending packets of full size");
  if (found.good)
    co_return verdict_of(*found.good, full);
  if (found.losing.empty())
    co_return Error(Errc::unsupported, "no anchor answers echo requests");

  const std::string id = "network.mtu_black_hole";
  if (found.losing.size() < opinions) {
    co_return verdict_of(
        unknown_finding(id, bytes(full) + " are lost, but only on the way to "
                                          "the one anchor that answers"),
        0);
  }
  progress.report(0.5, "looking for the largest packets that pass");
  const auto largest = co_await search(path, found.losing.front());
  if (!largest)
    co_return largest.error().during("looking for the largest packets");
  const auto evidence =
      bytes(full) + " are lost without a word, " + bytes(*largest) + " pass";
  if (*largest >= pppoe) {
    const auto works = co_await tls_comes_up(web, limits);
    if (works && *works)
      co_return verdict_of(fine(evidence + ", and TLS works"), *largest);
  }
  co_return verdict_of(judged(id, true, evidence), *largest);
}

}  // namespace soundcheck::network
