#include "cloud-sim/assist/audit_chain.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "cloud-sim/wire/identifiers.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::string_view before_number = "{\"n\":";
constexpr std::string_view before_hash = ",\"prev\":\"";
constexpr std::size_t hash_digits = 64;

Error broken(std::int64_t n, const std::string& what) {
  return {Errc::invalid, "audit_broken",
          "line " + std::to_string(n) + " of the device's log " + what};
}

/// The number of a line; nothing when it is none of an audit log. The API hands
/// lines on, so that they must be JSON, too.
std::optional<std::int64_t> number_of(std::string_view line) {
  boost::json::error_code no_json;
  (void)boost::json::parse(boost::json::string_view(line), no_json);
  if (no_json || !line.starts_with(before_number))
    return std::nullopt;
  line.remove_prefix(before_number.size());
  std::int64_t n = 0;
  const auto [end, failed] =
      std::from_chars(line.data(), line.data() + line.size(), n);
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  if (failed != std::errc() || n < 1 || !line.starts_with(before_hash) ||
      line.size() < before_hash.size() + hash_digits + 1)
    return std::nullopt;
  return n;
}

std::string_view previous_hash_of(std::string_view line) {
  return line.substr(line.find(before_hash) + before_hash.size(), hash_digits);
}

}  // namespace

Result<std::vector<AuditLine>> lines_of(std::string_view piece) {
  std::vector<AuditLine> lines;
  while (!piece.empty()) {
    const auto end = piece.find('\n');
    const auto text = piece.substr(0, end);
    const auto n = number_of(text);
    if (end == piece.npos || !n)
      return broken(lines.empty() ? 1 : lines.back().n + 1,
                    "is no line of an audit log");
    lines.push_back({*n, std::string(text)});
    piece.remove_prefix(end + 1);
  }
  return lines;
}

Result<void> check_chain(const std::optional<AuditLine>& before,
                         const std::vector<AuditLine>& lines) {
  const auto* previous = before ? &*before : nullptr;
  for (const auto& line : lines) {
    if (previous && line.n != previous->n + 1)
      return broken(previous->n + 1, "is missing");
    const auto due = previous      ? sha256_hex(previous->text)
                     : line.n == 1 ? std::string(hash_digits, '0')
                                   : std::string(previous_hash_of(line.text));
    if (previous_hash_of(line.text) != due)
      return broken(line.n, "does not follow the line before: one was altered");
    previous = &line;
  }
  return {};
}

}  // namespace soundcheck::cloud
