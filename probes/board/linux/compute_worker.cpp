#include "probes/board/linux/compute_worker.hpp"

namespace soundcheck {

Task<void> ComputeWorker::run(std::function<void()> work) {
  const std::function<Result<void>(std::stop_token)> job =
      [work = std::move(work)](std::stop_token) -> Result<void> {
    work();
    return {};
  };
  return run_blocking<void>(worker_, job);
}

}  // namespace soundcheck
