#include "probes/board/linux/command_run.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

#include "probes/board/linux/file_descriptor.hpp"

namespace soundcheck {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t kept_bytes = 200;
constexpr int pipe_reads = 16;  // a pipe holds 64 KiB
/// Looked at its end so often: not every kernel of a speaker has pidfds.
constexpr int look_ms = 20;

/// The last words of a program, printable.
class Tail {
 public:
  void take(const char* bytes, std::size_t count) {
    text_.append(bytes, count);
    if (text_.size() > kept_bytes)
      text_.erase(0, text_.size() - kept_bytes);
  }
  std::string told() const {
    std::string text;
    for (const char c : text_)
      text += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    while (text.ends_with(' '))
      text.pop_back();
    return text.empty() ? text : ": " + text;
  }

 private:
  std::string text_;
};

/// The daemon ignores and blocks signals that a program wants to have.
int spawn(const std::vector<std::string>& words, int output, pid_t& child) {
  std::vector<char*> pointers;
  for (const auto& word : words)
    pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  std::array<char, 40> path{"PATH=/usr/sbin:/usr/bin:/sbin:/bin"};
  const std::array<char*, 2> environment{path.data(), nullptr};
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, output, 1);
  posix_spawn_file_actions_adddup2(&files, output, 2);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP |
                                            POSIX_SPAWN_SETSIGMASK |
                                            POSIX_SPAWN_SETSIGDEF);
  const int failed = ::posix_spawn(&child, pointers[0], &files, &attributes,
                                   pointers.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return failed;
}

/// What is there now; false at the end of it.
bool drain(int from, Tail& tail) {
  std::array<char, 4096> buffer;
  const auto count = ::read(from, buffer.data(), buffer.size());
  if (count > 0)
    tail.take(buffer.data(), static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

Result<void> judge(int status, const std::string& program, const Tail& tail) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return {};
  const auto how =
      WIFEXITED(status)
          ? " ended with " + std::to_string(WEXITSTATUS(status))
          : " was killed by signal " + std::to_string(WTERMSIG(status));
  return Error(Errc::io, program + how + tail.told());
}

}  // namespace

Result<void> run_command(const std::vector<std::string>& words,
                         std::chrono::seconds patience,
                         const std::stop_token& stop) {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return Error(Errc::io, std::string("no pipe: ") + std::strerror(errno));
  FileDescriptor from(ends[0]);
  pid_t child = 0;
  const int failed = spawn(words, FileDescriptor(ends[1]).get(), child);
  if (failed != 0) {
    return Error(Errc::io,
                 words[0] + " cannot be started: " + std::strerror(failed));
  }
  ::fcntl(from.get(), F_SETFL, O_NONBLOCK);
  const auto deadline = steady_clock::now() + patience;
  Tail tail;
  pollfd output{from.get(), POLLIN, 0};
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    const bool late = steady_clock::now() >= deadline;
    if (late || stop.stop_requested()) {
      ::kill(-child, SIGKILL);
      ::waitpid(child, &status, 0);
      if (!late)
        return Error(Errc::cancelled, words[0] + " was stopped");
      return Error(Errc::timeout, words[0] + " did not end within " +
                                      std::to_string(patience.count()) + " s" +
                                      tail.told());
    }
    if (::poll(&output, 1, look_ms) > 0 && !drain(from.get(), tail))
      output.fd = -1;
  }
  // What it said last may still be in the pipe, which others may hold open.
  for (int i = 0; i<pipe_reads&& ::poll(&output, 1, 0)> 0; ++i)
    (void)drain(from.get(), tail);
  return judge(status, words[0], tail);
}

}  // namespace soundcheck
