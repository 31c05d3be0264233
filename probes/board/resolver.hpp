#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

enum class DnsStatus {
  answered,        ///< NOERROR with at least one address
  no_data,         ///< NOERROR without an address
  nx_domain,       ///< the server says that there is no such name
  server_failure,  ///< SERVFAIL, REFUSED and the like
  no_answer,       ///< timeout or unreachable
  malformed,       ///< an answer that is not DNS, or lies about its question
};

std::string_view to_string(DnsStatus status);

struct DnsAnswer {
  std::string server;
  DnsStatus status = DnsStatus::no_answer;
  std::chrono::microseconds duration{};
  std::vector<std::string> addresses;
};

struct DnsQuestion {
  std::string server;
  std::string name;
};

class Resolver {
 public:
  virtual ~Resolver() = default;
  /// The servers the system uses, in its order. Errors: io, parse.
  virtual Task<std::vector<std::string>> servers() = 0;
  /// Asks each question's server for the A and AAAA records of its name, all
  /// at once, with no cache and no other server behind it. The answers are in
  /// the order of the questions. Errors: io.
  virtual Task<std::vector<DnsAnswer>> ask(
      std::vector<DnsQuestion> questions,
      std::chrono::milliseconds timeout) = 0;
};

}  // namespace soundcheck
