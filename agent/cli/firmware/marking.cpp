#include "agent/cli/firmware/marking.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probes/board/linux/kernel_command_line.hpp"
#include "probes/board/whole_file.hpp"

namespace soundcheck::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t max_command_line_bytes = 4096;
constexpr std::size_t max_slot_bytes = 32;

fs::path below(const fs::path& root, std::string_view file) {
  return root / fs::path(file).relative_path();
}

bool has(const fs::path& root, std::string_view file) {
  return ::access(below(root, file).c_str(), R_OK) == 0;
}

bool has_program(const fs::path& root,
                 std::string_view path,
                 std::string_view name) {
  while (!path.empty()) {
    const auto folder = path.substr(0, path.find(':'));
    path.remove_prefix(std::min(folder.size() + 1, path.size()));
    const auto program = below(root, folder) / name;
    if (!folder.empty() && ::access(program.c_str(), X_OK) == 0)
      return true;
  }
  return false;
}

/// It becomes part of a variable's name, so nothing else may be in it.
bool is_slot_name(std::string_view slot) {
  return !slot.empty() && slot.size() <= max_slot_bytes &&
         std::all_of(slot.begin(), slot.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
         });
}

Error no_way(const std::string& why) {
  return Error(Errc::unsupported,
               why + "; say with --command what marks the slot good");
}

}  // namespace

Result<std::vector<std::string>> marking_command(const fs::path& root,
                                                 std::string_view path) {
  // In the order in which RAUC looks for it.
  for (const auto* file : {"/etc/rauc/system.conf", "/run/rauc/system.conf",
                           "/usr/lib/rauc/system.conf"}) {
    if (has(root, file) && has_program(root, path, "rauc"))
      return std::vector<std::string>{"rauc", "status", "mark-good"};
  }
  if (!has(root, "/etc/fw_env.config") || !has_program(root, path, "fw_setenv"))
    return no_way("neither RAUC nor an environment of U-Boot is here");
  const auto line =
      read_whole_file(below(root, "/proc/cmdline"), max_command_line_bytes);
  if (!line)
    return line.error();
  const auto slot = slot_of(*line);
  if (!is_slot_name(slot))
    return no_way("the kernel's command line does not tell which slot runs");
  return std::vector<std::string>{"fw_setenv", "BOOT_" + slot + "_LEFT", "3"};
}

Result<void> run_marking(const std::vector<std::string>& command) {
  std::vector<char*> words;
  words.reserve(command.size() + 1);
  for (const auto& word : command)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  // Standard output is for the verdict.
  posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
  pid_t child = 0;
  const int failed =
      ::posix_spawnp(&child, words[0], &files, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failed != 0) {
    return Error(Errc::io,
                 command[0] + ": cannot be started: " + std::strerror(failed));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return {};
  return Error(
      Errc::io,
      typed(command) +
          (WIFEXITED(status)
               ? ": exit status " + std::to_string(WEXITSTATUS(status))
               : ": killed by signal " + std::to_string(WTERMSIG(status))));
}

std::string typed(const std::vector<std::string>& command) {
  std::string text;
  for (const auto& word : command)
    (text += text.empty() ? "" : " ") += word;
  return text;
}

}  // namespace soundcheck::cli
