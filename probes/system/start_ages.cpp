#include "probes/system/start_ages.hpp"

namespace soundcheck::system {

using std::chrono::duration_cast;
using std::chrono::seconds;

namespace {

/// 2024. A clock that was never set begins at 1970, or when its firmware or
/// kernel was made.
constexpr std::int64_t sensible_unix_s = 1'704'067'200;

}  // namespace

std::vector<Age> ages_of(const std::vector<Start>& starts,
                         const Clock& clock,
                         Believe believe) {
  const auto now = duration_cast<seconds>(clock.wall()).count();
  const bool trusted = clock.trusted();
  const auto is_known = [&](const Start& start) {
    if (believe == Believe::synchronised)
      return trusted && start.wall_trusted;
    return now >= sensible_unix_s && start.wall_unix_s >= sensible_unix_s;
  };
  std::vector<Age> ages(starts.size());
  Age age{duration_cast<seconds>(clock.monotonic()), true};
  for (auto i = starts.size(); i-- > 0;) {
    if (i + 1 < starts.size()) {
      const seconds difference(now - starts[i].wall_unix_s);
      // One that looks younger than its successor had another clock.
      age.exact = is_known(starts[i]) && difference >= age.at_least;
      if (age.exact)
        age.at_least = difference;
    }
    ages[i] = age;
  }
  return ages;
}

}  // namespace soundcheck::system
