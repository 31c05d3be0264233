// What the daemon answers when it is time.
#include <new>

#include "agent/sdk/boundary.hpp"
#include "agent/sdk/client.hpp"
#include "agent/sdk/fields.hpp"

namespace sdk = soundcheck::sdk;
namespace field = soundcheck::sdk::field;

struct soundcheck_verdict {
  sdk::Writer out;
  soundcheck_outcome outcome = SOUNDCHECK_INCONCLUSIVE;
  std::string summary = "the program said nothing";
};

namespace {

sdk::Writer watch_of(std::uint64_t revision) {
  sdk::Writer verb;
  verb.chosen_number(field::watch, revision);
  return verb;
}

/// Waits for the state after this one, then calls back with this one.
int tell_state(soundcheck_client& client,
               sdk::Subscription& watch,
               std::string_view done,
               soundcheck_state_callback callback,
               void* user) {
  sdk::Writer verb;
  verb.message(field::get_consents, "");
  std::string pending;
  // Asked for after the revision was taken: what is newer is told once more.
  int error = client.ask(verb, pending);
  if (error != SOUNDCHECK_OK)
    return error;
  error = client.send(watch_of(sdk::revision_of(done)), watch.id);
  const sdk::State state(done, pending);
  callback(&state.view, user);
  return error;
}

sdk::Writer offer_of(const soundcheck_probe& probe) {
  sdk::Writer out;
  out.text(field::info_id, probe.name ? probe.name : "");
  out.text(field::info_title, probe.title ? probe.title : "");
  out.number(field::info_deadline_ms, probe.deadline_ms);
  out.real(field::info_seconds, probe.seconds);
  out.number(field::info_audible, probe.audible != 0);
  out.number(field::info_interrupts_playback, probe.interrupts_playback != 0);
  out.number(field::info_airtime, probe.airtime != 0);
  sdk::Writer verb;
  verb.message(field::offer_probe, out.bytes());
  return verb;
}

/// Runs the probe, tells what it found and offers it again.
int run_probe(soundcheck_client& client,
              sdk::Subscription& offer,
              const std::string& id,
              const sdk::Writer& again,
              const std::function<void(soundcheck_verdict*)>& run) {
  soundcheck_verdict verdict;
  run(&verdict);
  sdk::Writer out;
  out.text(field::result_probe_id, id);
  out.number(field::result_outcome, verdict.outcome);
  out.text(field::result_summary, verdict.summary);
  sdk::Writer verb;
  verb.message(field::give_verdict, out.bytes() + verdict.out.bytes());
  const int given = client.ask(verb);
  const int offered = client.send(again, offer.id);
  // Too late is the daemon's business: it has told so to whoever asked.
  return given == SOUNDCHECK_UNSUPPORTED ? offered
         : given != SOUNDCHECK_OK        ? given
                                         : offered;
}

}  // namespace

int soundcheck_dispatch(soundcheck_client* client, int timeout_ms) {
  return sdk::guarded(client, [&] {
    using Clock = soundcheck_client::Clock;
    if (client->telling)
      return client->fail(SOUNDCHECK_BUSY, "called from a progress callback");
    client->message.clear();
    auto until = Clock::time_point::max();
    if (timeout_ms >= 0)
      until = Clock::now() + std::chrono::milliseconds(timeout_ms);
    int count = 0;
    int handled = client->dispatch(until);
    for (; handled > 0; handled = client->dispatch(Clock::now()))
      ++count;
    return handled < 0 ? handled : count;
  });
}

int soundcheck_fd(const soundcheck_client* client) {
  return client->socket.fd();
}

int soundcheck_watch(soundcheck_client* client,
                     soundcheck_state_callback callback,
                     void* user) {
  return sdk::guarded(client, [&] {
    if (client->watching && client->watching->id != 0)
      client->cancel(client->watching->id);
    client->watching.reset();
    if (!callback)
      return static_cast<int>(SOUNDCHECK_OK);
    std::string done;
    const int error = client->ask(watch_of(0), done);
    if (error != SOUNDCHECK_OK)
      return error;
    const auto watch = std::make_shared<sdk::Subscription>();
    // By its address: it would keep itself alive.
    watch->answered = [watch = watch.get(), callback, user](
                          soundcheck_client& of, std::string_view answer) {
      return tell_state(of, *watch, answer, callback, user);
    };
    client->watching = watch;
    return watch->answered(*client, done);
  });
}

int soundcheck_offer_probe(soundcheck_client* client,
                           const soundcheck_probe* probe,
                           soundcheck_probe_callback run,
                           void* user) {
  return sdk::guarded(client, [&] {
    const auto offer = std::make_shared<sdk::Subscription>();
    const auto verb = offer_of(*probe);
    offer->answered = [offer = offer.get(), verb,
                       id =
                           "app." + std::string(probe->name ? probe->name : ""),
                       run, user](soundcheck_client& of, std::string_view) {
      return run_probe(of, *offer, id, verb,
                       [run, user](auto* verdict) { run(verdict, user); });
    };
    client->message.clear();
    const int error = client->send(verb, offer->id);
    if (error != SOUNDCHECK_OK)
      return error;
    client->offers.push_back(offer);
    return client->refused_already(offer);
  });
}

void soundcheck_verdict_set(soundcheck_verdict* verdict,
                            soundcheck_outcome outcome,
                            const char* summary) {
  verdict->outcome = outcome;
  verdict->summary = summary ? summary : "";
}

void soundcheck_verdict_measure(soundcheck_verdict* verdict,
                                const char* name,
                                double value,
                                const char* unit) {
  sdk::Writer out;
  out.text(field::measurement_name, name);
  out.real(field::measurement_value, value);
  out.text(field::measurement_unit, unit ? unit : "");
  verdict->out.message(field::result_measurements, out.bytes());
}

void soundcheck_verdict_find(soundcheck_verdict* verdict,
                             const char* id,
                             soundcheck_presence presence,
                             const char* evidence) {
  sdk::Writer out;
  out.text(field::finding_id, id);
  out.number(field::finding_presence, presence);
  out.text(field::finding_evidence, evidence ? evidence : "");
  verdict->out.message(field::result_findings, out.bytes());
}
