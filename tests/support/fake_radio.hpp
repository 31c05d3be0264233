#pragma once

#include <utility>
#include <vector>

#include "probes/board/radio.hpp"

namespace soundcheck::test {

/// A radio that works, and of which everything can be set.
class FakeRadio final : public Radio {
 public:
  FakeRadio() {
    state_answer.interface_name = "wlan0";
    state_answer.present = true;
    state_answer.up = true;
  }
  explicit FakeRadio(Result<WifiLink> link) : FakeRadio() {
    link_answer = std::move(link);
  }

  Task<WifiLink> link() override { co_return link_answer; }
  Task<RadioState> state() override {
    if (state_error.code != Errc::internal)
      co_return state_error;
    co_return state_answer;
  }
  /// The first list, then the second and so on; the last one stays.
  Task<std::vector<AccessPoint>> heard() override {
    if (heard_answers.empty())
      co_return std::vector<AccessPoint>();
    const auto now = heard_answers.front();
    if (heard_answers.size() > 1)
      heard_answers.erase(heard_answers.begin());
    co_return now;
  }

  /// The first, then the second and so on; the last one stays.
  Task<ChannelUse> channel() override {
    if (channel_answers.empty())
      co_return Error(Errc::unsupported, "the driver counts nothing");
    const auto now = channel_answers.front();
    if (channel_answers.size() > 1)
      channel_answers.erase(channel_answers.begin());
    co_return now;
  }

  Result<WifiLink> link_answer = WifiLink();
  RadioState state_answer;
  Error state_error;  ///< Errc::internal: none
  std::vector<std::vector<AccessPoint>> heard_answers;
  std::vector<ChannelUse> channel_answers;
};

}  // namespace soundcheck::test
