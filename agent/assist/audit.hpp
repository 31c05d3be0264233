#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "probes/board/clock.hpp"
#include "probes/board/result.hpp"

namespace soundcheck::assist {

enum class AuditKind {
  session_opened,
  session_closed,
  session_interrupted,  ///< by a restart
  command_accepted,
  command_refused,
  command_finished,
  command_interrupted,
  consent_asked,
  consent_granted,
  consent_denied,
  consent_timed_out,
  consent_revoked,    ///< the owner took it back
  consent_withdrawn,  ///< the command ended before the owner answered
  refusals_counted,   ///< too many to be told one by one
  keys_taken,         ///< a newer key manifest is in force
  keys_refused,
  log_recovered,  ///< a torn end was cut off after a power cut
  log_continued,  ///< the first line after the older lines were put away
  log_put_aside,  ///< the older log was broken
};

std::string_view to_string(AuditKind kind);

/// One line of the log. Empty texts are left out.
struct AuditEvent {
  AuditKind kind = AuditKind::command_refused;
  std::string session;
  std::string command_id;
  std::string verb;
  std::string operator_name;
  std::string reason;  ///< why support asks
  std::string key_id;
  std::string detail;
};

/// Who did what to this speaker from afar, in a form that shows when somebody
/// has edited it: each line carries the SHA-256 of the line before. The owner
/// of the file can of course write a new chain; what was reported from the old
/// one will not fit it then.
class AuditLog {
 public:
  struct Limits {
    /// A larger file becomes "<file>.1", in place of the one before.
    std::uint64_t max_file_bytes = std::uint64_t{512} * 1024;
  };

  /// Continues the chain in `file`. A torn end is cut off, a broken log is put
  /// aside as "<file>.broken"; either is noted in the chain. Blocking work of
  /// append() goes to `storage_thread`; it and `clock` outlive the log. Errors:
  /// io.
  static Result<std::unique_ptr<AuditLog>> open(
      const std::filesystem::path& file,
      Limits limits,
      boost::asio::any_io_executor storage_thread,
      const Clock& clock);
  virtual ~AuditLog() = default;

  /// On disk when it returns, in the order of the calls. Errors: io; the chain
  /// is as it was before then.
  virtual Task<void> append(AuditEvent event) = 0;
  /// At most `limit` lines from number `from` on (0: the last ones), as they
  /// stand on disk; fewer when they are long, at least one. A number above the
  /// last is answered with the last line. Errors: io; parse when the log was
  /// tampered with.
  virtual Task<std::string> read(std::uint64_t from, std::size_t limit) = 0;
};

struct AuditSummary {
  std::uint64_t lines = 0;
  std::uint64_t last_number = 0;
  std::string last_hash;  ///< SHA-256, lower-case hex
};

/// Reads the whole file and the record of its end beside it. Errors: io; parse,
/// as "file:line: what is wrong" for the first broken line.
Result<AuditSummary> verify_audit(const std::filesystem::path& file);

}  // namespace soundcheck::assist
