#include "agent/assist/consent.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>

#include "agent/assist/nap.hpp"

namespace soundcheck::assist {

namespace asio = boost::asio;

struct Consents::Question {
  explicit Question(asio::any_io_executor executor)
      : wait(std::make_shared<Nap>(std::move(executor))) {}

  ConsentRequest request;
  std::chrono::milliseconds due{};  ///< monotonic
  std::optional<ConsentAnswer> answer;
  std::shared_ptr<Nap> wait;

  void settle(ConsentAnswer given) {
    answer = given;
    wait->wake();
  }
};

/// A question is on the desk as long as somebody waits for the answer.
class Consents::Listing {
 public:
  Listing(Consents& desk, std::shared_ptr<Question> question)
      : desk_(desk), question_(std::move(question)) {
    desk_.questions_.push_back(question_);
  }
  ~Listing() { std::erase(desk_.questions_, question_); }
  Listing(const Listing&) = delete;
  Listing& operator=(const Listing&) = delete;

 private:
  Consents& desk_;
  std::shared_ptr<Question> question_;
};

asio::awaitable<ConsentAnswer> Consents::ask(ConsentRequest request) {
  const auto question =
      std::make_shared<Question>(co_await asio::this_coro::executor);
  const std::chrono::milliseconds patience = request.left;
  question->due = clock_.monotonic() + patience;
  question->request = std::move(request);
  const Listing listing(*this, question);
  co_await question->wait->sleep(clock_, patience);
  co_return question->answer.value_or(ConsentAnswer::timed_out);
}

std::vector<ConsentRequest> Consents::pending() const {
  std::vector<ConsentRequest> requests;
  const auto now = clock_.monotonic();
  for (const auto& question : questions_) {
    if (question->answer || question->due <= now)
      continue;
    requests.push_back(question->request);
    requests.back().left =
        std::chrono::ceil<std::chrono::seconds>(question->due - now);
  }
  return requests;
}

Result<void> Consents::answer(std::string_view command_id,
                              bool allow,
                              ConsentScope scope) {
  const bool once = scope == ConsentScope::once;
  if (!once && scope != (allow ? ConsentScope::session : ConsentScope::never))
    return Error(Errc::parse, "that scope does not go with that answer");
  auto* question = find(command_id);
  // A yes that comes too late is a no, even if nobody has noticed yet.
  if (!question || question->due <= clock_.monotonic()) {
    return Error(Errc::unsupported, "no question about command \"" +
                                        std::string(command_id) +
                                        "\" waits for an answer");
  }
  if (allow) {
    question->settle(once ? ConsentAnswer::granted
                          : ConsentAnswer::granted_for_session);
  } else {
    question->settle(once ? ConsentAnswer::denied
                          : ConsentAnswer::denied_for_ever);
  }
  return {};
}

void Consents::withdraw(std::string_view command_id) {
  if (auto* question = find(command_id))
    question->settle(ConsentAnswer::withdrawn);
}

Consents::Question* Consents::find(std::string_view command_id) const {
  for (const auto& question : questions_) {
    if (question->request.command_id == command_id && !question->answer)
      return question.get();
  }
  return nullptr;
}

}  // namespace soundcheck::assist
