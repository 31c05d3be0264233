#include "agent/assist/audit_chain.hpp"

#include <array>
#include <charconv>
#include <openssl/evp.h>
#include <utility>

#include "agent/wire_text.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::size_t hash_digits = 64;
constexpr std::size_t max_text_bytes = 512;
constexpr std::size_t max_piece_bytes = std::size_t{48} * 1024;
/// The number and the hash of a record, without its check.
constexpr std::size_t record_bytes = 20 + 1 + hash_digits;
constexpr std::size_t check_digits = 16;
constexpr std::string_view before_number = "{\"n\":";
constexpr std::string_view before_hash = ",\"prev\":\"";
constexpr std::string_view before_event = "\",\"event\":\"";

constexpr std::array<std::pair<AuditKind, std::string_view>, 19> kind_names{
    {{AuditKind::session_opened, "session_opened"},
     {AuditKind::session_closed, "session_closed"},
     {AuditKind::session_interrupted, "session_interrupted"},
     {AuditKind::command_accepted, "command_accepted"},
     {AuditKind::command_refused, "command_refused"},
     {AuditKind::command_finished, "command_finished"},
     {AuditKind::command_interrupted, "command_interrupted"},
     {AuditKind::consent_asked, "consent_asked"},
     {AuditKind::consent_granted, "consent_granted"},
     {AuditKind::consent_denied, "consent_denied"},
     {AuditKind::consent_timed_out, "consent_timed_out"},
     {AuditKind::consent_revoked, "consent_revoked"},
     {AuditKind::consent_withdrawn, "consent_withdrawn"},
     {AuditKind::refusals_counted, "refusals_counted"},
     {AuditKind::keys_taken, "keys_taken"},
     {AuditKind::keys_refused, "keys_refused"},
     {AuditKind::log_recovered, "log_recovered"},
     {AuditKind::log_continued, "log_continued"},
     {AuditKind::log_put_aside, "log_put_aside"}}};

void append_escaped(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      (out += '\\') += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      ((out += "\\u00") += digits[byte >> 4]) += digits[byte & 15];
    } else {
      out += c;
    }
  }
}

void append_text(std::string& out,
                 std::string_view key,
                 std::string_view text) {
  if (text.empty())
    return;
  ((out += ",\"") += key) += "\":\"";
  append_escaped(out, wire_text(text, max_text_bytes));
  out += '"';
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix))
    return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool take_number(std::string_view& text, std::uint64_t& number) {
  const auto [end, failed] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc())
    return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take_hash(std::string_view& text, std::string& hash) {
  if (text.size() < hash_digits)
    return false;
  hash = text.substr(0, hash_digits);
  text.remove_prefix(hash_digits);
  return hash.find_first_not_of("0123456789abcdef") == hash.npos;
}

/// The head of a line: its number, and the hash of the line before it.
struct Head {
  std::uint64_t number = 0;
  std::string previous_hash;
  bool continues = false;
};

std::optional<Head> read_head(std::string_view line) {
  Head head;
  if (!take(line, before_number) || !take_number(line, head.number) ||
      !take(line, before_hash) || !take_hash(line, head.previous_hash) ||
      !take(line, before_event) || !line.ends_with('}'))
    return std::nullopt;
  head.continues = line.starts_with(to_string(AuditKind::log_continued));
  return head;
}

/// What follows `offset` up to the line feed; nothing when there is none.
std::optional<std::string_view> line_at(std::string_view text,
                                        std::size_t offset) {
  const auto end = text.find('\n', offset);
  if (end == text.npos)
    return std::nullopt;
  return text.substr(offset, end - offset);
}

/// Half of a new record over an old one is neither of them.
std::string check_of(std::string_view record) {
  return link_of(0, record).hash.substr(0, check_digits);
}

/// One walk along the chain.
class Walk {
 public:
  Walk(std::string_view text, const std::optional<Link>& recorded)
      : text_(text), recorded_(recorded) {}

  Scan run() {
    while (scan_.broken_line == 0 && scan_.sound_bytes < text_.size())
      step();
    if (scan_.broken_line == 0 && recorded_ &&
        recorded_->number > scan_.last.number) {
      fail(scan_.lines + 1, "lines up to number " +
                                std::to_string(recorded_->number) +
                                " are missing");
    }
    return std::move(scan_);
  }

