#include "probes/board/linux/dns_answers.hpp"

#include <ares.h>
#include <arpa/inet.h>
#include <array>
#include <sys/socket.h>
#include <utility>

namespace soundcheck {

namespace {

constexpr int max_addresses = 16;

DnsStatus status_of(int ares_status) {
  switch (ares_status) {
    case ARES_SUCCESS:
      return DnsStatus::answered;
    case ARES_ENODATA:
      return DnsStatus::no_data;
    case ARES_ENOTFOUND:
      return DnsStatus::nx_domain;
    case ARES_ESERVFAIL:
    case ARES_EREFUSED:
    case ARES_ENOTIMP:
    case ARES_EFORMERR:
      return DnsStatus::server_failure;
    case ARES_EBADRESP:
    case ARES_EBADNAME:
      return DnsStatus::malformed;
    default:
      return DnsStatus::no_answer;
  }
}

void add_address(DnsOutcome& outcome, int family, const void* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (!::inet_ntop(family, address, text.data(), text.size()))
    return;
  const std::string_view word = text.data();
  if (word != "0.0.0.0" && word != "::")
    outcome.addresses.emplace_back(word);
}

int read_a(std::span<const unsigned char> packet, DnsOutcome& outcome) {
  std::array<ares_addrttl, max_addresses> records;
  int count = max_addresses;
  const int status =
      ares_parse_a_reply(packet.data(), static_cast<int>(packet.size()),
                         nullptr, records.data(), &count);
  for (int i = 0; status == ARES_SUCCESS && i < count; ++i) {
    add_address(outcome, AF_INET, &records[static_cast<std::size_t>(i)].ipaddr);
  }
  return status;
}

int read_aaaa(std::span<const unsigned char> packet, DnsOutcome& outcome) {
  std::array<ares_addr6ttl, max_addresses> records;
  int count = max_addresses;
  const int status =
      ares_parse_aaaa_reply(packet.data(), static_cast<int>(packet.size()),
                            nullptr, records.data(), &count);
  for (int i = 0; status == ARES_SUCCESS && i < count; ++i) {
    add_address(outcome, AF_INET6,
                &records[static_cast<std::size_t>(i)].ip6addr);
  }
  return status;
}

}  // namespace

DnsOutcome outcome_of_question(int ares_status,
                               std::span<const unsigned char> packet,
                               bool ipv6) {
  DnsOutcome outcome;
  if (ares_status == ARES_SUCCESS)
    ares_status = ipv6 ? read_aaaa(packet, outcome) : read_a(packet, outcome);
  outcome.status = status_of(ares_status);
  if (outcome.status == DnsStatus::answered && outcome.addresses.empty())
    outcome.status = DnsStatus::no_data;
  return outcome;
}

DnsOutcome outcome_of_both(DnsOutcome a, DnsOutcome aaaa) {
  const bool a_answered = a.status == DnsStatus::answered;
  const bool aaaa_answered = aaaa.status == DnsStatus::answered;
  if (a_answered && aaaa_answered) {
    a.addresses.insert(a.addresses.end(), aaaa.addresses.begin(),
                       aaaa.addresses.end());
    return a;
  }
  if (a_answered)
    return a;
  if (aaaa_answered)
    return aaaa;
  // No IPv4 address, and the other question failed for a reason of its own.
  if (a.status == DnsStatus::no_data && aaaa.status != DnsStatus::no_answer)
    return aaaa;
  return a;
}

}  // namespace soundcheck
