#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "probes/board/web.hpp"
#include "probes/probe.hpp"

namespace soundcheck::system {

/// Whom to ask for the time.
struct TimeServer {
  std::string http_url;  ///< empty = nobody
  std::chrono::milliseconds timeout{3000};
};

/// What the server's Date header says, or why nothing is known of it.
struct HttpDate {
  std::optional<std::int64_t> unix_s;
  std::string why_not;
};

/// Plain HTTP on purpose: it tells the time while a wrong clock still breaks
/// every certificate. Errors: those of the web but for unsupported.
Task<HttpDate> ask_for_date(Web& web, TimeServer server, Progress& progress);

}  // namespace soundcheck::system
