#pragma once

#include <optional>

#include "probes/board/web.hpp"

namespace soundcheck::test {

/// One server that answers what the test says.
class FakeWeb final : public Web {
 public:
  Task<WebAnswer> get(WebRequest request) override {
    asked = std::move(request);
    co_return answer;
  }
  Task<std::vector<WebAnswer>> get_all(std::vector<WebRequest>) override {
    co_return Error(Errc::internal, "the time is asked of one server");
  }
  std::optional<WebRequest> asked;
  Result<WebAnswer> answer = WebAnswer();
};

inline WebAnswer dated(std::int64_t seconds) {
  WebAnswer answer;
  answer.reached = WebStage::done;
  answer.date_unix_s = seconds;
  return answer;
}

}  // namespace soundcheck::test
