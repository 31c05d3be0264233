#pragma once

#include <chrono>
#include <map>
#include <string>

namespace soundcheck::cloud {

/// A token bucket per key: `burst` at once, then `per_second`.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;

  RateLimit(double burst, double per_second)
      : burst_(burst), per_second_(per_second) {}

  /// False when there is none left now.
  bool take(const std::string& key, Clock::time_point now);

 private:
  struct Bucket {
    double left;
    Clock::time_point at;
  };

  double burst_;
  double per_second_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace soundcheck::cloud
