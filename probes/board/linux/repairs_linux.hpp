#pragma once

#include <functional>
#include <string>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/repairs.hpp"
#include "probes/board/sound.hpp"

namespace soundcheck {

/// Where the repairs that need no program of the product reach the board.
struct RepairPlaces {
  std::string supplicant_folder;
  std::string wifi_interface;  ///< empty: the first that has a socket
  std::string mixer_device;
  std::string mixer_control;
};

/// A configured program goes before what this can do by itself, which is to
/// tell wpa_supplicant to join anew and to set the mixer.
class RepairsLinux final : public Repairs {
 public:
  RepairsLinux(Worker& worker,
               BoardRoot root,
               RepairPlaces places,
               RepairCommands commands);

  std::string hindrance(RepairAction action) const override;
  std::string disturbance() const override;
  Task<void> perform(RepairAction action, std::string service) override;
  Task<void> undo(RepairAction action) override;

 private:
  using Job = Result<void> (RepairsLinux::*)(const std::stop_token& stop);
  bool has(RepairAction action) const;
  Task<void> run(std::vector<std::string> words);
  Task<void> run(Job job);
  Result<void> join_anew(const std::stop_token& stop);
  Result<void> open_mixer(const std::stop_token& stop);
  Result<void> take_mixer_back(const std::stop_token& stop);

  Worker& worker_;
  BoardRoot root_;
  RepairPlaces places_;
  RepairCommands commands_;
  MixerState mixer_before_;  ///< without control: never changed
};

}  // namespace soundcheck
