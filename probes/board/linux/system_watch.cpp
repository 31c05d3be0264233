#include "probes/board/linux/system_watch.hpp"

#include <unistd.h>

#include "probes/board/linux/proc_memory.hpp"
#include "probes/board/linux/process_files.hpp"

namespace soundcheck {

namespace {

using namespace std::chrono_literals;

constexpr auto between_looks = 1min;
/// For every program that is not the kernel (USER_HZ, time(7)).
constexpr auto tick = 10ms;

std::uint64_t page_bytes() {
  return static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

Result<void> SystemWatch::look() {
  const auto time = kernel_.time();
  if (!time)
    return time.error();
  looked_ = now_;
  now_ = time->since_boot;
  if (time->synchronised)
    synchronised_ = now_;
  look_at_programs();
  look_at_kills();
  log_read_ = log_.look(root_, now_);
  return {};
}

void SystemWatch::look_at_programs() {
  std::vector<ProcessUse> processes;
  for (const auto pid : all_processes(root_)) {
    const auto stat = read_process(root_, pid);
    if (!stat)
      continue;
    ProcessUse use;
    use.pid = stat->pid;
    use.started = tick * static_cast<long>(stat->start_ticks);
    use.resident_bytes = stat->resident_pages * page_bytes();
    use.processor_time =
        tick * static_cast<long>(stat->user_ticks + stat->system_ticks);
    use.name = name_of_process(root_, *stat);
    processes.push_back(std::move(use));
  }
  programs_.take(processes, now_);
}

void SystemWatch::look_at_kills() {
  constexpr std::string_view file = "/proc/vmstat";
  const auto text = root_.read(file);
  if (!text || !*text)
    return;
  const auto kills = parse_oom_kills(**text, file);
  if (!kills || !*kills)
    return;
  // At the first look all that is known is that it was since boot.
  if (**kills > kills_.value_or(0)) {
    kill_after_ = kills_ ? looked_ : 0ms;
    kill_before_ = now_;
  }
  kills_ = *kills;
}

/// The counter says between which looks it was, the log when and whom. A log
/// that has been overwritten may know of an older one only.
void SystemWatch::add_kill(MemoryState& state) const {
  const auto& logged = log_.last_kill();
  if (kills_ == 0u || (!kills_ && !logged))
    return;
  state.last_kill = MemoryKill{};
  state.last_kill->at_least_ago = now_ - kill_before_;
  state.last_kill->at_most_ago = now_ - kill_after_;
  if (logged && (!kills_ || logged->at >= kill_after_)) {
    state.last_kill->program = logged->program;
    state.last_kill->at_least_ago = now_ - logged->at;
    state.last_kill->at_most_ago = now_ - logged->at;
  }
}

void SystemWatch::add_to(MemoryState& state) const {
  state.biggest = programs_.biggest();
  add_kill(state);
}

void SystemWatch::add_to(LoadState& state) const {
  state.busiest = programs_.busiest();
}

void SystemWatch::add_to(ClockState& state) const {
  if (!state.synchronised)
    state.unsynchronised_for = now_ - synchronised_.value_or(0ms);
}

Result<LogState> SystemWatch::log() const {
  if (!timer_)
    return Error(Errc::unsupported, "only the daemon watches the log");
  if (!log_read_)
    return log_read_.error();
  return log_.state(now_);
}

void SystemWatch::start(boost::asio::any_io_executor executor) {
  timer_.emplace(std::move(executor));
  keep_looking();
}

/// Whoever asks is told of errors; they may go away.
void SystemWatch::keep_looking() {
  (void)look();
  timer_->expires_after(between_looks);
  timer_->async_wait([this](boost::system::error_code stopped) {
    if (!stopped)
      keep_looking();
  });
}

}  // namespace soundcheck
