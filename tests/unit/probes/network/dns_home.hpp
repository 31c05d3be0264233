#pragma once

#include <deque>
#include <map>

#include "probes/network/dns.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/network/fake_path.hpp"

// What the tests of name servers share: a home whose servers answer as told.
namespace soundcheck::dns_home {

using namespace std::chrono_literals;

inline const std::string real_name = "check.test";
inline const std::vector<std::string> made_up = {"qzjxkvbwyhfp.com",
                                                 "wpkqzxjvhbgy.com"};

class FakeResolver final : public Resolver {
 public:
  Task<std::vector<std::string>> servers() override { co_return list; }
  Task<std::vector<DnsAnswer>> ask(std::vector<DnsQuestion> questions,
                                   std::chrono::milliseconds timeout) override {
    asked_timeout = timeout;
    rounds.push_back(questions.size());
    if (failure)
      co_return *failure;
    std::vector<DnsAnswer> answers;
    for (const auto& question : questions) {
      asked.push_back(question.server);
      answers.push_back(answer_to(question));
    }
    co_return answers;
  }

  void add(const std::string& server,
           DnsStatus status,
           std::chrono::microseconds duration = 20ms) {
    list->push_back(server);
    then(server, status, duration);
    unknown[server] = {server, DnsStatus::nx_domain, duration, {}};
    if (status == DnsStatus::no_answer)
      unknown[server].status = status;
  }
  /// The next answer of a server; the last one is repeated.
  void then(const std::string& server,
            DnsStatus status,
            std::chrono::microseconds duration = 20ms) {
    DnsAnswer answer{server, status, duration, {}};
    if (status == DnsStatus::answered)
      answer.addresses = {"192.0.2.80"};
    known[server].push_back(answer);
  }

  Result<std::vector<std::string>> list = std::vector<std::string>();
  std::map<std::string, std::deque<DnsAnswer>> known;
  std::map<std::string, DnsAnswer> unknown;
  std::optional<Error> failure;
  std::vector<std::string> asked;
  std::vector<std::size_t> rounds;
  std::chrono::milliseconds asked_timeout{};

 private:
  DnsAnswer answer_to(const DnsQuestion& question) {
    if (question.name != real_name)
      return unknown.at(question.server);
    auto& answers = known.at(question.server);
    const auto answer = answers.front();
    if (answers.size() > 1)
      answers.pop_front();
    return answer;
  }
};

struct Home {
  FakeResolver resolver;
  test::FakePath path;
  Profile::Network limits;

  Home() {
    limits.dns_name = real_name;
    limits.anchors = {"192.0.2.9", "192.0.2.10:853"};
  }
  Result<Verdict> check() {
    test::Steps steps;
    return test::run(
        network::check_dns(resolver, path, limits, made_up, steps));
  }
};

}  // namespace soundcheck::dns_home
