#include "agent/assist/audit.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

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
    // The thread shares the file: it may still write when the log has died.
    const auto start = [](auto handler, auto in_turn, auto file, auto line,
                          Moment moment) {
      const auto executor = asio::get_associated_executor(handler);
      asio::post(in_turn, [handler = std::move(handler), file = std::move(file),
                           line = std::move(line), moment,
                           guard = asio::make_work_guard(executor)]() mutable {
        auto result = file->append(line, moment);
        asio::dispatch(guard.get_executor(),
                       [handler = std::move(handler),
                        result = std::move(result)]() mutable {
                         std::move(handler)(std::move(result));
                       });
      });
    };
    auto token = asio::use_awaitable;
    co_return co_await asio::async_initiate<decltype(token),
                                            void(Result<void>)>(
        start, token, in_turn_, file_, std::move(event), now(clock_));
  }

 private:
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
