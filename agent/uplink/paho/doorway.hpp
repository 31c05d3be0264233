#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <functional>
#include <memory>
#include <mutex>

namespace soundcheck {

/// How other threads reach the daemon's. They share it; once closed (on the
/// daemon's thread) it lets nothing through, not even what it had taken, so
/// that whoever stands behind it may go.
class Doorway : public std::enable_shared_from_this<Doorway> {
 public:
  explicit Doorway(boost::asio::any_io_executor executor)
      : executor_(std::move(executor)) {}

  void post(std::function<void()> work) {
    const std::lock_guard lock(mutex_);
    if (!open_)
      return;
    boost::asio::post(executor_,
                      [self = shared_from_this(), work = std::move(work)] {
                        self->pass(work);
                      });
  }
  void close() {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }
  /// To be asked on the daemon's thread.
  bool open() const { return open_; }

 private:
  void pass(const std::function<void()>& work) {
    // Closing happens on this thread, so it cannot happen during the call.
    if (open_)
      work();
  }

  std::mutex mutex_;
  bool open_ = true;
  boost::asio::any_io_executor executor_;
};

}  // namespace soundcheck
