#include "agent/assist/audit.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>

#include "agent/assist/audit_file.hpp"

namespace soundcheck::assist {

namespace asio = boost::asio;

namespace {

Moment now(const Clock& clock) {
  return {clock.wall(), clock.trusted(), clock.monotonic()};
}

class FileAuditLog final : public AuditLog {
 public:
  FileAuditLog(std::shared_ptr<AuditFile> file,
               asio::any_io_executor storage_thread,
               const Clock& clock)
      : file_(std::move(file)),
        in_turn_(asio::make_strand(storage_thread)),
        clock_(clock) {}

  Task<void> append(AuditEvent event) override {
    const Work work = [file = file_, line = std::move(event),
                       moment = now(clock_)]() -> Result<std::string> {
      if (auto done = file->append(line, moment); !done)
        return done.error();
      return std::string();
    };
    const auto done = co_await in_turn(work);
    if (!done)
      co_return done.error();
    co_return Result<void>();
  }

  Task<std::string> read(std::uint64_t from, std::size_t limit) override {
    return in_turn(
        [file = file_, from, limit] { return file->read(from, limit); });
  }

 private:
  /// The thread shares the file: it may still work when the log has died.
  using Work = std::function<Result<std::string>()>;

  Task<std::string> in_turn(Work work) {
    const auto start = [](auto handler, auto strand, Work job) {
      const auto executor = asio::get_associated_executor(handler);
      asio::post(strand, [handler = std::move(handler), job = std::move(job),
                          guard = asio::make_work_guard(executor)]() mutable {
        auto result = job();
        asio::dispatch(guard.get_executor(),
                       [handler = std::move(handler),
                        result = std::move(result)]() mutable {
                         std::move(handler)(std::move(result));
                       });
      });
    };
    auto token = asio::use_awaitable;
    co_return co_await asio::async_initiate<decltype(token),
                                            void(Result<std::string>)>(
        start, token, in_turn_, std::move(work));
  }

  std::shared_ptr<AuditFile> file_;
  asio::strand<asio::any_io_executor> in_turn_;
  const Clock& clock_;
};

}  // namespace

Result<std::unique_ptr<AuditLog>> AuditLog::open(
    const std::filesystem::path& file,
    Limits limits,
    asio::any_io_executor storage_thread,
    const Clock& clock) {
  auto opened = AuditFile::open(file, limits, now(clock));
  if (!opened)
    return opened.error();
  return std::make_unique<FileAuditLog>(std::move(*opened),
                                        std::move(storage_thread), clock);
}

}  // namespace soundcheck::assist
