/* The buttons with which an owner answers support. A line on the standard input
 * is a button: "yes"; "back", which takes back what was asked for last, or all
 * before the first question; "stop", which ends the remote session; or all
 * else, which is a no.
 */
#include <poll.h>
#include <soundcheck/soundcheck.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The last question; the buttons are for this one. */
static char asked[128], asked_class[32];

static void show(const soundcheck_state* state, void* user) {
  const soundcheck_consent* first;
  (void)user;
  if (state->consent_count == 0)
    return;
  first = state->consents[0];
  if (!strcmp(asked, first->id))
    return;
  snprintf(asked, sizeof asked, "%s", first->id);
  snprintf(asked_class, sizeof asked_class, "%s", first->consent_class);
  printf("%s asks for %s: %s (%s)\n", first->operator_name,
         first->consent_class, first->what_en, first->reason);
}

/* That it is too late, for instance, is no reason to end. */
static void press(soundcheck_client* client, const char* button) {
  int error;
  if (!strcmp(button, "stop"))
    error = soundcheck_end_session(client);
  else if (!strcmp(button, "back"))
    error = soundcheck_revoke_consent(client, asked_class);
  else
    error = soundcheck_answer_consent(client, asked, !strcmp(button, "yes"));
  printf("%s: %s\n", button, error ? soundcheck_message(client) : "done");
}

/* Until there are no more buttons, or the daemon ends. */
static int serve(soundcheck_client* client) {
  char button[16];
  struct pollfd on[2] = {{STDIN_FILENO, POLLIN, 0}, {0, POLLIN, 0}};
  on[1].fd = soundcheck_fd(client);
  for (;;) {
    int told = soundcheck_dispatch(client, 0);
    if (told < 0)
      return told;
    if (poll(on, 2, -1) < 0 || !on[0].revents)
      continue;
    if (!fgets(button, sizeof button, stdin))
      return SOUNDCHECK_OK;
    button[strcspn(button, "\n")] = '\0';
    press(client, button);
  }
}

int main(void) {
  soundcheck_client* client;
  int error = soundcheck_connect(NULL, &client);
  /* Buttons that the poll loop cannot see would wait for the next one. */
  setvbuf(stdin, NULL, _IONBF, 0);
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (!error)
    error = soundcheck_watch(client, show, NULL);
  if (!error)
    error = serve(client);
  if (error)
    fprintf(stderr, "buttons: %s\n", soundcheck_strerror(error));
  soundcheck_close(client);
  return error ? 1 : 0;
}
