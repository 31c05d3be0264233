#include "agent/sdk/client.hpp"

#include <algorithm>

#include "agent/sdk/fields.hpp"

namespace sdk = soundcheck::sdk;
namespace field = soundcheck::sdk::field;

int soundcheck_client::fail(int error, std::string text) {
  message = std::move(text);
  return error;
}

namespace {

sdk::Writer cancel_of(std::uint64_t id) {
  sdk::Writer body;
  body.number(field::cancel_request_id, id);
  sdk::Writer verb;
  verb.message(field::cancel, body.bytes());
  return verb;
}

}  // namespace

int soundcheck_client::send(const Writer& verb, std::uint64_t& id) {
  Writer request;
  id = ++last_id;
  request.number(field::request_id, id);
  return socket.send(request.bytes() + verb.bytes(), Clock::now() + timeout,
                     message);
}

void soundcheck_client::cancel(std::uint64_t id) {
  std::uint64_t unused = 0;
  (void)send(cancel_of(id), unused);
}

int soundcheck_client::receive(sdk::Response& response,
                               std::string& payload,
                               Clock::time_point until) {
  if (const int error = socket.receive(payload, until, message))
    return error;
  if (sdk::read_response(payload, response))
    return SOUNDCHECK_OK;
  return fail(SOUNDCHECK_PARSE, "what listens there is no soundcheckd");
}

int soundcheck_client::ask(const Writer& verb,
                           std::string& done,
                           std::chrono::milliseconds patience,
                           const sdk::Tell& tell) {
  if (telling)
    return fail(SOUNDCHECK_BUSY, "this client is in a callback of its own");
  message.clear();
  std::uint64_t id = 0;
  int error = send(verb, id);
  while (error == SOUNDCHECK_OK) {
    std::string payload;
    sdk::Response response;
    error = receive(response, payload, Clock::now() + patience);
    if (error == SOUNDCHECK_TIMEOUT)
      cancel(id);
    if (error != SOUNDCHECK_OK)
      break;
    if (response.id != id && response.id != 0) {
      if (subscription(response.id))
        waiting.push_back(std::move(payload));
      continue;
    }
    if (response.kind == sdk::Response::Kind::done) {
      done = response.body;
      return SOUNDCHECK_OK;
    }
    if (response.kind == sdk::Response::Kind::error) {
      auto failure = sdk::read_error(response.body);
      return fail(failure.error, std::move(failure.message));
    }
    if (response.kind == sdk::Response::Kind::progress && tell) {
      telling = true;
      const int stop = tell(sdk::Progress(response.body));
      telling = false;
      if (stop != 0)
        cancel(id);
    }
  }
  return error;
}

int soundcheck_client::ask(const Writer& verb) {
  std::string done;
  return ask(verb, done);
}

int soundcheck_client::refused_already(
    const std::shared_ptr<Subscription>& who) {
  // Answers keep their order: a refusal is there before that of a request which
  // only asks for an answer.
  const int error = ask(cancel_of(0));
  if (error != SOUNDCHECK_OK && error != SOUNDCHECK_UNSUPPORTED)
    return error;
  message.clear();
  for (auto payload = waiting.begin(); payload != waiting.end(); ++payload) {
    sdk::Response response;
    if (!sdk::read_response(*payload, response) || response.id != who->id ||
        response.kind != sdk::Response::Kind::error)
      continue;
    const auto refusal = std::move(*payload);
    waiting.erase(payload);
    return answer_subscription(refusal);
  }
  return SOUNDCHECK_OK;
}

std::shared_ptr<sdk::Subscription> soundcheck_client::subscription(
    std::uint64_t id) const {
  if (id == 0)
    return nullptr;
  if (watching && watching->id == id)
    return watching;
  const auto offer =
      std::find_if(offers.begin(), offers.end(),
                   [id](const auto& one) { return one->id == id; });
  return offer == offers.end() ? nullptr : *offer;
}

int soundcheck_client::answer_subscription(const std::string& payload) {
  sdk::Response response;
  if (!sdk::read_response(payload, response))
    return fail(SOUNDCHECK_PARSE, "what listens there is no soundcheckd");
  const bool failed = response.kind == sdk::Response::Kind::error;
  auto failure = sdk::read_error(response.body);
  // Of no request: the connection is not understood.
  if (failed && response.id == 0)
    return fail(failure.error, std::move(failure.message));
  const auto who = subscription(response.id);
  if (!who || response.kind == sdk::Response::Kind::progress)
    return 0;
  who->id = 0;
  if (!failed) {
    const int error = who->answered(*this, response.body);
    return error == SOUNDCHECK_OK ? 1 : error;
  }
  std::erase(offers, who);
  if (watching == who)
    watching.reset();
  return fail(failure.error, std::move(failure.message));
}

int soundcheck_client::dispatch(Clock::time_point until) {
  for (;;) {
    std::string payload;
    if (!waiting.empty()) {
      payload = std::move(waiting.front());
      waiting.pop_front();
    } else {
      const int error = socket.receive(payload, until, message);
      if (error == SOUNDCHECK_TIMEOUT)
        return 0;
      if (error != SOUNDCHECK_OK)
        return error;
    }
    if (const int handled = answer_subscription(payload))
      return handled;
  }
}
