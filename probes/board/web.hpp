#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

enum class IpFamily { any, ipv4, ipv6 };

/// How far a request came before it ended.
enum class WebStage { name, connect, tls, request, done };

struct WebRequest {
  std::string url;      ///< http:// or https://
  std::string ca_file;  ///< PEM; empty = the system's store
  std::chrono::milliseconds timeout{5000};
  std::size_t max_body_bytes = 4096;
  IpFamily family = IpFamily::any;  ///< over which it may go
};

/// What one GET without redirects showed. A server that does not answer is an
/// answer here (`reached` tells where it ended), not an Error.
/// There is no text of the library in it: that may name addresses and servers,
/// and what a probe tells leaves the board.
struct WebAnswer {
  WebStage reached = WebStage::name;  ///< `done` when a response came
  int status = 0;
  std::size_t body_bytes = 0;
  std::string location;             ///< of a redirect
  bool certificate_trusted = true;  ///< false: TLS ended on verification
  /// Server's Date header, seconds since 1970, 0 when absent.
  std::int64_t date_unix_s = 0;
  // Time from the start to the end of each stage, zero when not reached.
  std::chrono::microseconds name_time{}, connect_time{}, tls_time{},
      total_time{};
};

/// "no connection", "answered with status 204", ...
std::string where_it_ended(const WebAnswer& answer);

class Web {
 public:
  virtual ~Web() = default;
  /// Errors: parse (not a URL), io (unreadable ca_file), internal.
  virtual Task<WebAnswer> get(WebRequest request) = 0;
  /// get() for each of them, all at once; the answers are in their order.
  virtual Task<std::vector<WebAnswer>> get_all(
      std::vector<WebRequest> requests) = 0;
};

}  // namespace soundcheck
