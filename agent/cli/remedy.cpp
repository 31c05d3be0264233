#include "agent/cli/remedy.hpp"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <ostream>

#include "agent/cli/json.hpp"
#include "agent/cli/json_values.hpp"
#include "agent/cli/print.hpp"
#include "agent/cli/words.hpp"

namespace soundcheck::cli {

namespace json = boost::json;

namespace {

struct Row {
  const char* word;
  const char* en;
  const char* zh;
};

/// By the numbers of the wire.
constexpr std::array<Row, 7> rows = {{
    {"", "can be applied", "可以执行"},
    {"healed", "healed, confirmed by the probe", "已修复，检查已确认"},
    {"unchanged", "done, and nothing has changed", "已执行，情况没有变化"},
    {"worse", "made things worse", "情况变差"},
    {"failed", "not done or not confirmed", "未执行或未能确认"},
    {"not_supported", "not on this speaker", "本机不支持"},
    {"interrupted", "cut off in the middle", "中途被打断"},
}};

const Row& row_of(v1::RemedyOutcome outcome) {
  const auto number = static_cast<std::size_t>(outcome);
  return rows[number < rows.size() ? number : 0];
}

std::string said(const v1::RemedyResult& result, Language language) {
  const auto& row = row_of(result.outcome());
  std::string text = language == Language::zh ? row.zh : row.en;
  if (result.undone())
    text += language == Language::zh ? "，已恢复原状" : ", and was undone";
  if (!result.detail().empty())
    text += std::string(colon(language)) + printable(result.detail());
  return text;
}

json::object object_of(const v1::RemedyResult& result) {
  json::array confirmed;
  for (const auto& one : result.confirmed())
    confirmed.push_back(json::parse(json_of(one)));
  return {{"remedy_id", result.remedy_id()},
          {"fault_id", result.fault_id()},
          {"outcome", text_or_null(row_of(result.outcome()).word)},
          {"automatic", result.automatic()},
          {"undone", result.undone()},
          {"detail", result.detail()},
          {"confirmed", std::move(confirmed)}};
}

json::value texts_of(const diagnosis::Text& text) {
  return json::object{{"en", text.en}, {"zh", text.zh}};
}

}  // namespace

void print_remedies(std::ostream& out,
                    const v1::HealthReport& report,
                    const diagnosis::Knowledge* knowledge,
                    Language language) {
  for (const auto& result : report.remedies()) {
    const auto* remedy =
        knowledge ? knowledge->remedy(result.remedy_id()) : nullptr;
    out << result.remedy_id();
    if (remedy) {
      out << "  (" << remedy->consent_class << ")  "
          << pick(remedy->title, language);
    }
    out << "\n    " << said(result, language) << '\n';
  }
}

void print_remedy(std::ostream& out,
                  const v1::RemedyResult& result,
                  Language language) {
  out << result.remedy_id() << colon(language) << said(result, language)
      << '\n';
}

std::string json_of_remedies(const v1::HealthReport& report,
                             const diagnosis::Knowledge* knowledge) {
  json::array remedies;
  for (const auto& result : report.remedies()) {
    auto object = object_of(result);
    const auto* remedy =
        knowledge ? knowledge->remedy(result.remedy_id()) : nullptr;
    if (remedy) {
      object["action"] = remedy->action;
      object["consent_class"] = remedy->consent_class;
      object["confirming_probe"] = remedy->confirming_probe;
      object["reversible"] = remedy->reversible;
      object["title"] = texts_of(remedy->title);
      object["owner"] = texts_of(remedy->owner);
    }
    remedies.push_back(std::move(object));
  }
  return json::serialize(json::object{{"remedies", std::move(remedies)}});
}

std::string json_of(const v1::RemedyResult& result) {
  return json::serialize(json::object{{"remedy", object_of(result)}});
}

Exit exit_of(const v1::RemedyResult& result) {
  const auto& confirmed = result.confirmed();
  const bool passes =
      !confirmed.empty() && confirmed.rbegin()->outcome() == v1::OUTCOME_PASSED;
  switch (result.outcome()) {
    case v1::REMEDY_OUTCOME_HEALED:
      return Exit::good;
    case v1::REMEDY_OUTCOME_UNCHANGED:
      return passes ? Exit::good : Exit::bad;
    case v1::REMEDY_OUTCOME_WORSE:
      return Exit::bad;
    default:
      return Exit::could_not_tell;
  }
}

}  // namespace soundcheck::cli
