/* A program of the speaker that uses libsoundcheck, for test_sdk.py. Prints one
 * line for each thing that happens and ends with the error's number, negated.
 */
#include <soundcheck/soundcheck.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static soundcheck_client* client;

static int stop_at_once(const soundcheck_progress* progress, void* user) {
  (void)user;
  printf("runs %s\n", progress->probe_id);
  /* In here the client must not be used. */
  if (soundcheck_post_event(client, "a", 1) != SOUNDCHECK_BUSY)
    return 0;
  return 1;
}

static void show_state(const soundcheck_state* state, void* user) {
  (void)user;
  printf("state online=%d session=%s running=%s consents=%zu\n", state->online,
         state->session_open ? state->session_operator : "-",
         *state->running ? state->running : "-", state->consent_count);
}

static void check_button(soundcheck_verdict* verdict, void* user) {
  const char* how = user;
  printf("asked\n");
  if (!strcmp(how, "hang"))
    for (;;)
      pause();
  if (!strcmp(how, "die"))
    abort();
  soundcheck_verdict_set(verdict, SOUNDCHECK_FAILED, "the button is stuck");
  soundcheck_verdict_measure(verdict, "pressed", 31.5, "s");
  soundcheck_verdict_find(verdict, "app.button_stuck", SOUNDCHECK_PRESENT,
                          "31.5 s");
}

static int offer(char* how) {
  soundcheck_probe probe = {0};
  int done;
  probe.name = "button";
  probe.title = "Button";
  probe.deadline_ms = 1500;
  done = soundcheck_offer_probe(client, &probe, check_button, how);
  if (done == SOUNDCHECK_OK)
    printf("offered\n");
  while (done >= 0)
    done = soundcheck_dispatch(client, -1);
  return done;
}

static int check(const char* probe) {
  soundcheck_results* results;
  int done = soundcheck_check(client, &probe, 1, NULL, NULL, &results);
  if (done == SOUNDCHECK_OK) {
    const soundcheck_result* result = results->items[0];
    size_t i;
    printf("%s %d %s\n", result->probe_id, result->outcome, result->summary);
    for (i = 0; i < result->measurement_count; ++i)
      printf("%s %g %s\n", result->measurements[i]->name,
             result->measurements[i]->value, result->measurements[i]->unit);
  }
  soundcheck_results_free(results);
  return done;
}

static int watch(int times) {
  int done = soundcheck_watch(client, show_state, NULL);
  while (done >= 0 && times > 0) {
    done = soundcheck_dispatch(client, 20000);
    times -= done;
  }
  return done < 0 ? done : 0;
}

static int run(int count, char** words) {
  const char* verb = words[1];
  if (!strcmp(verb, "event") && count == 4)
    return soundcheck_post_event(client, words[2], (unsigned)atoi(words[3]));
  if (!strcmp(verb, "number") && count == 5)
    return soundcheck_post_measurement(client, words[2], atof(words[3]),
                                       words[4]);
  if (!strcmp(verb, "cancel"))
    return soundcheck_diagnose(client, SOUNDCHECK_CHECKUP, NULL, 0,
                               stop_at_once, NULL, NULL);
  if (!strcmp(verb, "check") && count == 3)
    return check(words[2]);
  if (!strcmp(verb, "offer") && count == 3)
    return offer(words[2]);
  if (!strcmp(verb, "watch") && count == 3)
    return watch(atoi(words[2]));
  if (!strcmp(verb, "consent") && count == 3)
    return soundcheck_answer_consent(client, words[2], 1);
  return SOUNDCHECK_INTERNAL;
}

int main(int count, char** words) {
  int done;
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (count < 2)
    return 64;
  done = soundcheck_connect(NULL, &client);
  if (done == SOUNDCHECK_OK)
    done = run(count, words);
  if (done != SOUNDCHECK_OK)
    printf("error %s\n",
           client ? soundcheck_message(client) : soundcheck_strerror(done));
  soundcheck_close(client);
  return -done;
}
