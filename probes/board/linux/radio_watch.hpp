#pragma once

#include <string>

#include "probes/board/connection_watch.hpp"
#include "probes/board/linux/association_story.hpp"
#include "probes/board/linux/mlme_messages.hpp"
#include "probes/board/linux/signal_story.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/radio.hpp"

namespace soundcheck {

/// What nl80211 tells of our association. Needs no privilege. After a message
/// it looks into what the kernel knows of access points, which sends nothing,
/// for the signal that the message does not carry.
class RadioWatch {
 public:
  /// Empty name: the first interface in station mode.
  RadioWatch(Worker& worker, std::string interface_name)
      : worker_(worker), interface_name_(std::move(interface_name)) {}

  /// Tells until it is cancelled. Errors: unsupported (no radio here, or none
  /// any more), denied, io, parse, cancelled.
  Task<void> watch(const ConnectionWatch::Tell& tell);
  /// Beside watch(): while there is an association, asks the kernel now and
  /// then how loud our access point is, for the kernel forgets it with the
  /// association, and no event tells in time. Sends nothing. Until it is
  /// cancelled. Errors: cancelled.
  Task<void> keep_hearing();

 private:
  void hear(const WifiLink& link);
  void take(const WifiLink& link, std::vector<AccessPoint> heard);
  Task<void> pass_on(std::vector<MlmeNews> news,
                     const ConnectionWatch::Tell& tell);
  Task<void> catch_up(const ConnectionWatch::Tell& tell);

  Worker& worker_;
  std::string interface_name_;
  AssociationStory story_;
  SignalStory signals_;
};

}  // namespace soundcheck
