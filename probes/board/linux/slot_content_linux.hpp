#pragma once

#include <chrono>
#include <optional>

#include "probes/board/linux/others_io_pressure.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/slot_content.hpp"

namespace soundcheck {

struct ReadingPace {
  double max_mib_per_s = 4;
  double max_io_pressure_percent = 1;  ///< of others
  std::string mixer = {};              ///< the loudspeaker's, see Disturbances
};

/// Reads on a thread of the worker, which outlives this object. One reading at
/// a time.
class SlotContentLinux final : public SlotContent {
 public:
  SlotContentLinux(Worker& worker, BoardRoot root, ReadingPace pace)
      : worker_(worker), root_(std::move(root)), pace_(pace), others_(root_) {}

  Task<SlotStretch> read(const SlotReading& reading) override;

 private:
  Result<SlotStretch> read_stretch(const SlotReading& reading,
                                   const std::stop_token& stop);
  void read_on(class SlotDevice& device,
               const SlotReading& reading,
               const std::stop_token& stop,
               SlotStretch& stretch);
  void rest_after(std::chrono::steady_clock::time_point begun,
                  const std::stop_token& stop);

  Worker& worker_;
  BoardRoot root_;
  ReadingPace pace_;
  OthersIoPressure others_;
  std::optional<std::chrono::steady_clock::time_point> last_read_;
};

}  // namespace soundcheck
