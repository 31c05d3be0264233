#include "probes/board/linux/dns_answers.hpp"

#include <ares.h>
#include <catch2/catch.hpp>

using namespace soundcheck;

namespace {

using Packet = std::vector<unsigned char>;

/// An answer to "a.b" with one record of this type and these bytes.
Packet answer(int type, const Packet& record) {
  Packet packet = {0, 1, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0};
  const Packet name = {1, 'a', 1, 'b', 0};
  const auto type_byte = static_cast<unsigned char>(type);
  packet.insert(packet.end(), name.begin(), name.end());
  for (const unsigned char byte : {0, 0, 0, 1})
    packet.push_back(byte);
  packet[packet.size() - 3] = type_byte;
  const Packet head = {0xc0, 12, 0, type_byte,
                       0,    1,  0, 0,
                       0,    60, 0, static_cast<unsigned char>(record.size())};
  packet.insert(packet.end(), head.begin(), head.end());
  packet.insert(packet.end(), record.begin(), record.end());
  return packet;
}

const Packet a_record = {192, 0, 2, 80};
const Packet aaaa_record = {0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0,
                            0,    0, 0,    0,    0, 0, 0, 0x50};

DnsOutcome with(DnsStatus status) {
  return {status, {}};
}

}  // namespace

TEST_CASE("addresses of both families are read") {
  const auto a = outcome_of_question(ARES_SUCCESS, answer(1, a_record), false);
  const auto aaaa =
      outcome_of_question(ARES_SUCCESS, answer(28, aaaa_record), true);

  CHECK(a.status == DnsStatus::answered);
  CHECK(a.addresses == std::vector<std::string>{"192.0.2.80"});
  CHECK(aaaa.status == DnsStatus::answered);
  CHECK(aaaa.addresses == std::vector<std::string>{"2001:db8::50"});
}

TEST_CASE("the address of nobody, as ad blockers give it, is no address") {
  const auto blocked =
      outcome_of_question(ARES_SUCCESS, answer(1, {0, 0, 0, 0}), false);

  CHECK(blocked.status == DnsStatus::no_data);
  CHECK(blocked.addresses.empty());
}

TEST_CASE("what c-ares says has one meaning each") {
  const auto [ares, status] = GENERATE(
      table<int, DnsStatus>({{ARES_ENODATA, DnsStatus::no_data},
                             {ARES_ENOTFOUND, DnsStatus::nx_domain},
                             {ARES_ESERVFAIL, DnsStatus::server_failure},
                             {ARES_EREFUSED, DnsStatus::server_failure},
                             {ARES_ENOTIMP, DnsStatus::server_failure},
                             {ARES_EFORMERR, DnsStatus::server_failure},
                             {ARES_EBADRESP, DnsStatus::malformed},
                             {ARES_ETIMEOUT, DnsStatus::no_answer},
                             {ARES_ECONNREFUSED, DnsStatus::no_answer},
                             {ARES_ECANCELLED, DnsStatus::no_answer}}));

  CHECK(outcome_of_question(ares, {}, false).status == status);
}

TEST_CASE("a packet cut short or of the wrong type is not an answer") {
  for (const bool ipv6 : {false, true}) {
    const auto whole = ipv6 ? answer(28, aaaa_record) : answer(1, a_record);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const Packet cut(whole.begin(), whole.begin() + static_cast<long>(size));
      const auto outcome = outcome_of_question(ARES_SUCCESS, cut, ipv6);
      CHECK(outcome.status != DnsStatus::answered);
    }
    const auto other = outcome_of_question(ARES_SUCCESS, whole, !ipv6);
    CHECK(other.status != DnsStatus::answered);
  }
}

TEST_CASE("garbled packets are survived") {
  const auto whole = answer(1, a_record);
  std::size_t answered = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (int value = 0; value < 256; ++value) {
      auto garbled = whole;
      garbled[i] = static_cast<unsigned char>(value);
      const auto outcome = outcome_of_question(ARES_SUCCESS, garbled, false);
      answered += outcome.status == DnsStatus::answered ? 1 : 0;
    }
  }
  CHECK(answered > 0);
}

TEST_CASE("an address of either family is an answer") {
  const DnsOutcome a{DnsStatus::answered, {"192.0.2.80"}};
  const DnsOutcome aaaa{DnsStatus::answered, {"2001:db8::50"}};

  CHECK(outcome_of_both(a, aaaa).addresses.size() == 2);
  CHECK(outcome_of_both(a, with(DnsStatus::no_answer)).status ==
        DnsStatus::answered);
  CHECK(outcome_of_both(with(DnsStatus::no_data), aaaa).status ==
        DnsStatus::answered);
}

TEST_CASE("without an address the question for IPv4 tells") {
  const auto both = [](DnsStatus a, DnsStatus aaaa) {
    return outcome_of_both(with(a), with(aaaa)).status;
  };

  CHECK(both(DnsStatus::nx_domain, DnsStatus::nx_domain) ==
        DnsStatus::nx_domain);
  CHECK(both(DnsStatus::no_answer, DnsStatus::no_data) == DnsStatus::no_answer);
  CHECK(both(DnsStatus::server_failure, DnsStatus::no_data) ==
        DnsStatus::server_failure);
  CHECK(both(DnsStatus::no_data, DnsStatus::server_failure) ==
        DnsStatus::server_failure);
  CHECK(both(DnsStatus::no_data, DnsStatus::no_answer) == DnsStatus::no_data);
}
