#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "agent/assist/audit_chain.hpp"
#include "agent/assist/descriptor.hpp"
#include "probes/board/result.hpp"

namespace soundcheck::assist {

/// The audit log on disk. Blocks; one thread at a time. Beside the log stands
/// "<file>.end", the record of its last line, so that lines which vanish from
/// the end are missed.
class AuditFile {
 public:
  /// See AuditLog::open(). Notes what it had to repair.
  static Result<std::unique_ptr<AuditFile>> open(std::filesystem::path file,
                                                 AuditLog::Limits limits,
                                                 const Moment& moment);

  /// See AuditLog::read().
  Result<std::string> read(std::uint64_t from, std::size_t limit) const;
  Result<void> append(const AuditEvent& event, const Moment& moment);

 private:
  AuditFile(std::filesystem::path file, AuditLog::Limits limits)
      : file_(std::move(file)), limits_(limits) {}
  Result<void> recover(const Moment& moment);
  Result<void> start_afresh(std::string_view problem, const Moment& moment);
  Result<void> cut(const Scan& scan,
                   std::size_t torn_bytes,
                   const Moment& moment);
  Result<void> continue_after(const Link& last, const Moment& moment);
  Result<void> put_older_lines_away(const Moment& moment);
  Result<void> open_for_append();
  Result<void> write_line(const AuditEvent& event, const Moment& moment);

  std::filesystem::path file_;
  AuditLog::Limits limits_;
  Descriptor log_;
  Descriptor record_;
  Link last_;
  std::uint64_t bytes_ = 0;
};

}  // namespace soundcheck::assist
