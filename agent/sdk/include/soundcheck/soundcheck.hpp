// libsoundcheck for C++17: soundcheck.h with owners, exceptions and callables.
// What is not said here is said there. Needs nothing to be linked but the C
// library.
#ifndef SOUNDCHECK_SOUNDCHECK_HPP
#define SOUNDCHECK_SOUNDCHECK_HPP

#include <functional>
#include <list>
#include <memory>
#include <soundcheck/soundcheck.h>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace soundcheck {

/// Thrown by everything below that fails; `code` is of enum soundcheck_error.
class ClientError : public std::runtime_error {
 public:
  ClientError(int error, const std::string& message)
      : std::runtime_error(message), code(error) {}

  int code;
};

template <class T, void (*release)(T*)>
struct Release {
  void operator()(T* it) const { release(it); }
};

using Results =
    std::unique_ptr<soundcheck_results,
                    Release<soundcheck_results, soundcheck_results_free>>;
using Diagnosis =
    std::unique_ptr<soundcheck_diagnosis,
                    Release<soundcheck_diagnosis, soundcheck_diagnosis_free>>;
using Advice =
    std::unique_ptr<soundcheck_advice,
                    Release<soundcheck_advice, soundcheck_advice_free>>;

/// One connection to the daemon, for one thread at a time. A callable that
/// throws ends the call that it belongs to, which throws the same.
class Client {
 public:
  /// Returns false to stop.
  using OnProgress = std::function<bool(const soundcheck_progress&)>;
  using OnState = std::function<void(const soundcheck_state&)>;
  using RunProbe = std::function<void(soundcheck_verdict&)>;

  /// Empty: the usual socket.
  explicit Client(const std::string& socket_path = "") {
    soundcheck_client* client = nullptr;
    const int error = soundcheck_connect(
        socket_path.empty() ? nullptr : socket_path.c_str(), &client);
    if (error != SOUNDCHECK_OK)
      throw ClientError(error, soundcheck_strerror(error));
    client_.reset(client);
  }

  Results check(const std::vector<std::string>& probe_ids,
                OnProgress progress = {}) {
    const auto ids = pointers(probe_ids);
    Progress step{this, std::move(progress)};
    soundcheck_results* results = nullptr;
    const int error = soundcheck_check(get(), ids.data(), ids.size(),
                                       on_progress, &step, &results);
    Results owner(results);
    done(error);
    return owner;
  }

  Diagnosis diagnose(soundcheck_complaint complaint = SOUNDCHECK_CHECKUP,
                     const std::vector<std::string>& circumstances = {},
                     OnProgress progress = {}) {
    const auto words = pointers(circumstances);
    Progress step{this, std::move(progress)};
    soundcheck_diagnosis* diagnosis = nullptr;
    const int error =
        soundcheck_diagnose(get(), complaint, words.data(), words.size(),
                            on_progress, &step, &diagnosis);
    Diagnosis owner(diagnosis);
    done(error);
    return owner;
  }

  Advice last_diagnosis(const std::string& language) {
    soundcheck_advice* advice = nullptr;
    const int error =
        soundcheck_last_diagnosis(get(), language.c_str(), &advice);
    Advice owner(advice);
    done(error);
    return owner;
  }

  void post_event(const std::string& name, unsigned count = 1) {
    done(soundcheck_post_event(get(), name.c_str(), count));
  }

  void post_measurement(const std::string& name,
                        double value,
                        const std::string& unit = "") {
    done(soundcheck_post_measurement(get(), name.c_str(), value, unit.c_str()));
  }

  /// An empty callable ends it.
  void watch(OnState callback) {
    // The old one may be what calls this.
    states_.push_back(State{this, std::move(callback)});
    auto& state = states_.back();
    done(soundcheck_watch(get(), state.callback ? on_state : nullptr, &state));
  }

  void answer_consent(const std::string& id, bool allow) {
    done(soundcheck_answer_consent(get(), id.c_str(), allow ? 1 : 0));
  }

  void revoke_consent(const std::string& consent_class) {
    done(soundcheck_revoke_consent(get(), consent_class.c_str()));
  }

  void end_session() { done(soundcheck_end_session(get())); }

  void offer_probe(const soundcheck_probe& probe, RunProbe run) {
    probes_.push_back(OwnProbe{this, std::move(run)});
    done(soundcheck_offer_probe(get(), &probe, on_probe, &probes_.back()));
  }

  /// How much came; see soundcheck_dispatch().
  int dispatch(int timeout_ms) {
    const int count = soundcheck_dispatch(get(), timeout_ms);
    done(count < 0 ? count : SOUNDCHECK_OK);
    return count;
  }

  int fd() const { return soundcheck_fd(client_.get()); }
  void set_timeout(int milliseconds) {
    soundcheck_set_timeout(get(), milliseconds);
  }
  /// For what stands in soundcheck.h only.
  soundcheck_client* get() { return client_.get(); }

  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

 private:
  struct Progress {
    Client* client;
    OnProgress callback;
  };
  struct State {
    Client* client;
    OnState callback;
  };
  struct OwnProbe {
    Client* client;
    RunProbe callback;
  };

  static std::vector<const char*> pointers(
      const std::vector<std::string>& texts) {
    std::vector<const char*> list;
    for (const auto& text : texts)
      list.push_back(text.c_str());
    return list;
  }

  /// No exception may pass through the C library.
  template <class Call>
  void keep_exception(Call call) {
    try {
      call();
    } catch (...) {
      thrown_ = std::current_exception();
    }
  }

  void done(int error) {
    if (thrown_)
      std::rethrow_exception(std::exchange(thrown_, nullptr));
    if (error == SOUNDCHECK_OK)
      return;
    const std::string why = soundcheck_message(client_.get());
    throw ClientError(error, why.empty() ? soundcheck_strerror(error) : why);
  }

  static int on_progress(const soundcheck_progress* progress, void* user) {
    auto& step = *static_cast<Progress*>(user);
    bool go_on = true;
    step.client->keep_exception(
        [&] { go_on = !step.callback || step.callback(*progress); });
    return go_on && !step.client->thrown_ ? 0 : 1;
  }

  static void on_state(const soundcheck_state* state, void* user) {
    auto& watch = *static_cast<State*>(user);
    watch.client->keep_exception([&] { watch.callback(*state); });
  }

  static void on_probe(soundcheck_verdict* verdict, void* user) {
    auto& probe = *static_cast<OwnProbe*>(user);
    probe.client->keep_exception([&] { probe.callback(*verdict); });
  }

  std::list<State> states_;
  std::list<OwnProbe> probes_;
  std::exception_ptr thrown_;
  // Last, so that it is closed before what its callbacks use is gone.
  std::unique_ptr<soundcheck_client,
                  Release<soundcheck_client, soundcheck_close>>
      client_;
};

}  // namespace soundcheck

#endif
