#pragma once

#include <utility>

#include "probes/board/resets.hpp"

namespace soundcheck::test {

/// Answers with these.
class FakeStartLog final : public StartLog {
 public:
  explicit FakeStartLog(Result<Starts> answer) : answer_(std::move(answer)) {}
  Task<Starts> starts() override { co_return answer_; }

 private:
  Result<Starts> answer_;
};

}  // namespace soundcheck::test
