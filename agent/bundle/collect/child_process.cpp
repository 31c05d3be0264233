#include "agent/bundle/collect/child_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/bundle/collect/lines.hpp"

namespace soundcheck::bundle {

namespace {

constexpr int no_such_program = 127;

/// Our own limit of memory is not that of programs we start.
void lift_memory_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_DATA, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_DATA, &limit);
  }
}

[[noreturn]] void become(const std::vector<char*>& words, int output) {
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  ::dup2(output, STDOUT_FILENO);
  lift_memory_limit();
  ::execvp(words[0], words.data());
  ::_exit(no_such_program);
}

/// Ends with the object, whatever happens.
class Child {
 public:
  Child(pid_t pid, int output) : pid_(pid), output_(output) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    ::close(output_);
    if (!reaped_) {
      ::kill(pid_, SIGKILL);
      reap();
    }
  }

  int output() const { return output_; }
  int reap() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    reaped_ = true;
    return status;
  }

 private:
  pid_t pid_;
  int output_;
  bool reaped_ = false;
};

int milliseconds_until(Instant deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  return left.count() > 0 ? static_cast<int>(left.count()) : 0;
}

/// True: it has closed its output. False: nobody wants more.
Result<bool> read_lines(const Child& child,
                        Instant deadline,
                        const std::function<bool(std::string_view)>& take) {
  Lines lines(take);
  std::array<char, 4096> bytes{};
  for (;;) {
    pollfd ready{child.output(), POLLIN, 0};
    const int found = ::poll(&ready, 1, milliseconds_until(deadline));
    if (found < 0 && errno == EINTR)
      continue;
    if (found == 0)
      return Error(Errc::timeout, "it takes too long");
    const auto count = ::read(child.output(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return Error(Errc::io, std::strerror(errno));
    if (count == 0)
      return lines.finish();
    if (!lines.feed({bytes.data(), static_cast<std::size_t>(count)}))
      return false;
  }
}

}  // namespace

Result<void> run_program(const std::vector<std::string>& command,
                         Instant deadline,
                         const std::function<bool(std::string_view)>& take) {
  std::vector<char*> words;
  words.reserve(command.size() + 1);
  for (const auto& word : command)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
    return Error(Errc::io, std::strerror(errno));
  const pid_t pid = ::fork();
  if (pid == 0)
    become(words, pipe[1]);
  ::close(pipe[1]);
  if (pid < 0) {
    ::close(pipe[0]);
    return Error(Errc::io, command[0] + ": cannot be started");
  }
  Child child(pid, pipe[0]);
  const auto ended = read_lines(child, deadline, take);
  if (!ended)
    return ended.error().during(command[0]);
  if (!*ended)
    return {};
  const int status = child.reap();
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return {};
  if (WIFEXITED(status) && WEXITSTATUS(status) == no_such_program)
    return Error(Errc::unsupported, command[0] + " is not installed");
  return Error(Errc::io, command[0] + " failed");
}

bool has_program(const std::string& name) {
  const char* variable = std::getenv("PATH");
  std::string_view path = variable == nullptr ? "" : variable;
  while (!path.empty()) {
    const auto folder = path.substr(0, path.find(':'));
    path.remove_prefix(std::min(folder.size() + 1, path.size()));
    if (!folder.empty() &&
        ::access((std::string(folder) + '/' + name).c_str(), X_OK) == 0)
      return true;
  }
  return false;
}

}  // namespace soundcheck::bundle
