#include "agent/bundle/launch.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/bundle/program_files.hpp"
#include "agent/local/frame.hpp"

namespace soundcheck::bundle {

namespace asio = boost::asio;

namespace {

constexpr std::size_t max_news_bytes = std::size_t{64} * 1024;

/// Ends with the coroutine, whatever ends that.
class Program {
 public:
  Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() {
    if (pid_ <= 0)
      return;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  /// Starts it with these ends of two pipes. False: it cannot be.
  bool start(const std::string& file,
             const std::string& config,
             const std::string& command_id,
             int input,
             int output) {
    const char* words[] = {file.c_str(), "send",         command_id.c_str(),
                           "--config",   config.c_str(), nullptr};
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    const int failed = ::posix_spawn(&pid_, file.c_str(), &files, nullptr,
                                     const_cast<char**>(words), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0)
      pid_ = 0;
    return failed == 0;
  }

 private:
  pid_t pid_ = 0;
};

v1::Reply reply_of(v1::ReplyState state, std::string_view detail) {
  v1::Reply reply;
  reply.set_state(state);
  reply.set_detail(std::string(detail));
  return reply;
}

/// Starts the program and hands the order over. Returns where its news come
/// from, or -1.
int launch(Program& program,
           const std::string& file,
           const std::string& config,
           const v1::Command& command) {
  std::array<int, 2> order{}, news{};
  if (::pipe2(order.data(), O_CLOEXEC) != 0)
    return -1;
  if (::pipe2(news.data(), O_CLOEXEC) != 0) {
    ::close(order[0]);
    ::close(order[1]);
    return -1;
  }
  const auto bytes = command.collect_bundle().SerializeAsString();
  const bool started =
      program.start(file, config, command.id(), order[0], news[1]) &&
      ::write(order[1], bytes.data(), bytes.size()) ==
          static_cast<ssize_t>(bytes.size());
  ::close(order[0]);
  ::close(order[1]);
  ::close(news[1]);
  if (started)
    return news[0];
  ::close(news[0]);
  return -1;
}

/// True when it is the last one.
bool take_news(const v1::Reply& news, const Watch& watch) {
  if (news.state() != v1::REPLY_STATE_RUNNING)
    return true;
  Step step;
  step.count = 1;
  step.fraction = news.progress().fraction();
  step.text = news.progress().step();
  watch(step);
  return false;
}

}  // namespace

asio::awaitable<v1::Reply> run_bundle_program(std::string config_file,
                                              v1::Command command,
                                              Watch watch) {
  const auto file = program_file("soundcheck-bundle");
  if (file.empty()) {
    auto reply = reply_of(v1::REPLY_STATE_REFUSED,
                          "soundcheck-bundle is not installed here");
    reply.set_refusal(v1::REFUSAL_UNSUPPORTED);
    co_return reply;
  }
  Program program;
  const int output = launch(program, file, config_file, command);
  if (output < 0)
    co_return reply_of(v1::REPLY_STATE_FAILED,
                       "soundcheck-bundle cannot be started");
  asio::posix::stream_descriptor news(co_await asio::this_coro::executor,
                                      output);
  // A stop between two reads must not become an exception.
  co_await asio::this_coro::throw_if_cancelled(false);
  local::FrameParser parser(max_news_bytes);
  std::array<char, 512> bytes{};
  for (;;) {
    const auto stop = co_await asio::this_coro::cancellation_state;
    if (stop.cancelled() != asio::cancellation_type::none)
      co_return reply_of(v1::REPLY_STATE_CANCELLED, "");
    const auto [failed, count] = co_await news.async_read_some(
        asio::buffer(bytes), asio::as_tuple(asio::use_awaitable));
    if (failed == asio::error::operation_aborted)
      continue;
    if (failed)
      co_return reply_of(v1::REPLY_STATE_FAILED,
                         "soundcheck-bundle ended without an answer");
    parser.feed({bytes.data(), count});
    for (;;) {
      const auto frame = parser.next();
      v1::Reply reply;
      if (!frame || (*frame && !reply.ParseFromString(**frame)))
        co_return reply_of(v1::REPLY_STATE_FAILED,
                           "soundcheck-bundle says what cannot be read");
      if (!*frame)
        break;
      if (take_news(reply, watch))
        co_return reply;
    }
  }
}

}  // namespace soundcheck::bundle
