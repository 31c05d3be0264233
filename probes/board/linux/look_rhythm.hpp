#pragma once

#include <chrono>

namespace soundcheck {

/// How often to look at the children of the supervisor. As long as none ends,
/// a glance now and then is enough. When one has ended, its service may be in a
/// loop and live for moments only, so it is looked out for closely for a while,
/// and again only as long as services are seen to be restarted: where the
/// supervisor buries strangers all day, most of the time is rest.
class LookRhythm {
 public:
  using Time = std::chrono::milliseconds;

  void take(bool child_ended, bool service_restarted, Time now) {
    using namespace std::chrono_literals;
    if (!service_restarted && (!child_ended || now < rested_))
      return;
    watchful_until_ = now + 15s;
    rested_ = now + 90s;
  }
  bool watchful(Time now) const { return now < watchful_until_; }

 private:
  Time watchful_until_{};
  Time rested_{};
};

}  // namespace soundcheck
