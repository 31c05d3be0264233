#pragma once

#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>

#include "probes/board/clock.hpp"

namespace soundcheck::test {

/// A clock that moves only when told. A sleeper wakes in advance().
class ManualClock final : public Clock {
 public:
  std::chrono::milliseconds monotonic() const override { return now_; }
  std::chrono::milliseconds wall() const override { return wall_ + now_; }
  bool trusted() const override { return trusted_; }
  Task<void> sleep(std::chrono::milliseconds duration) override;

  void advance(std::chrono::milliseconds step);
  void set_wall(std::chrono::milliseconds wall) { wall_ = wall - now_; }
  void set_trusted(bool trusted) { trusted_ = trusted; }
  std::size_t sleepers() const { return sleepers_.size(); }

 private:
  using Sleepers = std::multimap<std::chrono::milliseconds,
                                 std::shared_ptr<boost::asio::steady_timer>>;

  std::chrono::milliseconds now_{1000};
  std::chrono::milliseconds wall_{1'700'000'000'000};
  bool trusted_ = true;
  Sleepers sleepers_;
};

}  // namespace soundcheck::test
