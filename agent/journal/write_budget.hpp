#pragma once

#include <chrono>

namespace soundcheck {

/// How often the journal may write. One write of a few events is two or three
/// pages of 4 kB, once into the write-ahead log and once into the database;
/// eight writes at once and then one in forty minutes are at most 44 a day,
/// which is 1 MB (the bar for all flash writes of a day).
class WriteBudget {
 public:
  static constexpr int burst = 8;
  static constexpr std::chrono::minutes refill{40};
  /// Events come in bursts; who waits a moment writes once.
  static constexpr std::chrono::seconds settling{5};

  /// Something waits to be written from `now` on.
  void begin(std::chrono::milliseconds now);
  /// When it may be written; call after begin().
  std::chrono::milliseconds due() const;
  /// It was written, or at least tried.
  void spend(std::chrono::milliseconds now);

 private:
  void earn(std::chrono::milliseconds now);

  int left_ = burst;
  std::chrono::milliseconds earned_until_{};  ///< counts while below `burst`
  std::chrono::milliseconds begun_{};
};

}  // namespace soundcheck
