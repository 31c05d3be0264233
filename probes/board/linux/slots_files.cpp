#include "probes/board/linux/slots_files.hpp"

#include <memory>
#include <stdlib.h>
#include <sys/stat.h>

#include "probes/board/linux/environment_medium.hpp"
#include "probes/board/linux/kernel_command_line.hpp"
#include "probes/board/linux/rauc_slots.hpp"
#include "probes/board/linux/text_lines.hpp"
#include "probes/board/linux/uboot_slots.hpp"

namespace soundcheck {

namespace {

/// By the wall clock. One that runs behind the file tells nothing.
std::optional<double> age_of(const std::filesystem::path& file,
                             const KernelCalls& kernel) {
  struct stat written {};
  const auto now = kernel.time();
  if (!now || stat(file.c_str(), &written) != 0 ||
      now->wall_unix_s < written.st_mtime)
    return std::nullopt;
  return static_cast<double>(now->wall_unix_s - written.st_mtime);
}

Result<void> tell_status(const BoardRoot& root,
                         const KernelCalls& kernel,
                         const std::string& file,
                         SlotsState& state) {
  const auto text = root.read(file);
  if (!text)
    return text.error();
  // RAUC writes it with its first installation.
  if (!*text)
    return {};
  state.status_age_s = age_of(root.path(file), kernel);
  return tell_status_of_rauc(**text, file, state);
}

/// False when the board has no RAUC.
Result<bool> tell_rauc(const BoardRoot& root,
                       const KernelCalls& kernel,
                       SlotsState& state) {
  // In the order in which RAUC looks for it.
  for (const auto file : {"/etc/rauc/system.conf", "/run/rauc/system.conf",
                          "/usr/lib/rauc/system.conf"}) {
    const auto text = root.read(file);
    if (!text)
      return text.error();
    if (!*text)
      continue;
    const auto status_file = tell_slots_of_rauc(**text, file, state);
    if (!status_file)
      return status_file.error();
    if (status_file->empty())
      return true;
    if (const auto done = tell_status(root, kernel, *status_file, state); !done)
      return done.error();
    return true;
  }
  return false;
}

/// False when the board has none.
Result<bool> tell_environment(const BoardRoot& root, SlotsState& state) {
  const auto environment = read_environment(root);
  if (!environment)
    return environment.error();
  if (!*environment)
    return false;
  state.environment = (*environment)->copies;
  tell_slots(**environment, state);
  return true;
}

std::string real_device(const BoardRoot& root, const std::string& device) {
  const auto path = root.path(device);
  const std::unique_ptr<char, decltype(&free)> real(
      realpath(path.c_str(), nullptr), &free);
  return real ? real.get() : path.string();
}

/// "/dev/mmcblk0p2" is partition 2, "/dev/sda12" is 12 and not 2.
bool is_partition(std::string_view device, std::string_view number) {
  const auto last = device.find_last_not_of("0123456789");
  return last != device.npos && device.substr(last + 1) == number;
}

/// As the boot loader says, else, as RAUC does it, by the root file system.
std::string booted_slot(const BoardRoot& root,
                        std::string_view command_line,
                        const std::vector<Slot>& slots) {
  auto name = slot_of(command_line);
  const auto device = root_device_of(command_line);
  if (!name.empty() || !device.starts_with('/'))
    return name;
  const auto real = real_device(root, device);
  for (const auto& slot : slots) {
    if (!slot.bootable)
      continue;
    // Mender's slots are the numbers of their partitions.
    const bool numbered = slot.device.empty() && is_partition(real, slot.name);
    if (numbered ||
        (!slot.device.empty() && real_device(root, slot.device) == real))
      return slot.name;
  }
  return name;
}

Result<void> tell_boot(const BoardRoot& root, SlotsState& state) {
  const auto command_line = root.read("/proc/cmdline");
  if (!command_line)
    return command_line.error();
  if (*command_line) {
    const auto booted = booted_slot(root, **command_line, state.slots);
    if (!booted.empty())
      state.booted = booted;
  }
  const auto uptime = root.read("/proc/uptime");
  if (!uptime)
    return uptime.error();
  if (*uptime) {
    const std::string_view text = **uptime;
    state.uptime_s = decimal_number(text.substr(0, text.find(' ')));
  }
  return {};
}

/// One that is not there, or not to be had, is no news.
void ask(const AskUpdater& ask_updater,
         std::stop_token stop,
         SlotsState& state) {
  if (!ask_updater)
    return;
  const auto asked = ask_updater(std::move(stop), state);
  if (!asked && asked.error().code != Errc::unsupported)
    state.updater_silent = asked.error().what;
}

Result<SlotsState> read_slots(const BoardRoot& root,
                              const KernelCalls& kernel,
                              const AskUpdater& ask_updater,
                              std::stop_token stop) {
  SlotsState state;
  const auto rauc = tell_rauc(root, kernel, state);
  if (!rauc)
    return rauc.error();
  if (*rauc)
    ask(ask_updater, std::move(stop), state);
  const auto environment = tell_environment(root, state);
  if (!environment && !*rauc)
    return environment.error();
  if (!environment)
    state.environment_unread = environment.error().what;
  else if (!*environment && !*rauc)
    return Error(Errc::unsupported,
                 "neither RAUC's system.conf nor /etc/fw_env.config is there");
  else if (!*environment && state.bootloader == "uboot")
    state.environment_unread = "/etc/fw_env.config: not there";
  if (const auto done = tell_boot(root, state); !done)
    return done.error();
  settle_wanted_slot(state);
  return state;
}

}  // namespace

Task<SlotsState> SlotsFiles::state() {
  Result<SlotsState> answer = SlotsState();
  // Not run_blocking<SlotsState>(), which would be instantiated for this alone.
  const std::function<Result<void>(std::stop_token)> job =
      [this, &answer](std::stop_token stop) -> Result<void> {
    answer = read_slots(root_, kernel_, ask_updater_, std::move(stop));
    return {};
  };
  if (const auto ran = co_await run_blocking<void>(worker_, job); !ran)
    co_return ran.error();
  if (answer)
    time_installation(*answer);
  co_return answer;
}

/// RAUC does not say since when it installs. One that is behind where it was
/// is another.
void SlotsFiles::time_installation(SlotsState& state) {
  if (!state.updater || !state.updater->installing || !state.uptime_s) {
    installing_since_s_.reset();
    return;
  }
  const auto percent = state.updater->percent.value_or(0);
  if (!installing_since_s_ || percent < percent_)
    installing_since_s_ = state.uptime_s;
  percent_ = percent;
  state.updater->installing_for_s = *state.uptime_s - *installing_since_s_;
}

}  // namespace soundcheck
