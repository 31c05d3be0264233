#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "probes/board/resets.hpp"

namespace soundcheck::test {

/// Of a board that would have told, and has nothing to tell.
inline ResetSigns silent_signs() {
  ResetSigns signs;
  signs.why_no_crashes = "";
  signs.watchdog_fired = false;
  signs.watchdog = "fake watchdog";
  signs.supply_low = false;
  return signs;
}

/// A board that would have told why it restarted, and keeps these crashes.
class FakeResets final : public Resets {
 public:
  ResetSigns signs() const override { return signs_; }
  Result<void> forget(const std::vector<CrashRecord>& crashes) override {
    if (before_forgetting)
      before_forgetting();
    if (!forget_answer)
      return forget_answer;
    std::erase_if(signs_.crashes, [&](const CrashRecord& kept) {
      return std::any_of(
          crashes.begin(), crashes.end(),
          [&](const CrashRecord& gone) { return gone.name == kept.name; });
    });
    return {};
  }

  ResetSigns signs_ = silent_signs();
  Result<void> forget_answer;
  std::function<void()> before_forgetting;
};

}  // namespace soundcheck::test
