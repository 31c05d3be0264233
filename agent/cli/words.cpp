#include "agent/cli/words.hpp"

#include <array>

namespace soundcheck::cli {

namespace {

struct Row {
  Word word;
  std::string_view en, zh;
};

constexpr std::array<Row, 25> rows = {{
    {Word::passed, "passed", "通过"},
    {Word::failed, "failed", "未通过"},
    {Word::inconclusive, "could not tell", "无法判断"},
    {Word::not_supported, "not on this speaker", "本机不支持"},
    {Word::cancelled, "stopped", "已停止"},
    {Word::no_fault, "No fault found.", "没有发现故障。"},
    {Word::unknown_fault,
     "Something is wrong, but it fits no known fault. Contact support.",
     "存在异常，但不符合任何已知故障。请联系客服。"},
    {Word::incomplete,
     "Too little could be measured to tell. See what was not measured.",
     "能测到的内容太少，无法判断。请查看未测量的项目。"},
    {Word::what_helps, "What helps", "解决办法"},
    {Word::speaks_for, "Speaks for it", "支持的证据"},
    {Word::speaks_against, "Speaks against it, or rules out others",
     "反对的证据或已排除的原因"},
    {Word::not_measured, "Not measured", "未测量"},
    {Word::perhaps, "Less likely", "可能性较小"},
    {Word::would_change, "Would tell most", "最有助于判断的检查"},
    {Word::no_texts,
     "(The knowledge base of the daemon is not the one read here; only ids "
     "are shown. Name the right one with --knowledge.)",
     "（此处读取的知识库与守护进程的不一致，仅显示编号。请用 --knowledge "
     "指定正确的知识库。）"},
    {Word::yes, "yes", "是"},
    {Word::no, "no", "否"},
    {Word::nothing_waits, "Nothing waits for your consent.",
     "没有等待您同意的操作。"},
    {Word::allowed, "Allowed.", "已允许。"},
    {Word::denied, "Refused.", "已拒绝。"},
    {Word::session_ended, "The remote session has ended.", "远程会话已结束。"},
    {Word::taken_back, "Taken back.", "已收回。"},
    {Word::allowed_for_session, "Allowed until the session ends",
     "本次会话内允许"},
    {Word::never_asked, "Never asked for", "不再询问"},
    {Word::nothing_asked, "Nothing was asked yet.", "尚无询问记录。"},
}};

template <std::size_t size>
std::string at(const std::array<const char*, size>& words, int number) {
  if (number < 0 || static_cast<std::size_t>(number) >= size)
    return "";
  return words[static_cast<std::size_t>(number)];
}

}  // namespace

std::string_view word(Word word, Language language) {
  for (const auto& row : rows) {
    if (row.word == word)
      return language == Language::zh ? row.zh : row.en;
  }
  return "";
}

std::string_view outcome_word(v1::Outcome outcome, Language language) {
  switch (outcome) {
    case v1::OUTCOME_PASSED:
      return word(Word::passed, language);
    case v1::OUTCOME_FAILED:
      return word(Word::failed, language);
    case v1::OUTCOME_NOT_SUPPORTED:
      return word(Word::not_supported, language);
    case v1::OUTCOME_CANCELLED:
      return word(Word::cancelled, language);
    default:
      return word(Word::inconclusive, language);
  }
}

std::string_view colon(Language language) {
  return language == Language::zh ? "：" : ": ";
}

const std::string& pick(const diagnosis::Text& text, Language language) {
  return language == Language::zh ? text.zh : text.en;
}

std::string json_word(v1::Outcome outcome) {
  return at<6>(
      {"", "passed", "failed", "inconclusive", "not_supported", "cancelled"},
      outcome);
}

std::string json_word(v1::Reason reason) {
  return at<9>({"", "unsupported", "timeout", "cancelled", "io", "parse",
                "denied", "busy", "internal"},
               reason);
}

std::string json_word(v1::Presence presence) {
  return at<3>({"unknown", "present", "absent"}, presence);
}

std::string json_word(v1::DiagnosisStatus status) {
  return at<5>({"", "no_fault", "fault", "unknown_fault", "incomplete"},
               status);
}

}  // namespace soundcheck::cli