 private:
  void step() {
    const auto number_in_file = scan_.lines + 1;
    const auto line = line_at(text_, scan_.sound_bytes);
    if (!line)
      return fail(number_in_file, "is torn: it has no end");
    const auto head = read_head(*line);
    if (!head)
      return fail(number_in_file, "is not a line of an audit log");
    if (scan_.lines == 0 && head->number > 1 && head->continues)
      scan_.last = {head->number - 1, head->previous_hash};
    if (head->number != scan_.last.number + 1) {
      return fail(number_in_file, "has number " + std::to_string(head->number) +
                                      ", due is " +
                                      std::to_string(scan_.last.number + 1));
    }
    auto link = link_of(head->number, *line);
    if (head->previous_hash != scan_.last.hash)
      return blame(link, *line);
    if (recorded_ && recorded_->number == link.number && *recorded_ != link)
      return fail(number_in_file, "was altered");
    scan_.last = std::move(link);
    ++scan_.lines;
    previous_bytes_ = scan_.sound_bytes;
    scan_.sound_bytes += line->size() + 1;
  }

  /// Two neighbours do not fit. The later one is right when what follows it
  /// does; then the earlier one was altered.
  void blame(const Link& link, std::string_view line) {
    const auto next = line_at(text_, scan_.sound_bytes + line.size() + 1);
    const auto next_head = next ? read_head(*next) : std::nullopt;
    const bool later_is_right =
        next_head ? next_head->previous_hash == link.hash : recorded_ == link;
    if (!later_is_right || scan_.lines == 0)
      return fail(scan_.lines + 1, "was altered");
    const auto altered = scan_.lines;
    scan_.sound_bytes = previous_bytes_;
    fail(altered, "was altered");
  }

  void fail(std::size_t line, std::string problem) {
    scan_.broken_line = line;
    scan_.problem = std::move(problem);
  }

  std::string_view text_;
  const std::optional<Link>& recorded_;
  std::size_t previous_bytes_ = 0;
  Scan scan_;
};

}  // namespace

std::string_view to_string(AuditKind kind) {
  for (const auto& [value, name] : kind_names) {
    if (value == kind)
      return name;
  }
  return "";
}

std::string chain_line(const Link& last,
                       const AuditEvent& event,
                       const Moment& moment) {
  std::string line(before_number);
  ((line += std::to_string(last.number + 1)) += before_hash) += last.hash;
  ((line += before_event) += to_string(event.kind)) += '"';
  (line += ",\"wall_ms\":") += std::to_string(moment.wall.count());
  (line += ",\"clock_trusted\":") += moment.trusted ? "true" : "false";
  (line += ",\"monotonic_ms\":") += std::to_string(moment.monotonic.count());
  append_text(line, "session", event.session);
  append_text(line, "command", event.command_id);
  append_text(line, "verb", event.verb);
  append_text(line, "operator", event.operator_name);
  append_text(line, "reason", event.reason);
  append_text(line, "key", event.key_id);
  append_text(line, "detail", event.detail);
  line += '}';
  return line;
}

Link link_of(std::uint64_t number, std::string_view line) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int size = 0;
  EVP_Digest(line.data(), line.size(), hash.data(), &size, EVP_sha256(),
             nullptr);
  Link link{number, ""};
  for (unsigned int i = 0; i < size; ++i)
    (link.hash += digits[hash[i] >> 4]) += digits[hash[i] & 15];
  return link;
}

Scan scan_chain(std::string_view text, const std::optional<Link>& recorded) {
  return Walk(text, recorded).run();
}

std::string lines_of(std::string_view text,
                     std::uint64_t skipped,
                     std::size_t limit) {
  std::size_t begin = 0;
  std::size_t end = 0;
  for (; limit > 0; skipped > 0 ? --skipped : --limit) {
    const auto line = line_at(text, end);
    if (!line || (end > begin && end + line->size() - begin > max_piece_bytes))
      break;
    end += line->size() + 1;
    if (skipped > 0)
      begin = end;
  }
  return std::string(text.substr(begin, end - begin));
}

std::string to_record(const Link& link) {
  const auto number = std::to_string(link.number);
  auto record = std::string(20 - number.size(), '0') + number + ' ' + link.hash;
  return record + ' ' + check_of(record) + '\n';
}

std::optional<Link> from_record(std::string_view text) {
  const auto whole = text.substr(0, record_bytes);
  Link link;
  if (!take_number(text, link.number) || !take(text, " ") ||
      !take_hash(text, link.hash))
    return std::nullopt;
  // Agents before wrote no check.
  if (text == "\n")
    return link;
  if (!take(text, " ") || !take(text, check_of(whole)) || text != "\n")
    return std::nullopt;
  return link;
}

}  // namespace soundcheck::assist
