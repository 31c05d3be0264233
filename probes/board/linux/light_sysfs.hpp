#pragma once

#include "probes/board/light.hpp"
#include "probes/board/linux/board_root.hpp"

namespace soundcheck {

/// One of /sys/class/leds, for the agent alone: whoever else sets it does so at
/// the same time.
class LightSysfs final : public Light {
 public:
  /// `name` as in /sys/class/leds; empty: the speaker has none.
  LightSysfs(const BoardRoot& root, const std::string& name);

  std::string problem() const override;
  Result<void> shine(bool on) override;

 private:
  std::string folder_;  ///< empty: none was named
};

}  // namespace soundcheck
