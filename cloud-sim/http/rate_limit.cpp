#include "cloud-sim/http/rate_limit.hpp"

#include <algorithm>

namespace soundcheck::cloud {
namespace {

constexpr std::size_t max_keys = 4096;

}  // namespace

bool RateLimit::take(const std::string& key, Clock::time_point now) {
  // Whoever has a full bucket need not be remembered.
  if (buckets_.size() >= max_keys)
    std::erase_if(buckets_, [&](const auto& entry) {
      const std::chrono::duration<double> idle = now - entry.second.at;
      return entry.second.left + idle.count() * per_second_ >= burst_;
    });
  auto& bucket = buckets_.try_emplace(key, Bucket{burst_, now}).first->second;
  const std::chrono::duration<double> passed = now - bucket.at;
  bucket.left = std::min(burst_, bucket.left + passed.count() * per_second_);
  bucket.at = now;
  if (bucket.left < 1)
    return false;
  bucket.left -= 1;
  return true;
}

}  // namespace soundcheck::cloud
