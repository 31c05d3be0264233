#pragma once

#include <chrono>
#include <functional>

namespace soundcheck {

/// How long to wait before the next attempt: "full jitter", a random share of a
/// span that doubles with each attempt. When a broker comes back, its thousands
/// of speakers must not all knock at once.
class Backoff {
 public:
  /// `random` gives numbers from 0 up to but not including 1.
  Backoff(std::chrono::milliseconds base,
          std::chrono::milliseconds cap,
          std::function<double()> random);

  std::chrono::milliseconds next();
  /// To be called once an attempt has proved good.
  void reset() { span_ = base_; }

 private:
  std::chrono::milliseconds base_, cap_, span_;
  std::function<double()> random_;
};

}  // namespace soundcheck
