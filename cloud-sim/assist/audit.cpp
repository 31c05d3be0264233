#include "cloud-sim/assist/audit.hpp"

#include <limits>

namespace soundcheck::cloud {
namespace {

Error other_than_seen(const std::string& what) {
  return {Errc::invalid, "audit_broken", what};
}

/// Lines that are kept are never sent differently, and never gone.
Result<void> check_against_kept(Sqlite& db,
                                const std::string& device,
                                std::uint64_t from,
                                const std::vector<AuditLine>& lines) {
  const auto last = last_audit_line(db, device);
  const auto asked = static_cast<std::int64_t>(from);
  // Behind its end a device says its last line once more.
  if (asked > 0 && asked <= last + 1 && lines.front().n < asked) {
    return other_than_seen("the device's log ends at line " +
                           std::to_string(lines.back().n) + ", but line " +
                           std::to_string(last) + " was seen before");
  }
  for (const auto& line : lines) {
    const auto kept = find_audit_line(db, device, line.n);
    if (kept && kept->text != line.text)
      return other_than_seen("line " + std::to_string(line.n) +
                             " of the device's log is not the one that was "
                             "seen before");
  }
  return {};
}

Result<std::vector<AuditLine>> judge(Sqlite& db,
                                     const std::string& device,
                                     std::uint64_t from,
                                     const std::string& piece) {
  auto lines = lines_of(piece);
  if (!lines || lines->empty())
    return lines;
  const auto before = find_audit_line(db, device, lines->front().n - 1);
  if (const auto sound = check_chain(before, *lines); !sound)
    return sound.error();
  if (const auto next = find_audit_line(db, device, lines->back().n + 1)) {
    if (const auto sound = check_chain(lines->back(), {*next}); !sound)
      return sound.error();
  }
  if (const auto sound = check_against_kept(db, device, from, *lines); !sound)
    return sound.error();
  return lines;
}

}  // namespace

void take_audit(Work& work,
                const std::string& device,
                std::uint64_t from,
                const std::string& piece) {
  const auto lines = judge(work.db, device, from, piece);
  if (lines) {
    for (const auto& line : *lines)
      put_audit_line(work.db, device, line);
    return;
  }
  put_audit_problem(work.db, device, {lines.error().what, work.now_ms});
}

namespace {

/// Lines that were never asked for are no fault of the device.
Result<void> check_kept(const std::vector<AuditLine>& all, AuditView& view) {
  std::optional<AuditLine> before;
  for (const auto& line : all) {
    if (before && line.n > before->n + 1) {
      view.unread.push_back({before->n + 1, line.n - 1});
      before.reset();
    }
    if (const auto sound = check_chain(before, {line}); !sound) {
      view.broken_at = line.n;
      return sound;
    }
    before = line;
  }
  return {};
}

}  // namespace

AuditView view_audit(Sqlite& db,
                     const std::string& device,
                     std::int64_t from,
                     std::int64_t limit) {
  AuditView view;
  const auto all =
      list_audit_lines(db, device, 1, std::numeric_limits<std::int64_t>::max());
  view.problem = find_audit_problem(db, device);
  if (all.empty())
    return view;
  view.first = all.front().n;
  view.last = all.back().n;
  const auto sound = check_kept(all, view);
  if (!sound && !view.problem)
    view.problem = AuditProblem{sound.error().what, 0};
  view.lines = list_audit_lines(db, device, from, limit);
  return view;
}

}  // namespace soundcheck::cloud
