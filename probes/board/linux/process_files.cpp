#include "probes/board/linux/process_files.hpp"

#include <algorithm>

#include "probes/board/linux/program_name.hpp"
#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

std::vector<std::uint64_t> all_processes(const BoardRoot& root) {
  std::vector<std::uint64_t> pids;
  if (const auto names = root.list("/proc")) {
    for (const auto& name : *names) {
      if (const auto pid = number<std::uint64_t>(name))
        pids.push_back(*pid);
    }
  }
  std::sort(pids.begin(), pids.end());
  return pids;
}

std::string text_of_process(const BoardRoot& root,
                            std::uint64_t pid,
                            std::string_view file) {
  auto path = "/proc/" + std::to_string(pid);
  auto text = root.read(path.append(file));
  return text && *text ? std::move(**text) : std::string();
}

std::optional<ProcessStat> read_process(const BoardRoot& root,
                                        std::uint64_t pid) {
  auto stat = parse_process_stat(text_of_process(root, pid, "/stat"), "stat");
  return stat ? std::optional(std::move(*stat)) : std::nullopt;
}

/// Command lines of interpreters only: reading one waits for the process's
/// memory, which hangs with threads that wait for a broken disk.
std::string name_of_process(const BoardRoot& root, const ProcessStat& process) {
  if (process.threads > 1 || !is_interpreter(process.program))
    return process.program;
  return program_name(process.program,
                      text_of_process(root, process.pid, "/cmdline"));
}

}  // namespace soundcheck
