#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <string>
#include <string_view>

#include "agent/bundle/redact/redactor.hpp"

namespace soundcheck::bundle {

using Instant = std::chrono::steady_clock::time_point;

/// One part of the bundle, as it would leave.
struct Item {
  std::string name;    ///< in the archive
  std::string source;  ///< where it is from
  std::string text;
  bool cut = false;  ///< there was more
  Counts redacted{};
};

/// Takes the lines of one item, redacts each, and keeps no more than fits.
class Page {
 public:
  Page(const Redactor& redactor, std::size_t max_bytes, Instant deadline)
      : redactor_(redactor), max_bytes_(max_bytes), deadline_(deadline) {}

  /// A line as a program wrote it. False: there is no room for it.
  bool add(std::string_view line);
  /// A line of JSON whose members were redacted one by one.
  bool add(const boost::json::object& object);

  // For the members of such an object.
  std::string text(std::string_view text);
  std::string value(SecretKind kind, std::string_view value);

  /// There was more than what was added.
  void mark_cut() { item_.cut = true; }
  bool late() const { return std::chrono::steady_clock::now() >= deadline_; }
  Instant deadline() const { return deadline_; }
  std::size_t max_bytes() const { return max_bytes_; }
  bool empty() const { return item_.text.empty(); }

  Item take(std::string name, std::string source);

 private:
  bool append(std::string_view line);

  const Redactor& redactor_;
  std::size_t max_bytes_;
  Instant deadline_;
  Item item_;
};

}  // namespace soundcheck::bundle
