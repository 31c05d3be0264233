// What is asked and answered at once.
#include <algorithm>
#include <cstdlib>
#include <new>

#include "agent/sdk/boundary.hpp"
#include "agent/sdk/client.hpp"
#include "agent/sdk/fields.hpp"

namespace sdk = soundcheck::sdk;
namespace field = soundcheck::sdk::field;

namespace {

constexpr const char* usual_socket = "/run/soundcheck/soundcheck.sock";
/// A probe that plays and listens may say nothing for that long.
constexpr std::chrono::minutes least_patience{2};

sdk::Tell tell_to(soundcheck_progress_callback progress, void* user) {
  if (!progress)
    return {};
  return [progress, user](const sdk::Progress& step) {
    return progress(&step.view, user);
  };
}

sdk::Writer verb_of(unsigned verb, std::string_view body) {
  sdk::Writer out;
  out.message(verb, body);
  return out;
}

/// For what runs on and on.
int run(soundcheck_client& client,
        const sdk::Writer& verb,
        std::string& done,
        const sdk::Tell& tell) {
  const auto patience =
      std::max<std::chrono::milliseconds>(client.timeout, least_patience);
  return client.ask(verb, done, patience, tell);
}

int post(soundcheck_client* client,
         const char* name,
         double value,
         const char* unit) {
  return sdk::guarded(client, [&] {
    sdk::Writer body;
    body.text(field::measurement_name, name ? name : "");
    body.real(field::measurement_value, value);
    body.text(field::measurement_unit, unit ? unit : "");
    return client->ask(verb_of(field::post, body.bytes()));
  });
}

/// What is told of the fault; `text` stays as it is where there is no such
/// text.
int ask_text(soundcheck_client& client,
             OwnedAdvice& advice,
             std::string_view which,
             bool chinese,
             const char*& text) {
  std::string done;
  const auto question = std::string(which) + ' ' + advice.fault_id;
  const int error = client.ask(verb_of(field::get_text, question), done);
  if (error != SOUNDCHECK_OK && error != SOUNDCHECK_UNSUPPORTED)
    return error;
  if (const auto found = sdk::text_of(done, chinese); !found.empty())
    text = advice.texts.keep(found);
  return SOUNDCHECK_OK;
}

int complete(soundcheck_client& client, OwnedAdvice& advice, bool chinese) {
  if (*advice.fault_id == '\0')
    return SOUNDCHECK_OK;
  int error = ask_text(client, advice, "title", chinese, advice.title);
  if (error == SOUNDCHECK_OK)
    error = ask_text(client, advice, "owner", chinese, advice.sentence);
  if (error == SOUNDCHECK_OK)
    error = ask_text(client, advice, "remedy", chinese, advice.to_do);
  return error;
}

const char* socket_of(const char* path) {
  if (!path)
    path = std::getenv("SOUNDCHECK_SOCKET");
  return path && *path != '\0' ? path : usual_socket;
}

}  // namespace

int soundcheck_connect(const char* socket_path, soundcheck_client** client) {
  *client = nullptr;
  try {
    sdk::Socket socket;
    std::string why;
    if (const int error = socket.connect(socket_of(socket_path), why))
      return error;
    *client = new soundcheck_client(std::move(socket));
    return SOUNDCHECK_OK;
  } catch (const std::bad_alloc&) {
    return SOUNDCHECK_NO_MEMORY;
  }
}

void soundcheck_close(soundcheck_client* client) {
  delete client;
}

const char* soundcheck_message(const soundcheck_client* client) {
  return client->message.c_str();
}

void soundcheck_set_timeout(soundcheck_client* client, int milliseconds) {
  client->timeout = std::chrono::milliseconds(std::max(milliseconds, 1));
}

int soundcheck_check(soundcheck_client* client,
                     const char* const* probe_ids,
                     size_t count,
                     soundcheck_progress_callback progress,
                     void* user,
                     soundcheck_results** results) {
  if (results)
    *results = nullptr;
  return sdk::guarded(client, [&] {
    sdk::Writer body;
    for (size_t i = 0; i < count; ++i)
      body.message(field::run_probe_ids, probe_ids[i]);
    std::string done;
    const int error = run(*client, verb_of(field::run_probes, body.bytes()),
                          done, tell_to(progress, user));
    if (error == SOUNDCHECK_OK && results)
      *results = new OwnedResults(done);
    return error;
  });
}

void soundcheck_results_free(soundcheck_results* results) {
  delete static_cast<OwnedResults*>(results);
}

int soundcheck_diagnose(soundcheck_client* client,
                        soundcheck_complaint complaint,
                        const char* const* circumstances,
                        size_t count,
                        soundcheck_progress_callback progress,
                        void* user,
                        soundcheck_diagnosis** diagnosis) {
  if (diagnosis)
    *diagnosis = nullptr;
  return sdk::guarded(client, [&] {
    sdk::Writer body;
    body.number(field::diagnose_complaint,
                static_cast<std::uint64_t>(complaint));
    for (size_t i = 0; i < count; ++i)
      body.message(field::diagnose_circumstances, circumstances[i]);
    std::string done;
    const int error = run(*client, verb_of(field::diagnose, body.bytes()), done,
                          tell_to(progress, user));
    if (error == SOUNDCHECK_OK && diagnosis)
      *diagnosis = new OwnedDiagnosis(done);
    return error;
  });
}

void soundcheck_diagnosis_free(soundcheck_diagnosis* diagnosis) {
  delete static_cast<OwnedDiagnosis*>(diagnosis);
}

int soundcheck_last_diagnosis(soundcheck_client* client,
                              const char* language,
                              soundcheck_advice** advice) {
  *advice = nullptr;
  return sdk::guarded(client, [&] {
    const std::string_view word = language ? language : "";
    const bool chinese = word == "zh";
    if (!chinese && word != "en")
      return client->fail(SOUNDCHECK_UNSUPPORTED, "languages are en and zh");
    std::string done;
    int error = client->ask(verb_of(field::get_status, ""), done);
    if (error != SOUNDCHECK_OK)
      return error;
    auto told = std::make_unique<OwnedAdvice>(OwnedDiagnosis(done), chinese);
    error = complete(*client, *told, chinese);
    if (error == SOUNDCHECK_OK)
      *advice = told.release();
    return error;
  });
}

void soundcheck_advice_free(soundcheck_advice* advice) {
  delete static_cast<OwnedAdvice*>(advice);
}

int soundcheck_post_event(soundcheck_client* client,
                          const char* name,
                          unsigned count) {
  return post(client, name, count, "event");
}

int soundcheck_post_measurement(soundcheck_client* client,
                                const char* name,
                                double value,
                                const char* unit) {
  // The daemon would count it.
  const bool is_event = unit && std::string_view(unit) == "event";
  return post(client, is_event ? nullptr : name, value, unit);
}

int soundcheck_answer_consent(soundcheck_client* client,
                              const char* id,
                              int allow) {
  return sdk::guarded(client, [&] {
    sdk::Writer body;
    body.text(field::answer_command_id, id ? id : "");
    body.number(field::answer_allow, allow != 0);
    return client->ask(verb_of(field::answer_consent, body.bytes()));
  });
}

int soundcheck_revoke_consent(soundcheck_client* client,
                              const char* consent_class) {
  return sdk::guarded(client, [&] {
    return client->ask(
        verb_of(field::revoke_consent, consent_class ? consent_class : ""));
  });
}

int soundcheck_end_session(soundcheck_client* client) {
  return sdk::guarded(
      client, [&] { return client->ask(verb_of(field::end_session, "")); });
}
