#include "probes/board/linux/services_proc.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

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

std::string file_of(int pid, std::string_view name) {
  return "/proc/" + std::to_string(pid) + "/" + std::string(name);
}

std::vector<int> sorted_numbers(const std::vector<std::string_view>& texts) {
  std::vector<int> numbers;
  for (const auto text : texts) {
    if (const auto value = number<int>(text))
      numbers.push_back(*value);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Result<std::vector<int>> all_processes(const BoardRoot& root) {
  const auto names = root.list("/proc");
  if (!names)
    return names.error();
  return sorted_numbers({names->begin(), names->end()});
}

/// Nothing when it has ended meanwhile.
std::optional<ProcessStat> stat_of(const BoardRoot& root, int pid) {
  const auto file = file_of(pid, "stat");
  const auto text = root.read(file);
  if (!text || !*text)
    return std::nullopt;
  const auto stat = parse_process_stat(**text, file);
  return stat ? std::optional(*stat) : std::nullopt;
}

std::string text_of(const BoardRoot& root, const std::string& file) {
  auto text = root.read(file);
  return text && *text ? std::move(**text) : std::string();
}

/// Between fork() and exec() it is called as its parent is; systemd then calls
/// it "(tune)".
bool is_on_its_way(const ProcessStat& process, const ProcessStat& supervisor) {
  return process.program == supervisor.program ||
         process.program.starts_with('(');
}

/// The kernel keeps 15 bytes of a name.
std::string_view as_kernel_has_it(std::string_view name) {
  return name.substr(0, 15);
}

}  // namespace

std::chrono::milliseconds ServicesProc::since_boot() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

/// Process 1 is always there, so that it is hidden if it is not.
Error ServicesProc::hidden_or_not_there() const {
  const auto mounts = root_.read("/proc/self/mountinfo");
  const bool hidden =
      mounts && *mounts && (**mounts).find("hidepid=") != std::string::npos;
  const std::string file(supervisor_file);
  return hidden ? Error(Errc::denied,
                        file +
                            ": /proc is mounted with hidepid, let our user "
                            "see it (gid=)")
                : Error(Errc::unsupported, file + ": not there");
}

Result<ProcessStat> ServicesProc::supervisor() const {
  const auto text = root_.read(supervisor_file);
  if (!text)
    return text.error();
  if (!*text)
    return hidden_or_not_there();
  return parse_process_stat(**text, supervisor_file);
}

/// A kernel without CONFIG_PROC_CHILDREN does not list them; then every process
/// may be one.
Result<std::vector<int>> ServicesProc::children() {
  const auto text = root_.read(children_file);
  if (!text)
    return text.error();
  lists_children_ = text->has_value();
  return lists_children_ ? sorted_numbers(words(**text)) : all_processes(root_);
}

/// Command lines of interpreters only: reading one waits for the process's
/// memory, which hangs with threads that wait for a broken disk.
std::string ServicesProc::name_of(const ProcessStat& process) const {
  if (process.threads > 1 || !is_interpreter(process.program))
    return process.program;
  return program_name(process.program,
                      text_of(root_, file_of(process.pid, "cmdline")));
}

std::optional<ServiceProcess> ServicesProc::service_of(
    const ProcessStat& process,
    const ProcessStat& supervisor) const {
  const bool own_session =
      process.session == process.pid || process.session == supervisor.session;
  if (process.parent != 1 || process.terminal != 0 || !own_session)
    return std::nullopt;
  const auto text = text_of(root_, file_of(process.pid, "cgroup"));
  const auto group = control_group(text);
  // Programs of somebody who has logged in.
  if (group.starts_with("/user.slice"))
    return std::nullopt;
  ServiceProcess service;
  service.pid = process.pid;
  service.name = name_of(process);
  service.key = std::string(group) + ' ' + service.name;
  if (const auto unit = unit_name(group); !unit.empty())
    service.name = unit;
  return service;
}

/// Of those that were not there at the last look. Whoever cannot be told yet is
/// new at the next look, too.
std::vector<ServiceProcess> ServicesProc::newcomers(
    const std::vector<int>& pids,
    const ProcessStat& supervisor) {
  std::vector<ServiceProcess> found;
  std::vector<int> met;
  for (const int pid : pids) {
    if (std::binary_search(known_.begin(), known_.end(), pid)) {
      met.push_back(pid);
      continue;
    }
    const auto process = stat_of(root_, pid);
    if (!process || is_on_its_way(*process, supervisor))
      continue;
    met.push_back(pid);
    if (auto service = service_of(*process, supervisor))
      found.push_back(std::move(*service));
  }
  known_ = std::move(met);
  return found;
}

Result<void> ServicesProc::look_now(Look look) {
  const auto parent = supervisor();
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
    if (!pids)
      return pids.error();
    const auto services = newcomers(*pids, *parent);
    come_up = !services.empty();
    restarted = book_.look(*pids, services, time);
  }
  if (first)
    first_look_ = time;
  if (first || child_ended || come_up)
    last_change_ = time;
  rhythm_.take(child_ended, restarted, time);
  supervisor_ = *parent;
  return {};
}

Task<ServicesState> ServicesProc::look() {
  const auto looked = look_now(Look::whole);
  if (!looked)
    co_return looked.error();
  const auto time = now_();
  ServicesState state;
  state.supervisor = supervisor_->program;
  state.services = book_.services(time);
  state.watched = time - first_look_;
  state.calm = time - last_change_;
  co_return state;
}

Task<std::vector<std::string>> ServicesProc::missing(
    std::vector<std::string> programs) {
  if (const auto visible = supervisor(); !visible)
    co_return visible.error();
  const auto pids = all_processes(root_);
  if (!pids)
    co_return pids.error();
  for (const int pid : *pids) {
    const auto process = stat_of(root_, pid);
    if (!process || process->state == 'Z')
      continue;
    const auto name = name_of(*process);
    std::erase_if(programs, [&](const std::string& program) {
      return as_kernel_has_it(program) == as_kernel_has_it(name);
    });
  }
  co_return programs;
}

Task<void> ServicesProc::watch() {
  boost::asio::steady_timer pause(co_await boost::asio::this_coro::executor);
  for (;;) {
    const bool watchful = rhythm_.watchful(now_());
    const auto looked = look_now(watchful ? Look::whole : Look::glance);
    if (!looked)
      co_return looked.error();
    if (rhythm_.watchful(now_()))
      pause.expires_after(lists_children_ ? closely : closely_by_all);
    else
      pause.expires_after(between_glances);
    const auto [stopped] = co_await pause.async_wait(
        boost::asio::as_tuple(boost::asio::use_awaitable));
    if (stopped)
      co_return Error(Errc::cancelled, "stopped");
  }
}

}  // namespace soundcheck
