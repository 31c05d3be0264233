#include "probes/board/linux/worker.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstdint>
#include <exception>
#include <sys/eventfd.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <unordered_set>
#include <utility>

namespace soundcheck {

namespace asio = boost::asio;

namespace {

/// Rung by the thread, heard by the io_context. A descriptor, because posting
/// to an io_context that is being destroyed is a race.
class Bell {
 public:
  explicit Bell(const asio::any_io_executor& executor) : descriptor_(executor) {
    const int descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0)
      throw std::system_error(errno, std::generic_category(), "eventfd");
    boost::system::error_code error;
    descriptor_.assign(descriptor, error);
    if (error) {
      ::close(descriptor);
      throw std::system_error(error);
    }
  }

  /// From any thread. One write of a fresh eventfd neither blocks nor fails.
  static void ring(int descriptor) {
    const std::uint64_t once = 1;
    while (::write(descriptor, &once, sizeof once) < 0 && errno == EINTR) {
    }
  }
  int descriptor() { return descriptor_.native_handle(); }
  /// False: the wait was cancelled.
  asio::awaitable<bool> heard() {
    const auto [error] =
        co_await descriptor_.async_wait(asio::posix::descriptor_base::wait_read,
                                        asio::as_tuple(asio::use_awaitable));
    co_return !error;
  }

 private:
  asio::posix::stream_descriptor descriptor_;
};

}  // namespace

/// The threads of the running jobs, so that the Worker can stop them.
class Worker::Jobs {
 public:
  class Thread;

  void stop() {
    for (auto* thread : threads_)
      thread->request_stop();
    for (auto* thread : threads_) {
      if (thread->joinable())
        thread->join();
    }
  }

 private:
  std::unordered_set<std::jthread*> threads_;
};

/// Listed as long as it lives; its end stops the thread and waits for it.
class Worker::Jobs::Thread {
 public:
  Thread(std::shared_ptr<Jobs> jobs,
         std::function<void(std::stop_token)> job,
         int bell)
      : jobs_(std::move(jobs)),
        thread_([job = std::move(job), bell](std::stop_token stop) {
          job(std::move(stop));
          Bell::ring(bell);
        }) {
    jobs_->threads_.insert(&thread_);
  }
  ~Thread() { jobs_->threads_.erase(&thread_); }
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  void stop() { thread_.request_stop(); }
  bool stopped() const { return thread_.get_stop_token().stop_requested(); }

 private:
  std::shared_ptr<Jobs> jobs_;
  std::jthread thread_;
};

Worker::Worker() : jobs_(std::make_shared<Jobs>()) {}

Worker::~Worker() {
  jobs_->stop();
}

Task<void> Worker::run(std::function<void(std::stop_token)> job) {
  const auto jobs = jobs_;
  // A cancelled wait is continued, so it must not throw.
  const bool throws = co_await asio::this_coro::throw_if_cancelled();
  co_await asio::this_coro::throw_if_cancelled(false);
  std::optional<Bell> bell;
  std::optional<Jobs::Thread> thread;
  Result<void> result;
  try {
    bell.emplace(co_await asio::this_coro::executor);
    thread.emplace(jobs, std::move(job), bell->descriptor());
  } catch (const std::system_error& e) {
    result = Error(Errc::io, std::string("no thread for a job: ") + e.what());
  }
  if (thread) {
    while (!co_await bell->heard())
      thread->stop();
    if (thread->stopped())
      result = Error(Errc::cancelled, "stopped");
    thread.reset();
  }
  co_await asio::this_coro::throw_if_cancelled(throws);
  co_return result;
}

Task<void> run_contained(Worker& worker,
                         std::function<void(std::stop_token)> job) {
  std::string problem;
  // The frame outlives the thread: run() waits for it, also when destroyed.
  const std::function<void(std::stop_token)> body =
      [&problem, &job](std::stop_token stop) {
        try {
          job(std::move(stop));
        } catch (const std::exception& e) {
          problem = e.what();
        } catch (...) {
          problem = "an unknown exception";
        }
      };
  const auto ran = co_await worker.run(body);
  if (!ran)
    co_return ran.error();
  if (!problem.empty())
    co_return Error(Errc::internal, std::move(problem));
  co_return Result<void>();
}

}  // namespace soundcheck
