#pragma once

#include "probes/board/compute.hpp"
#include "probes/board/linux/worker.hpp"

namespace soundcheck {

/// On a thread of the worker, which outlives this object.
class ComputeWorker final : public Compute {
 public:
  explicit ComputeWorker(Worker& worker) : worker_(worker) {}

  Task<void> run(std::function<void()> work) override;

 private:
  Worker& worker_;
};

}  // namespace soundcheck
