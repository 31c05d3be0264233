#pragma once

#include <deque>
#include <string>
#include <vector>

#include "probes/board/path.hpp"

namespace soundcheck::test {

/// A way to the internet that is as the test says.
class FakePath final : public Path {
 public:
  Task<std::vector<bool>> answering(std::vector<std::string> hosts,
                                    std::chrono::milliseconds) override {
    asked = std::move(hosts);
    co_return answers;
  }
  Task<std::vector<EchoSeries>> echo(std::vector<std::string> hosts,
                                     int count,
                                     std::chrono::milliseconds) override {
    asked = std::move(hosts);
    counts.push_back(count);
    if (series.empty())
      co_return Error(Errc::internal, "the test gave no more series");
    auto next = std::move(series.front());
    series.pop_front();
    co_return next;
  }
  Task<std::vector<Passage>> pass(std::string host,
                                  std::vector<std::size_t> sizes) override {
    parcels.emplace_back(std::move(host), std::move(sizes));
    if (passages.empty())
      co_return Error(Errc::internal, "the test gave no more passages");
    auto next = std::move(passages.front());
    passages.pop_front();
    co_return next;
  }

  Result<std::vector<bool>> answers = std::vector<bool>(2, true);
  std::deque<Result<std::vector<EchoSeries>>> series;
  std::deque<Result<std::vector<Passage>>> passages;
  std::vector<std::string> asked;  ///< hosts, of the last question
  std::vector<int> counts;
  std::vector<std::pair<std::string, std::vector<std::size_t>>> parcels;
};

}  // namespace soundcheck::test
