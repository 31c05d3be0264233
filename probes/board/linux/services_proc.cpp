#include "probes/board/linux/services_proc.hpp"

#include <algorithm>

#include "probes/board/linux/process_files.hpp"
#include "probes/board/linux/program_name.hpp"
#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view children_file = "/proc/1/task/1/children";
constexpr std::string_view supervisor_file = "/proc/1/stat";

constexpr auto between_glances = 5s;
constexpr auto closely = 250ms;
/// Listing all processes takes ten times as long as listing some.
constexpr auto closely_by_all = 1s;

/// The kernel keeps 15 bytes of a name.
constexpr std::size_t kept_of_name = 15;

/// Between fork() and exec() it is called as its parent is; systemd then calls
/// it "(tune)".
bool is_on_its_way(const ProcessStat& process, const ProcessStat& supervisor) {
  return process.program == supervisor.program ||
         process.program.starts_with('(');
}

bool is_service(const ProcessStat& process, const ProcessStat& supervisor) {
  return process.parent == 1 && process.terminal == 0 &&
         (process.session == process.pid ||
          process.session == supervisor.session);
}

}  // namespace

std::chrono::milliseconds ServicesProc::since_boot() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

/// Process 1 is always there, so that it is hidden if it is not.
Result<ProcessStat> ServicesProc::supervisor() const {
  const auto text = root_.read_required(supervisor_file);
  if (text)
    return parse_process_stat(*text, supervisor_file);
  const auto mounts = root_.read("/proc/self/mountinfo");
  if (mounts && *mounts && (*mounts)->find("hidepid=") != std::string::npos) {
    return Error(Errc::denied,
                 "/proc is mounted with hidepid; its gid= must be a group of "
                 "our user");
  }
  return text.error();
}

/// A kernel without CONFIG_PROC_CHILDREN does not list them; then every process
/// may be one.
ServicesProc::Pids ServicesProc::children() {
  const auto text = root_.read(children_file);
  lists_children_ = text && *text;
  if (!lists_children_)
    return all_processes(root_);
  Pids pids;
  for (const auto word : words(**text)) {
    if (const auto pid = number<std::uint64_t>(word))
      pids.push_back(*pid);
  }
  std::sort(pids.begin(), pids.end());
  return pids;
}

/// Of those that were not there at the last look. Whoever cannot be told yet is
/// new at the next look, too.
std::vector<ServiceProcess> ServicesProc::newcomers(
    const Pids& pids,
    const ProcessStat& supervisor) {
  std::vector<ServiceProcess> found;
  Pids met;
  for (const auto pid : pids) {
    const bool known = std::binary_search(known_.begin(), known_.end(), pid);
    const auto process = known ? std::nullopt : read_process(root_, pid);
    if (!known && (!process || is_on_its_way(*process, supervisor)))
      continue;
    met.push_back(pid);
    if (known || !is_service(*process, supervisor))
      continue;
    const auto cgroup = text_of_process(root_, pid, "/cgroup");
    const auto group = control_group(cgroup);
    // Programs of somebody who has logged in.
    if (group.starts_with("/user.slice"))
      continue;
    ServiceProcess service{pid, std::string(group),
                           name_of_process(root_, *process)};
    service.key += service.name;
    if (const auto unit = unit_name(group); !unit.empty())
      service.name = unit;
    found.push_back(std::move(service));
  }
  known_ = std::move(met);
  return found;
}

Result<void> ServicesProc::look_now(Look look) {
  auto parent = supervisor();
  if (!parent)
    return parent.error();
  const auto time = now_();
  const bool first = !supervisor_;
  const bool child_ended =
      !first && supervisor_->buried_faults != parent->buried_faults;
  bool restarted = false;
  bool come_up = false;
  if (look == Look::glance && !first && !child_ended) {
    book_.nobody_ended(time);
  } else {
    const auto pids = children();
    const auto services = newcomers(pids, *parent);
    come_up = !services.empty();
    restarted = book_.look(pids, services, time);
  }
  if (first)
    first_look_ = time;
  if (first || child_ended || come_up)
    last_change_ = time;
  rhythm_.take(child_ended, restarted, time);
  supervisor_ = std::move(*parent);
  return {};
}

Result<ServicesState> ServicesProc::tell(std::vector<std::string> programs) {
  if (const auto looked = look_now(Look::whole); !looked)
    return looked.error();
  const auto time = now_();
  ServicesState state;
  state.supervisor = supervisor_->program;
  state.services = book_.services(time);
  state.watched = time - first_look_;
  state.calm = time - last_change_;
  state.missing = std::move(programs);
  if (state.missing.empty())
    return state;
  for (const auto pid : all_processes(root_)) {
    const auto process = read_process(root_, pid);
    if (!process || process->state == 'Z')
      continue;
    const auto name = name_of_process(root_, *process).substr(0, kept_of_name);
    std::erase_if(state.missing, [&name](const std::string& program) {
      return program.compare(0, kept_of_name, name) == 0;
    });
  }
  return state;
}

Task<ServicesState> ServicesProc::look(std::vector<std::string> programs) {
  co_return tell(std::move(programs));
}

void ServicesProc::watch(boost::asio::any_io_executor executor) {
  timer_.emplace(std::move(executor));
  keep_looking();
}

/// Whoever asks is told of errors; they may go away.
void ServicesProc::keep_looking() {
  const bool watchful = rhythm_.watchful(now_());
  (void)look_now(watchful ? Look::whole : Look::glance);
  std::chrono::milliseconds pause = between_glances;
  if (rhythm_.watchful(now_()))
    pause = lists_children_ ? closely : closely_by_all;
  timer_->expires_after(pause);
  timer_->async_wait([this](boost::system::error_code stopped) {
    if (!stopped)
      keep_looking();
  });
}

}  // namespace soundcheck
