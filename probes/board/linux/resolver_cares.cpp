#include "probes/board/linux/resolver_cares.hpp"

#include <thread>

#include "probes/board/linux/dns_question.hpp"
#include "probes/board/linux/resolv_conf.hpp"

namespace soundcheck {

namespace {

/// A thread for each question; there are hardly more than six.
Result<std::vector<DnsAnswer>> ask_at_once(
    const std::vector<DnsQuestion>& questions,
    std::chrono::milliseconds timeout,
    const std::stop_token& stop) {
  std::vector<Result<DnsAnswer>> ends(questions.size(),
                                      Error(Errc::internal, "not asked"));
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      threads.emplace_back([&, i] {
        ends[i] = ask_dns_server(questions[i].server, questions[i].name,
                                 timeout, stop);
      });
    }
  }
  std::vector<DnsAnswer> answers;
  for (auto& end : ends) {
    if (!end)
      return end.error();
    answers.push_back(std::move(*end));
  }
  return answers;
}

}  // namespace

Task<std::vector<std::string>> ResolverCares::servers() {
  // No file is no server: the C library would ask this very machine then.
  const auto text = root_.read("/etc/resolv.conf");
  if (!text)
    co_return text.error();
  co_return parse_resolv_conf(text->value_or(""));
}

Task<std::vector<DnsAnswer>> ResolverCares::ask(
    std::vector<DnsQuestion> questions,
    std::chrono::milliseconds timeout) {
  const std::function<Result<std::vector<DnsAnswer>>(std::stop_token)> job =
      [questions, timeout](std::stop_token stop) {
        return ask_at_once(questions, timeout, stop);
      };
  return run_blocking<std::vector<DnsAnswer>>(worker_, job);
}

}  // namespace soundcheck
