#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Where blocking calls go. A thread exists only while its job runs, so an idle
/// daemon has none. Used from one thread, the one that runs the io_context;
/// either of the two may be destroyed first.
class Worker {
 public:
  Worker();
  /// Asks every job to stop and waits for it.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Runs `job`, which must not throw, and resumes on the awaiting executor
  /// after its end. A job sees stop_requested() when the awaiting coroutine is
  /// cancelled, this object dies or the io_context does; it is waited for even
  /// then. Errors: cancelled (a stop was requested), io (no thread to be had).
  Task<void> run(std::function<void(std::stop_token)> job);

 private:
  class Jobs;
  std::shared_ptr<Jobs> jobs_;
};

/// Runs a job that may throw. Errors: internal when it did; those of
/// Worker::run().
Task<void> run_contained(Worker& worker,
                         std::function<void(std::stop_token)> job);

/// The answer of a blocking job. Errors: those of the job; internal when it
/// threw; cancelled when it was asked to stop, whatever it answered.
template <class T>
Task<T> run_blocking(Worker& worker,
                     std::function<Result<T>(std::stop_token)> job) {
  std::optional<Result<T>> answer;
  // The frame outlives the thread: run() waits for it, also when destroyed.
  const std::function<void(std::stop_token)> body =
      [&answer, &job](std::stop_token stop) {
        answer.emplace(job(std::move(stop)));
      };
  const auto ran = co_await run_contained(worker, body);
  if (!ran)
    co_return ran.error();
  co_return std::move(*answer);
}

}  // namespace soundcheck
