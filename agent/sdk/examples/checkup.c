/* Runs a check-up and prints what the owner should know, in Chinese. */
#include <soundcheck/soundcheck.h>
#include <stdio.h>

static int show(const soundcheck_progress* progress, void* user) {
  (void)user;
  if (progress->finished)
    fprintf(stderr, "[%u/%u] %s\n", progress->index + 1, progress->expected,
            progress->probe_id);
  return 0; /* anything else stops the check-up */
}

int main(void) {
  soundcheck_client* client;
  soundcheck_advice* advice = NULL;
  int error = soundcheck_connect(NULL, &client);
  if (error) {
    fprintf(stderr, "checkup: %s\n", soundcheck_strerror(error));
    return 1;
  }
  error = soundcheck_diagnose(client, SOUNDCHECK_CHECKUP, NULL, 0, show, NULL,
                              NULL);
  if (!error)
    error = soundcheck_last_diagnosis(client, "zh", &advice);
  if (error)
    fprintf(stderr, "checkup: %s\n", soundcheck_message(client));
  else
    printf("%s\n", advice->sentence);
  soundcheck_advice_free(advice);
  soundcheck_close(client);
  return error ? 1 : 0;
}
