#include "probes/board/linux/system_files.hpp"

#include "probes/board/linux/proc_load.hpp"
#include "probes/board/linux/proc_memory.hpp"
#include "probes/board/linux/sound_streams.hpp"
#include "probes/board/linux/text_lines.hpp"
#include "probes/board/linux/thermal_files.hpp"

namespace soundcheck {

Result<std::optional<Pressure>> SystemFiles::pressure(
    std::string_view file) const {
  const auto text = root_.read(file);
  if (!text)
    return text.error();
  if (!*text)
    return std::optional<Pressure>();
  const auto parsed = parse_pressure(**text, file);
  if (!parsed)
    return parsed.error();
  return std::optional<Pressure>(*parsed);
}

Result<MemoryState> SystemFiles::read_memory() {
  constexpr std::string_view meminfo = "/proc/meminfo";
  constexpr std::string_view vmstat = "/proc/vmstat";
  const auto text = root_.read_required(meminfo);
  if (!text)
    return text.error();
  auto state = parse_meminfo(*text, meminfo);
  if (!state)
    return state.error();

  const auto events = root_.read(vmstat);
  if (!events)
    return events.error();
  if (*events) {
    const auto kills = parse_oom_kills(**events, vmstat);
    if (!kills)
      return kills.error();
    state->oom_kills = *kills;
  }

  const auto waited = pressure("/proc/pressure/memory");
  if (!waited)
    return waited.error();
  state->pressure = *waited;
  if (watch_.look())
    watch_.add_to(*state);
  return *state;
}

Result<LoadState> SystemFiles::read_load() {
  constexpr std::string_view loadavg = "/proc/loadavg";
  constexpr std::string_view online = "/sys/devices/system/cpu/online";
  const auto averages = root_.read_required(loadavg);
  if (!averages)
    return averages.error();
  const auto load = parse_loadavg(*averages, loadavg);
  if (!load)
    return load.error();
  const auto cpus = root_.read_required(online);
  if (!cpus)
    return cpus.error();
  const auto processors = parse_cpu_list(*cpus, online);
  if (!processors)
    return processors.error();

  const auto cpu = pressure("/proc/pressure/cpu");
  if (!cpu)
    return cpu.error();
  const auto io = pressure("/proc/pressure/io");
  if (!io)
    return io.error();

  LoadState state;
  state.load1 = load->load1;
  state.load5 = load->load5;
  state.load15 = load->load15;
  state.processors = *processors;
  state.cpu_pressure = *cpu;
  state.io_pressure = *io;
  state.late_streams = streams_in_xrun(root_);
  if (watch_.look())
    watch_.add_to(state);
  return state;
}

/// Of several RTCs the one that the kernel set its clock from at boot, else the
/// first.
Result<std::string> SystemFiles::find_rtc() const {
  const std::string folder = "/sys/class/rtc/";
  const auto names = root_.list(folder);
  if (!names)
    return names.error();
  std::string chosen;
  for (const auto& name : *names) {
    const auto set_from = root_.read(folder + name + "/hctosys");
    const bool at_boot =
        set_from && *set_from && trimmed(**set_from).starts_with('1');
    if (chosen.empty() || at_boot)
      chosen = name;
    if (at_boot)
      break;
  }
  return chosen;
}

Result<std::optional<std::int64_t>> SystemFiles::read_rtc(
    const std::string& name) const {
  const auto file = "/sys/class/rtc/" + name + "/since_epoch";
  const auto text = root_.read(file);
  // An RTC that lost its power answers EINVAL: it is there, but has no time.
  if (!text || !*text)
    return std::optional<std::int64_t>();
  const auto seconds = sole_number<std::int64_t>(**text, file);
  if (!seconds)
    return seconds.error();
  return std::optional<std::int64_t>(*seconds);
}

Result<ClockState> SystemFiles::read_clock() {
  const auto time = kernel_.time();
  if (!time)
    return time.error();
  const auto name = find_rtc();
  if (!name)
    return name.error();
  Result<std::optional<std::int64_t>> rtc = std::nullopt;
  if (!name->empty())
    rtc = read_rtc(*name);
  if (!rtc)
    return rtc.error();

  ClockState state;
  state.has_rtc = !name->empty();
  state.synchronised = time->synchronised;
  state.estimated_error_ms = time->estimated_error_ms;
  state.wall_unix_s = time->wall_unix_s;
  if (*rtc) {
    state.rtc_offset_s =
        static_cast<double>(**rtc) - static_cast<double>(time->wall_unix_s);
  }
  if (watch_.look())
    watch_.add_to(state);
  return state;
}

Result<LogState> SystemFiles::log() {
  const auto looked = watch_.look();
  if (!looked)
    return looked.error();
  return watch_.log();
}

void SystemFiles::watch(boost::asio::any_io_executor executor) {
  watch_.start(std::move(executor));
}

Task<MemoryState> SystemFiles::memory() {
  co_return read_memory();
}

Task<LoadState> SystemFiles::load() {
  co_return read_load();
}

Task<std::vector<ThermalZone>> SystemFiles::thermal() {
  co_return read_thermal_zones(root_);
}

Task<ClockState> SystemFiles::clock() {
  co_return read_clock();
}

}  // namespace soundcheck
