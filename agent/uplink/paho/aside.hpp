#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "agent/uplink/paho/doorway.hpp"

namespace soundcheck {

/// Runs `work`, which may block, on a thread of its own, then `after` on the
/// daemon's. The thread has ended by then: libraries tidy up at a thread's end
/// and must not do so while the process takes itself apart. Once the doorway is
/// closed `after` is dropped and nobody waits for the thread.
template <class Work>
void run_aside(std::shared_ptr<Doorway> doorway,
               Work work,
               std::function<void()> after) {
  struct Aside {
    ~Aside() {
      if (thread.joinable())
        thread.detach();
    }
    std::thread thread;
  };
  auto aside = std::make_shared<Aside>();
  // The answer cannot overtake this assignment: both are of one thread.
  aside->thread =
      std::thread([aside, doorway = std::move(doorway), work = std::move(work),
                   after = std::move(after)]() mutable {
        work();
        doorway->post([aside = std::move(aside), after = std::move(after)] {
          aside->thread.join();
          after();
        });
      });
}

}  // namespace soundcheck
