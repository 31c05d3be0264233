#include "probes/board/linux/repairs_linux.hpp"

#include "probes/board/linux/alsa_mixer.hpp"
#include "probes/board/linux/command_run.hpp"
#include "probes/board/linux/disturbances.hpp"
#include "probes/board/linux/supplicant_wpa.hpp"

namespace soundcheck {

namespace {

constexpr std::chrono::seconds join_patience{20};

bool is_built_in(RepairAction action) {
  return action == RepairAction::reconnect_wifi ||
         action == RepairAction::restore_mixer;
}

/// It becomes an argument of a program, and came out of /proc.
bool is_service_name(std::string_view name) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-";
  return !name.empty() && name.size() <= 64 && name.front() != '-' &&
         name.front() != '.' && name.find_first_not_of(allowed) == name.npos;
}

Task<void> fail(Error error) {
  co_return error;
}

}  // namespace

RepairsLinux::RepairsLinux(Worker& worker,
                           BoardRoot root,
                           RepairPlaces places,
                           RepairCommands commands)
    : worker_(worker),
      root_(std::move(root)),
      places_(std::move(places)),
      commands_(std::move(commands)) {}

bool RepairsLinux::has(RepairAction action) const {
  return !commands_.act[static_cast<std::size_t>(action)].empty();
}

std::string RepairsLinux::hindrance(RepairAction action) const {
  if (!root_.is_this_system())
    return "this is a captured board";
  if (has(action) || is_built_in(action))
    return "";
  return "remedies." + std::string(to_string(action)) +
         " of the configuration names no program";
}

std::string RepairsLinux::disturbance() const {
  const auto* why = Disturbances(root_, places_.mixer_device).now();
  return why ? why : "";
}

Task<void> RepairsLinux::run(std::vector<std::string> words) {
  const std::function<Result<void>(std::stop_token)> job =
      [words = std::move(words), patience = commands_.patience](
          std::stop_token stop) { return run_command(words, patience, stop); };
  return run_blocking<void>(worker_, job);
}

Task<void> RepairsLinux::run(Job job) {
  const std::function<Result<void>(std::stop_token)> work =
      [this, job](std::stop_token stop) { return (this->*job)(stop); };
  return run_blocking<void>(worker_, work);
}

Task<void> RepairsLinux::perform(RepairAction action, std::string service) {
  if (auto why = hindrance(action); !why.empty())
    return fail(Error(Errc::unsupported, std::move(why)));
  if (action == RepairAction::restart_service && !is_service_name(service)) {
    return fail(Error(Errc::unsupported,
                      service.empty() ? "no service is down or restarts again "
                                        "and again"
                                      : "a service has a strange name"));
  }
  auto words = commands_.act[static_cast<std::size_t>(action)];
  if (action == RepairAction::restart_service)
    words.push_back(std::move(service));
  if (!words.empty())
    return run(std::move(words));
  return run(action == RepairAction::reconnect_wifi
                 ? &RepairsLinux::join_anew
                 : &RepairsLinux::open_mixer);
}

Task<void> RepairsLinux::undo(RepairAction action) {
  const auto& words = commands_.undo[static_cast<std::size_t>(action)];
  if (!words.empty())
    return run(words);
  if (action == RepairAction::restore_mixer && !has(action) &&
      !mixer_before_.control.empty())
    return run(&RepairsLinux::take_mixer_back);
  return fail(Error(Errc::unsupported, "there is no way back"));
}

/// A link that is up is left and made anew. Networks that rest after failures
/// are left to rest, see ask_to_try().
Result<void> RepairsLinux::join_anew(const std::stop_token& stop) {
  auto socket =
      open_supplicant(root_, places_.supplicant_folder, places_.wifi_interface);
  if (!socket)
    return socket.error();
  if (auto attached = socket->attach(stop); !attached)
    return attached;
  if (const auto asked = socket->ask("REASSOCIATE", stop); !asked)
    return asked.error();
  const auto deadline = std::chrono::steady_clock::now() + join_patience;
  for (;;) {
    const auto event = socket->next_event(deadline, stop);
    if (!event)
      return event.error();
    if (!*event)
      return Error(Errc::timeout, "no access point let the speaker in");
    if ((*event)->find("CTRL-EVENT-CONNECTED ") != std::string::npos)
      break;
  }
  (void)socket->ask("DETACH", stop);
  return {};
}

Result<void> RepairsLinux::open_mixer(const std::stop_token&) {
  auto before =
      read_mixer_blocking(places_.mixer_device, places_.mixer_control);
  if (!before)
    return before.error();
  MixerState wanted;
  if (!before->playback_switch_on.value_or(true))
    wanted.playback_switch_on = true;
  if (before->playback_volume_percent.value_or(1) <= 0)
    wanted.playback_volume_percent = commands_.restored_volume_percent;
  mixer_before_ = std::move(*before);
  return write_mixer_blocking(places_.mixer_device, places_.mixer_control,
                              wanted);
}

Result<void> RepairsLinux::take_mixer_back(const std::stop_token&) {
  return write_mixer_blocking(places_.mixer_device, places_.mixer_control,
                              mixer_before_);
}

}  // namespace soundcheck
