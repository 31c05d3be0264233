#include "agent/sdk/words.hpp"

#include <array>

#include "agent/sdk/include/soundcheck/soundcheck.h"

namespace soundcheck::sdk {

namespace {

struct Sentence {
  const char *en, *zh;
};

/// By the numbers of enum soundcheck_status.
constexpr std::array<Sentence, 5> sentences = {{
    {"Your speaker has not checked itself yet.", "音箱还没有做过自检。"},
    {"Your speaker has checked itself and found nothing wrong.",
     "音箱已完成自检，没有发现问题。"},
    {"Something is wrong with your speaker. Please contact support.",
     "音箱出现了问题，请联系客服。"},
    {"Something is wrong with your speaker, but it fits no known fault. Please "
     "contact support.",
     "音箱存在异常，但不符合任何已知故障，请联系客服。"},
    {"Your speaker could not check enough to tell. Please try again later.",
     "音箱能检查的内容太少，无法判断，请稍后再试。"},
}};

constexpr std::array<const char*, 10> errors = {
    "no error",
    "not there or not supported",
    "no answer in time",
    "stopped",
    "no soundcheckd there, or it hung up",
    "not understood",
    "not allowed by the policy of this speaker",
    "too much at once",
    "a defect of soundcheckd",
    "out of memory"};

}  // namespace

int status_of(std::uint64_t number) {
  return number < sentences.size() ? static_cast<int>(number)
                                   : SOUNDCHECK_UNKNOWN_FAULT;
}

const char* sentence_of(int status, bool chinese) {
  const auto& sentence = sentences[static_cast<std::size_t>(status)];
  return chinese ? sentence.zh : sentence.en;
}

}  // namespace soundcheck::sdk

extern "C" const char* soundcheck_strerror(int error) {
  using soundcheck::sdk::errors;
  const auto place = static_cast<std::size_t>(-error);
  return error <= 0 && place < errors.size() ? errors[place] : "unknown error";
}
