#include "agent/cli/work.hpp"

namespace soundcheck::cli {

namespace {

Errc code_of(v1::Reason reason) {
  switch (reason) {
    case v1::REASON_UNSUPPORTED:
      return Errc::unsupported;
    case v1::REASON_TIMEOUT:
      return Errc::timeout;
    case v1::REASON_CANCELLED:
      return Errc::cancelled;
    case v1::REASON_PARSE:
      return Errc::parse;
    case v1::REASON_DENIED:
      return Errc::denied;
    case v1::REASON_BUSY:
      return Errc::busy;
    case v1::REASON_INTERNAL:
      return Errc::internal;
    default:
      return Errc::io;
  }
}

}  // namespace

Task<v1::Done> ask(Backend& backend, v1::LocalRequest request, Tell tell) {
  auto response = co_await backend.ask(std::move(request), std::move(tell));
  if (!response)
    co_return response.error();
  if (response->has_error()) {
    const auto& error = response->error();
    co_return Error(code_of(error.reason()), error.what());
  }
  co_return response->done();
}

Exit give_up(const Work& work, const Error& error) {
  tell_error(work.terminal, work.options, error);
  const auto verb = work.options.verb;
  const bool measures = verb == Verb::list || verb == Verb::run ||
                        verb == Verb::diagnose || verb == Verb::status ||
                        verb == Verb::history || verb == Verb::remedy_apply;
  return measures ? Exit::could_not_tell : Exit::bad;
}

}  // namespace soundcheck::cli
