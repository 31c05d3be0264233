#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>

namespace soundcheck::bundle {

/// Cuts a stream into lines. Of a line without end it keeps no more than a
/// redactor reads of it.
class Lines {
 public:
  using Take = std::function<bool(std::string_view)>;
  explicit Lines(const Take& take) : take_(take) {}

  /// False: `take` wants no more.
  bool feed(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto end = bytes.find('\n');
      const auto part = bytes.substr(0, end);
      line_ += part.substr(0, max_bytes - std::min(max_bytes, line_.size()));
      bytes.remove_prefix(part.size());
      if (end == bytes.npos && bytes.empty())
        return true;
      if (!give())
        return false;
      bytes.remove_prefix(1);
    }
    return true;
  }
  /// The last line has perhaps no end. Always true: the stream is over.
  bool finish() {
    if (!line_.empty())
      (void)give();
    return true;
  }

 private:
  static constexpr std::size_t max_bytes = 4096;
  bool give() {
    const bool more = take_(line_);
    line_.clear();
    return more;
  }

  const Take& take_;
  std::string line_;
};

}  // namespace soundcheck::bundle
