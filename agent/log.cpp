#include "agent/log.hpp"

#include <cstdlib>
#include <memory>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace soundcheck::log {

namespace {

/// sd-daemon(3): "<3>" for an error up to "<7>" for debugging.
class Priority final : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message,
              const std::tm&,
              spdlog::memory_buf_t& out) override {
    char digit = '6';
    if (message.level >= spdlog::level::err)
      digit = '3';
    else if (message.level == spdlog::level::warn)
      digit = '4';
    else if (message.level <= spdlog::level::debug)
      digit = '7';
    out.push_back('<');
    out.push_back(digit);
    out.push_back('>');
  }
  std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<Priority>();
  }
};

}  // namespace

void start(bool verbose) {
  auto logger = std::make_shared<spdlog::logger>(
      "soundcheckd", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<Priority>('*');
  const bool journal = std::getenv("JOURNAL_STREAM") != nullptr;
  formatter->set_pattern(journal ? "%*%v" : "%Y-%m-%d %H:%M:%S.%e %l: %v");
  logger->set_formatter(std::move(formatter));
  logger->set_level(verbose ? spdlog::level::debug : spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void debug(std::string_view what) {
  spdlog::default_logger_raw()->log(spdlog::level::debug, what);
}

void info(std::string_view what) {
  spdlog::default_logger_raw()->log(spdlog::level::info, what);
}

void warning(std::string_view what) {
  spdlog::default_logger_raw()->log(spdlog::level::warn, what);
}

void error(std::string_view what) {
  spdlog::default_logger_raw()->log(spdlog::level::err, what);
}

}  // namespace soundcheck::log
