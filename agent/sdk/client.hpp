#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "agent/sdk/answers.hpp"
#include "agent/sdk/socket.hpp"

namespace soundcheck::sdk {

/// A request that the daemon answers when it is time, in dispatch.
struct Subscription {
  std::uint64_t id = 0;  ///< of the open request; 0: none
  std::function<int(soundcheck_client&, std::string_view done)> answered;
};

/// Anything else than 0 stops what is running.
using Tell = std::function<int(const Progress&)>;

}  // namespace soundcheck::sdk

/// One connection and what is open on it.
struct soundcheck_client {
  using Clock = std::chrono::steady_clock;
  using Subscription = soundcheck::sdk::Subscription;

  explicit soundcheck_client(soundcheck::sdk::Socket connected)
      : socket(std::move(connected)) {}

  using Writer = soundcheck::sdk::Writer;

  /// Sends a LocalRequest, of which `verb` has all but the id, and waits for
  /// its end. `done` becomes the Done of it. Progress goes to `tell`.
  /// `patience`: for each sign of life.
  int ask(const Writer& verb,
          std::string& done,
          std::chrono::milliseconds patience,
          const soundcheck::sdk::Tell& tell = {});
  int ask(const Writer& verb, std::string& done) {
    return ask(verb, done, timeout);
  }
  int ask(const Writer& verb);
  /// The same, without waiting; `id` becomes its number.
  int send(const Writer& verb, std::uint64_t& id);
  /// Sends what only stops the other request; its answer is of no interest.
  void cancel(std::uint64_t id);
  /// Calls back for the first thing that has come. 0: nothing in time.
  int dispatch(Clock::time_point until);
  /// An error if the daemon has refused the subscription at once.
  int refused_already(const std::shared_ptr<Subscription>& who);
  int fail(int error, std::string text);

  soundcheck::sdk::Socket socket;
  std::chrono::milliseconds timeout{10'000};
  std::string message;
  std::uint64_t last_id = 0;
  bool telling = false;  ///< in a callback of ask()
  std::shared_ptr<Subscription> watching;
  std::vector<std::shared_ptr<Subscription>> offers;
  std::deque<std::string> waiting;  ///< answers to subscriptions

 private:
  int receive(soundcheck::sdk::Response& response,
              std::string& payload,
              Clock::time_point until);
  std::shared_ptr<Subscription> subscription(std::uint64_t id) const;
  int answer_subscription(const std::string& payload);
};
