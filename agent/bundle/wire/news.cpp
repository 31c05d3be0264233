#include "agent/bundle/wire/news.hpp"

#include <cstdlib>
#include <string>
#include <unistd.h>

#include "agent/local/frame.hpp"

namespace soundcheck::bundle {

void tell(const v1::Reply& reply) {
  const auto frame = local::frame(reply.SerializeAsString());
  std::string_view rest = frame ? std::string_view(*frame) : "";
  while (!rest.empty()) {
    const auto count = ::write(STDOUT_FILENO, rest.data(), rest.size());
    // Nobody listens any more, so nobody wants a bundle.
    if (count <= 0)
      std::_Exit(EXIT_FAILURE);
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
}

void tell_progress(double fraction, std::string_view step) {
  v1::Reply reply;
  reply.set_state(v1::REPLY_STATE_RUNNING);
  reply.mutable_progress()->set_fraction(fraction);
  reply.mutable_progress()->set_step(std::string(step));
  tell(reply);
}

int tell_failed(std::string_view why) {
  v1::Reply reply;
  reply.set_state(v1::REPLY_STATE_FAILED);
  reply.set_detail(std::string(why.substr(0, 400)));
  tell(reply);
  return EXIT_FAILURE;
}

int tell_refused(v1::Refusal refusal, std::string_view why) {
  v1::Reply reply;
  reply.set_state(v1::REPLY_STATE_REFUSED);
  reply.set_refusal(refusal);
  reply.set_detail(std::string(why.substr(0, 400)));
  tell(reply);
  return EXIT_FAILURE;
}

}  // namespace soundcheck::bundle
