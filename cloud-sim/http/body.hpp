#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cloud-sim/http/message.hpp"

namespace soundcheck::cloud {

/// Reads the members of a JSON body one by one and tells the first thing that
/// is wrong, with the member's name; unknown members are wrong too.
class Body {
 public:
  /// Errors: invalid when it is no JSON object ("malformed_json", with the
  /// byte's place).
  static Result<Body> parse(const Request& request);

  std::string text(const char* name, std::size_t min, std::size_t max);
  std::optional<std::int64_t> integer(const char* name,
                                      std::int64_t min,
                                      std::int64_t max);
  std::vector<std::string> texts(const char* name,
                                 std::size_t max_items,
                                 std::size_t max_bytes);
  bool has(const char* name) const { return object_.contains(name); }
  void refuse(std::string why);

  /// Errors: invalid, with the first complaint.
  Result<void> finish();

 private:
  explicit Body(boost::json::object object) : object_(std::move(object)) {}
  const boost::json::value* find(const char* name);

  boost::json::object object_;
  std::set<std::string> known_;
  std::string problem_;
};

/// A whole number of the query, or `otherwise`. Errors: invalid.
Result<std::int64_t> query_integer(const Request& request,
                                   const std::string& name,
                                   std::int64_t otherwise,
                                   std::int64_t min,
                                   std::int64_t max);

}  // namespace soundcheck::cloud
