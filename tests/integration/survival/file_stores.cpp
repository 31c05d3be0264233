#include <boost/asio/thread_pool.hpp>
#include <fstream>

#include "agent/assist/audit.hpp"
#include "agent/firmware/counter_file.hpp"
#include "tests/integration/survival/stores.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/run.hpp"

// The stores that are files of their own.

namespace soundcheck::survival {

namespace fs = std::filesystem;

namespace {

/// Three lines or four, so that older lines are put away now and then.
constexpr assist::AuditLog::Limits few_lines{.max_file_bytes = 600};

class Audit {
 public:
  explicit Audit(const fs::path& folder)
      : log_(assist::AuditLog::open(folder / "audit.log",
                                    few_lines,
                                    thread_.get_executor(),
                                    clock_)
                 .value()) {}

  void append(const std::string& command_id) {
    assist::AuditEvent event;
    event.kind = assist::AuditKind::command_accepted;
    event.command_id = command_id;
    test::run(log_->append(event)).value();
  }

 private:
  test::ManualClock clock_;
  boost::asio::thread_pool thread_{1};
  std::unique_ptr<assist::AuditLog> log_;
};

/// Twice opened, as by a restart.
void work_audit(const fs::path& folder) {
  for (int number = 1; number <= 8;) {
    Audit audit(folder);
    for (const int end = number + 4; number < end; ++number) {
      audit.append("c" + std::to_string(number));
      say("line c" + std::to_string(number));
    }
  }
}

/// The lines as they stand, so that somebody else may verify them, too.
void look_at_audit(const fs::path& folder) {
  Audit(folder).append("look");
  const auto file = folder / "audit.log";
  const auto summary = assist::verify_audit(file);
  say(summary ? "verified" : "broken " + summary.error().what);
  for (const auto* name : {"audit.log.1", "audit.log"}) {
    std::ifstream in(folder / name);
    for (std::string line; std::getline(in, line);)
      say("json " + line);
  }
}

void work_counter(const fs::path& folder) {
  const CounterFile file(folder);
  for (const std::uint64_t counter : {7u, 8u, 12u}) {
    file.write(counter).value();
    say("counter " + std::to_string(counter));
  }
}

/// What a killed writer left behind is gone after the next write.
void look_at_counter(const fs::path& folder) {
  const CounterFile file(folder);
  say("counter " + std::to_string(file.read().value()));
  file.write(13).value();
  for (const auto& entry : fs::directory_iterator(folder))
    say("file " + entry.path().filename().string());
}

}  // namespace

const Store audit{"audit", work_audit, look_at_audit};
const Store counter{"counter", work_counter, look_at_counter};

}  // namespace soundcheck::survival
