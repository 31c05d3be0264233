#include "cloud-sim/broker/child.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace soundcheck::cloud {
namespace {

// Only calls that are allowed between fork and exec.
[[noreturn]] void become(std::vector<char*>& argv, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent)
    ::_exit(127);  // the parent died before the line above
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // Our sockets are not its business; a port must be free when we are gone.
  ::close_range(3, ~0U, 0);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

std::string told(int status) {
  if (WIFSIGNALED(status))
    return "signal " + std::to_string(WTERMSIG(status));
  return "exit status " + std::to_string(WEXITSTATUS(status));
}

Error failed(const std::string& doing) {
  return {Errc::internal, "process", doing + ": " + std::strerror(errno)};
}

}  // namespace

Result<std::unique_ptr<Child>> Child::start(
    boost::asio::any_io_executor executor,
    std::vector<std::string> arguments) {
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (auto& argument : arguments)
    argv.push_back(argument.data());
  argv.push_back(nullptr);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0)
    return failed("starting " + arguments[0]);
  if (pid == 0)
    become(argv, parent);
  // By number: <sys/pidfd.h> of glibc 2.36 cannot be used from C++.
  const int pid_fd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  if (pid_fd < 0) {
    const auto error = failed("watching " + arguments[0]);
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    return error;
  }
  return std::unique_ptr<Child>(new Child(std::move(executor), pid, pid_fd));
}

Child::Child(boost::asio::any_io_executor executor, int pid, int pid_fd)
    : pid_(pid), watch_(executor, pid_fd) {}

Child::~Child() {
  if (reaped_)
    return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

boost::asio::awaitable<std::string> Child::ended() {
  int status = 0;
  // A pidfd becomes readable when its process ends.
  while (!reaped_) {
    co_await watch_.async_wait(
        boost::asio::posix::stream_descriptor::wait_read,
        boost::asio::as_tuple(boost::asio::use_awaitable));
    if (::waitpid(pid_, &status, WNOHANG) == pid_)
      reaped_ = true;
    else if ((co_await boost::asio::this_coro::cancellation_state)
                 .cancelled() != boost::asio::cancellation_type::none)
      co_return "not awaited";
  }
  co_return told(status);
}

void Child::signal(int number) {
  if (!reaped_)
    ::kill(pid_, number);
}

}  // namespace soundcheck::cloud
