#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "agent/local/consent_desk.hpp"
#include "probes/board/clock.hpp"

namespace soundcheck::assist {

enum class ConsentAnswer {
  granted,
  granted_for_session,
  denied,
  denied_for_ever,
  timed_out,  ///< silence, which means no
  withdrawn,  ///< the question was taken back
};

/// Questions that wait for the owner.
class Consents {
 public:
  explicit Consents(Clock& clock) : clock_(clock) {}

  /// Returns with the answer; `request.left` is how long it waits. The object
  /// must outlive the coroutine.
  boost::asio::awaitable<ConsentAnswer> ask(ConsentRequest request);

  /// Oldest first, with the time that is left.
  std::vector<ConsentRequest> pending() const;
  /// See ConsentDesk::answer().
  Result<void> answer(std::string_view command_id,
                      bool allow,
                      ConsentScope scope);
  void withdraw(std::string_view command_id);

 private:
  struct Question;
  class Listing;

  Question* find(std::string_view command_id) const;

  Clock& clock_;
  std::vector<std::shared_ptr<Question>> questions_;
};

}  // namespace soundcheck::assist
