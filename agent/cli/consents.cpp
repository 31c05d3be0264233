#include "agent/cli/consents.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <ctime>
#include <ostream>

#include "agent/cli/print.hpp"

namespace soundcheck::cli {

namespace json = boost::json;

namespace {

struct Row {
  std::string_view event, en, zh;
};

constexpr std::array rows = {
    Row{"consent_asked", "asked", "询问"},
    Row{"consent_granted", "allowed", "已允许"},
    Row{"consent_denied", "refused", "已拒绝"},
    Row{"consent_timed_out", "not answered", "未答复"},
    Row{"consent_withdrawn", "asked no more", "已撤回询问"},
    Row{"consent_revoked", "taken back", "已收回同意"}};

std::string_view word_of(const std::string& event, Language language) {
  for (const auto& row : rows) {
    if (row.event == event)
      return language == Language::zh ? row.zh : row.en;
  }
  return event;
}

std::string text_in(const json::object& line, std::string_view key) {
  const auto* value = line.if_contains(key);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string(*text) : std::string();
}

std::int64_t number_in(const json::object& line, std::string_view key) {
  const auto* value = line.if_contains(key);
  const auto* number = value ? value->if_int64() : nullptr;
  return number ? *number : 0;
}

std::string local_time(std::int64_t at_ms) {
  const auto time = static_cast<std::time_t>(at_ms / 1000);
  std::tm parts{};
  std::array<char, 32> text{};
  ::localtime_r(&time, &parts);
  (void)std::strftime(text.data(), text.size(), "%F %H:%M:%S", &parts);
  return text.data();
}

}  // namespace

ConsentPiece consents_in(std::string_view lines) {
  ConsentPiece piece;
  while (!lines.empty()) {
    const auto text = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), text.size() + 1));
    json::error_code failed;
    const auto value = json::parse(json::string_view(text), failed);
    const auto* line = failed ? nullptr : value.if_object();
    if (!line)
      continue;
    piece.last = static_cast<std::uint64_t>(number_in(*line, "n"));
    auto event = text_in(*line, "event");
    if (!event.starts_with("consent_"))
      continue;
    piece.records.push_back(
        {number_in(*line, "wall_ms"), std::move(event), text_in(*line, "verb"),
         text_in(*line, "detail"), text_in(*line, "command"),
         text_in(*line, "operator"), text_in(*line, "reason")});
  }
  return piece;
}

void print_consent_history(std::ostream& out,
                           const std::vector<ConsentRecord>& records,
                           Language language) {
  for (const auto& record : records) {
    out << local_time(record.at_ms) << "  " << word_of(record.event, language)
        << "  " << printable(record.detail);
    if (!record.verb.empty())
      out << "  " << printable(record.verb);
    if (!record.operator_name.empty())
      out << "  " << printable(record.operator_name);
    if (!record.reason.empty())
      out << ": " << printable(record.reason);
    out << '\n';
  }
}

std::string json_of(const std::vector<ConsentRecord>& records) {
  json::array events;
  for (const auto& record : records) {
    events.push_back(json::object{{"at_ms", record.at_ms},
                                  {"event", record.event},
                                  {"verb", record.verb},
                                  {"detail", record.detail},
                                  {"command_id", record.command_id},
                                  {"operator", record.operator_name},
                                  {"reason", record.reason}});
  }
  return json::serialize(json::object{{"events", std::move(events)}});
}

}  // namespace soundcheck::cli
