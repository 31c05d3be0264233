#include "agent/bundle/upload/upload.hpp"

#include <algorithm>
#include <thread>

namespace soundcheck::bundle {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// What a cut can lose at most.
constexpr std::uint64_t piece_bytes = std::uint64_t{60} * 1024;
constexpr auto longest_wait = std::chrono::seconds(32);

bool is_final(long status) {
  // 409: the server has another part than we think. 408, 429: later.
  return status >= 400 && status < 500 && status != 409 && status != 408 &&
         status != 429;
}

Error refusal(long status) {
  const bool token = status == 401 || status == 403;
  return Error(
      token ? Errc::denied : Errc::io,
      "the destination refuses: HTTP status " + std::to_string(status));
}

/// How long to wait after trouble: twice as long each time, until something
/// arrives.
class Waits {
 public:
  explicit Waits(Clock::time_point end) : end_(end) {}

  void progress() { next_ = 1s; }
  Result<void> wait(const std::string& trouble) {
    if (Clock::now() + next_ >= end_)
      return Error(Errc::timeout, "not uploaded in time: " + trouble);
    std::this_thread::sleep_for(next_);
    next_ = std::min<std::chrono::seconds>(next_ * 2, longest_wait);
    return {};
  }

 private:
  Clock::time_point end_;
  std::chrono::seconds next_{1};
};

}  // namespace

Result<void> upload(HttpPut& http,
                    int descriptor,
                    std::uint64_t total,
                    std::chrono::seconds deadline,
                    const std::function<void(std::uint64_t)>& told) {
  Waits waits(Clock::now() + deadline);
  std::optional<std::uint64_t> arrived;  // as the server said
  std::uint64_t most = 0;
  for (;;) {
    if (arrived && *arrived > total)
      return Error(Errc::io, "the destination has another bundle there");
    if (arrived && *arrived == total)
      return {};
    const Piece piece{descriptor, arrived.value_or(0),
                      std::min(piece_bytes, total - arrived.value_or(0)),
                      total};
    const auto answer = arrived ? http.put(piece) : http.ask();
    if (!answer && answer.error().code == Errc::denied)
      return answer.error();
    if (answer && is_final(answer->status))
      return refusal(answer->status);
    // Whatever became of that piece, the server knows.
    arrived = answer && answer->status < 500 ? answer->offset : std::nullopt;
    if (arrived && *arrived > most) {
      most = *arrived;
      waits.progress();
      told(most);
    } else if (!arrived) {
      const auto waited =
          waits.wait(answer ? "HTTP status " + std::to_string(answer->status)
                            : answer.error().what);
      if (!waited)
        return waited;
    }
  }
}

}  // namespace soundcheck::bundle
