#include "cloud-sim/http/guard.hpp"

#include <algorithm>

namespace soundcheck::cloud {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) {
    const auto end = host.find(']');
    return end == std::string_view::npos ? host : host.substr(1, end - 1);
  }
  return host.substr(0, host.find(':'));
}

}  // namespace

HostGuard::HostGuard(std::set<std::string> names) {
  names_ = {"localhost", "127.0.0.1", "::1"};
  for (const auto& name : names)
    names_.insert(lower(name));
}

bool HostGuard::allows(std::string_view host_header) const {
  return names_.contains(lower(without_port(host_header)));
}

void add_security_headers(Response& response, bool api) {
  auto& headers = response.headers;
  headers.emplace_back("X-Content-Type-Options", "nosniff");
  headers.emplace_back("X-Frame-Options", "DENY");
  headers.emplace_back("Referrer-Policy", "no-referrer");
  headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'self'; base-uri 'none'; object-src 'none'; "
      "form-action 'self'; frame-ancestors 'none'");
  if (api)
    headers.emplace_back("Cache-Control", "no-store");
}

}  // namespace soundcheck::cloud
