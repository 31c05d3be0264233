/*
 * libsoundcheck: what a program of the speaker can ask of soundcheckd.
 *
 * A client is one connection to the daemon's socket. Nothing here needs more
 * than C99 and brings a thread, a signal handler or a log of its own.
 *
 * Errors     Functions that can fail return SOUNDCHECK_OK (0) or one of the
 *            negative numbers of enum soundcheck_error; soundcheck_message()
 *            then says in English words what went wrong. After SOUNDCHECK_IO
 *            and SOUNDCHECK_PARSE from the connection (the daemon ended, or it
 *            is no soundcheckd) a client is of no more use: close it and
 *            connect again.
 * Ownership  What a function returns through a pointer to a pointer is yours
 *            until you pass it to the function named `..._free`. What a
 *            callback is given lives until it returns. Strings are UTF-8, never
 *            NULL, and live as long as what holds them. Strings that you pass
 *            are copied.
 * Growth     Structures of this library may grow at their end, so arrays are
 *            arrays of pointers; take no sizeof of what it hands out.
 * Threads    One client is for one thread at a time. Different clients know
 *            nothing of each other. A signal does not interrupt a call.
 * Callbacks  Run during the call that they belong to, on its thread. In
 *            those of check and diagnose the same client must not be used (it
 *            answers SOUNDCHECK_BUSY); in those that soundcheck_dispatch()
 * calls it may be. They must neither close it nor throw nor jump out. Rights
 * Who may do what is in the speaker's policy file, by the groups of the
 * program's user; what is not allowed is SOUNDCHECK_DENIED. Limits     At most
 * 16 clients a process and 16 open requests a client; a client with more than
 * 50 requests a second is slowed down.
 */
#ifndef SOUNDCHECK_SOUNDCHECK_H
#define SOUNDCHECK_SOUNDCHECK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SOUNDCHECK_API __attribute__((visibility("default")))
#else
#define SOUNDCHECK_API
#endif

typedef struct soundcheck_client soundcheck_client;

enum soundcheck_error {
  SOUNDCHECK_OK = 0,
  SOUNDCHECK_UNSUPPORTED = -1, /* not there, or not on this speaker */
  SOUNDCHECK_TIMEOUT = -2,     /* no answer in time */
  SOUNDCHECK_CANCELLED = -3,   /* by your callback, or the daemon stops */
  SOUNDCHECK_IO = -4,          /* no daemon there, or it hung up */
  SOUNDCHECK_PARSE = -5,       /* one side does not understand the other */
  SOUNDCHECK_DENIED = -6,      /* the policy does not let you do that */
  SOUNDCHECK_BUSY = -7,        /* too much at once; try again later */
  SOUNDCHECK_INTERNAL = -8,    /* a defect of the daemon */
  SOUNDCHECK_NO_MEMORY = -9
};

/* A few English words for one of these numbers. Never NULL. */
SOUNDCHECK_API const char* soundcheck_strerror(int error);

/* ---- Connecting -------------------------------------------------------- */

/*
 * Connects to the daemon. `socket_path` NULL: what the environment variable
 * SOUNDCHECK_SOCKET names, else /run/soundcheck/soundcheck.sock. Waits for
 * nothing but the kernel. On an error `*client` is NULL.
 */
SOUNDCHECK_API int soundcheck_connect(const char* socket_path,
                                      soundcheck_client** client);

/*
 * Closes and frees; NULL is fine. What runs for this client is stopped, and
 * its probes are offered no longer.
 */
SOUNDCHECK_API void soundcheck_close(soundcheck_client* client);

/*
 * Why the last call on this client failed, in English; empty when it did not.
 * Lives until the next call.
 */
SOUNDCHECK_API const char* soundcheck_message(const soundcheck_client* client);

/*
 * How long a call waits for its answer, in milliseconds; 10000 at first, at
 * least 1. Check and diagnose wait that long for each sign of life, and never
 * less than two minutes.
 */
SOUNDCHECK_API void soundcheck_set_timeout(soundcheck_client* client,
                                           int milliseconds);

/* ---- Checking ---------------------------------------------------------- */

enum soundcheck_outcome {
  SOUNDCHECK_PASSED = 1,
  SOUNDCHECK_FAILED = 2,       /* it measured, and what it measured is broken */
  SOUNDCHECK_INCONCLUSIVE = 3, /* it could not measure: no good news */
  SOUNDCHECK_NOT_SUPPORTED = 4, /* this speaker cannot be asked */
  SOUNDCHECK_STOPPED = 5
};

enum soundcheck_presence {
  SOUNDCHECK_UNKNOWN = 0,
  SOUNDCHECK_PRESENT = 1,
  SOUNDCHECK_ABSENT = 2
};

typedef struct soundcheck_measurement {
  const char* name; /* "signal" */
  double value;
  const char* unit; /* "dBm", "ms", "%", "count"; empty for a pure number */
  double sigma;     /* standard deviation; negative: not known */
} soundcheck_measurement;

typedef struct soundcheck_finding {
  const char* id; /* "network.dns_no_answer" */
  int presence;   /* enum soundcheck_presence */
  const char* evidence;
} soundcheck_finding;

typedef struct soundcheck_result {
  const char* probe_id; /* "network.dns" */
  int outcome;          /* enum soundcheck_outcome */
  const char* summary;  /* one sentence, English, for experts */
  const soundcheck_measurement* const* measurements;
  size_t measurement_count;
  const soundcheck_finding* const* findings;
  size_t finding_count;
  int64_t duration_ms;
} soundcheck_result;

typedef struct soundcheck_results {
  const soundcheck_result* const* items;
  size_t count;
} soundcheck_results;

typedef struct soundcheck_progress {
  const char* probe_id;
  double fraction;   /* of this probe, 0 to 1 */
  const char* step;  /* what it does now, English */
  unsigned index;    /* of this probe, from 0 */
  unsigned expected; /* probes in all; may grow while a diagnosis runs */
  const soundcheck_result* finished; /* NULL until this probe has ended */
} soundcheck_progress;

/* Return 0 to go on, anything else to stop: the call ends SOUNDCHECK_CANCELLED
 * once the probe has been stopped. */
typedef int (*soundcheck_progress_callback)(const soundcheck_progress* progress,
                                            void* user);

/*
 * Runs the named probes one after another, 1 to 32 of them; `soundcheck list`
 * shows their names. Blocks until they have ended. Some make a sound. A probe
 * that failed is no error of this function.
 */
SOUNDCHECK_API int soundcheck_check(soundcheck_client* client,
                                    const char* const* probe_ids,
                                    size_t count,
                                    soundcheck_progress_callback progress,
                                    void* user,
                                    soundcheck_results** results);
SOUNDCHECK_API void soundcheck_results_free(soundcheck_results* results);

enum soundcheck_complaint {
  SOUNDCHECK_CHECKUP = 0, /* no complaint */
  SOUNDCHECK_NO_SOUND = 1,
  SOUNDCHECK_DISTORTED = 2,
  SOUNDCHECK_DOES_NOT_HEAR_ME = 3,
  SOUNDCHECK_CANNOT_CONNECT = 4,
  SOUNDCHECK_DROPS = 5,
  SOUNDCHECK_SLOW_ANSWERS = 6,
  SOUNDCHECK_RESTARTS = 7,
  SOUNDCHECK_OTHER = 8
};

enum soundcheck_status {
  SOUNDCHECK_NO_DIAGNOSIS = 0, /* none was made since the daemon started */
  SOUNDCHECK_NO_FAULT = 1,
  SOUNDCHECK_FAULT = 2,
  SOUNDCHECK_UNKNOWN_FAULT = 3, /* something is wrong, no known cause fits */
  SOUNDCHECK_INCOMPLETE = 4     /* too little could be measured to tell */
};

typedef struct soundcheck_fault {
  const char* id;     /* "audio.mic_dead" */
  const char* code;   /* of the dictionary of faults: "N21" */
  double probability; /* 0 to 1 */
} soundcheck_fault;

typedef struct soundcheck_diagnosis {
  int status;                            /* enum soundcheck_status */
  const soundcheck_fault* const* faults; /* most probable first */
  size_t fault_count;
  const char* const* not_measured; /* probes that gave no answer */
  size_t not_measured_count;
} soundcheck_diagnosis;

/*
 * Lets the speaker choose its tests and name the fault. `circumstances`,
 * `count` of them, are what is known besides: "just_updated", "just_moved",
 * "first_set_up", "bluetooth"; other words change nothing. With a complaint it
 * may make a sound. Blocks for up to two minutes. `diagnosis` may be NULL.
 */
SOUNDCHECK_API int soundcheck_diagnose(soundcheck_client* client,
                                       enum soundcheck_complaint complaint,
                                       const char* const* circumstances,
                                       size_t count,
                                       soundcheck_progress_callback progress,
                                       void* user,
                                       soundcheck_diagnosis** diagnosis);
SOUNDCHECK_API void soundcheck_diagnosis_free(soundcheck_diagnosis* diagnosis);

typedef struct soundcheck_advice {
  int status;           /* enum soundcheck_status */
  const char* fault_id; /* empty unless there is a fault */
  const char* title;    /* a few words: "Restarts again and again" */
  const char* sentence; /* for the owner, to be shown or spoken; never empty */
  const char* to_do;    /* the one thing to do; may be empty */
} soundcheck_advice;

/*
 * The last diagnosis, whoever asked for it, in the owner's words. `language` is
 * "en" or "zh".
 */
SOUNDCHECK_API int soundcheck_last_diagnosis(soundcheck_client* client,
                                             const char* language,
                                             soundcheck_advice** advice);
SOUNDCHECK_API void soundcheck_advice_free(soundcheck_advice* advice);

/* ---- Telling of oneself ------------------------------------------------ */

/*
 * Counts `count` (0 to 10000) more of an event of this program. They become
 * measurements of the probe app.events, per hour, and so part of reports; the
 * diagnosis knows
 *   "playback.underrun"  a gap that could be heard
 *   "asr.no_reply"       a question that the voice service did not answer
 * A count of 0, once at the start, says that you count them and all is well.
 * Names have 1 to 48 lower-case letters, digits, "_" and "."; a speaker keeps
 * 24 of them. They leave the speaker: no name, address or spoken word in them.
 * More than 30 at once, or one a second for long, is SOUNDCHECK_BUSY: add up
 * what comes often.
 */
SOUNDCHECK_API int soundcheck_post_event(soundcheck_client* client,
                                         const char* name,
                                         unsigned count);

/*
 * A number that this program measures, such as "asr.latency", 412, "ms". The
 * last one of a name counts, for an hour. The rest is as for events; a unit has
 * at most 16 bytes and is not "event".
 */
SOUNDCHECK_API int soundcheck_post_measurement(soundcheck_client* client,
                                               const char* name,
                                               double value,
                                               const char* unit);

/* ---- Waiting for the daemon -------------------------------------------- */

/*
 * What soundcheck_watch() and soundcheck_offer_probe() wait for comes in
 * soundcheck_dispatch(). It waits at most `timeout_ms` (0: not at all,
 * negative: for ever) until something has come, calls your callbacks for it,
 * and returns how much that was; 0 when nothing came, or an error.
 */
SOUNDCHECK_API int soundcheck_dispatch(soundcheck_client* client,
                                       int timeout_ms);

/*
 * For your own poll loop: readable when soundcheck_dispatch(client, 0) has
 * something to do. Other calls may take in what came for it: dispatch after
 * them before you poll. Do not read or close it.
 */
SOUNDCHECK_API int soundcheck_fd(const soundcheck_client* client);

typedef struct soundcheck_consent {
  const char* id;
  const char*
      consent_class; /* "test", "repair", "disruptive", "logs", "read" */
  const char* operator_name; /* who asks */
  const char* reason;        /* why */
  const char* what_en;       /* what would happen, for the owner */
  const char* what_zh;
  unsigned seconds_left; /* until silence counts as no */
} soundcheck_consent;

typedef struct soundcheck_state {
  int online; /* the cloud is reached */
  int session_open;
  const char* session_operator; /* whose remote session is open; empty: none */
  unsigned session_seconds_left;
  const char* running;                       /* what runs now; empty: nothing */
  const soundcheck_consent* const* consents; /* wait for the owner's answer */
  size_t consent_count;
} soundcheck_state;

typedef void (*soundcheck_state_callback)(const soundcheck_state* state,
                                          void* user);

/*
 * Calls back with the state at once and, from soundcheck_dispatch(), after each
 * change. A second call replaces the first; NULL ends it.
 */
SOUNDCHECK_API int soundcheck_watch(soundcheck_client* client,
                                    soundcheck_state_callback callback,
                                    void* user);

/*
 * The owner's answer to a pending consent: `allow` 0 is no. Only pass on what
 * the owner said or pressed. SOUNDCHECK_UNSUPPORTED when nothing of that id
 * waits (any more).
 */
SOUNDCHECK_API int soundcheck_answer_consent(soundcheck_client* client,
                                             const char* id,
                                             int allow);

/*
 * Takes the owner's word on this class of consent back (consent_class of a
 * question; NULL: on all), a "never", too. What runs by it is cancelled; of
 * class "session", the session ends. SOUNDCHECK_UNSUPPORTED when there is no
 * word that could be taken back.
 */
SOUNDCHECK_API int soundcheck_revoke_consent(soundcheck_client* client,
                                             const char* consent_class);

/* The owner's stop button. SOUNDCHECK_UNSUPPORTED when no session is open. */
SOUNDCHECK_API int soundcheck_end_session(soundcheck_client* client);

/* ---- A probe of one's own ---------------------------------------------- */

typedef struct soundcheck_verdict soundcheck_verdict;

/*
 * Fills in what the probe found. Without soundcheck_verdict_set() it is
 * inconclusive. Copies the strings. At most 16 measurements and 16 findings;
 * ids of findings begin with "app." (a knowledge base may name them). The texts
 * leave the speaker in reports.
 */
SOUNDCHECK_API void soundcheck_verdict_set(soundcheck_verdict* verdict,
                                           enum soundcheck_outcome outcome,
                                           const char* summary);
SOUNDCHECK_API void soundcheck_verdict_measure(soundcheck_verdict* verdict,
                                               const char* name,
                                               double value,
                                               const char* unit);
SOUNDCHECK_API void soundcheck_verdict_find(soundcheck_verdict* verdict,
                                            const char* id,
                                            enum soundcheck_presence presence,
                                            const char* evidence);

typedef void (*soundcheck_probe_callback)(soundcheck_verdict* verdict,
                                          void* user);

/* Set all that you do not use to zero. */
typedef struct soundcheck_probe {
  const char* name;     /* 1 to 32 lower-case letters, digits and "_" */
  const char* title;    /* a few English words, at most 64 bytes */
  unsigned deadline_ms; /* 0: 10000; at most 60000 */
  double seconds;       /* how long it usually takes */
  int audible;          /* it makes a sound: only asked with consent */
  int interrupts_playback;
  int airtime; /* it sends packets */
} soundcheck_probe;

/*
 * Puts a probe into the speaker's catalog as "app.NAME", to be run from
 * soundcheck_dispatch() whenever somebody asks for it. Eight names a speaker;
 * title, deadline and cost are those of the first offer since the daemon
 * started. A program that takes longer than its deadline, or dies, makes the
 * probe inconclusive and harms nobody. SOUNDCHECK_UNSUPPORTED where the
 * firmware's daemon was built without (SOUNDCHECK_APP_PROBES, off for ARM).
 * That the daemon refuses the offer may also be told by soundcheck_dispatch().
 */
SOUNDCHECK_API int soundcheck_offer_probe(soundcheck_client* client,
                                          const soundcheck_probe* probe,
                                          soundcheck_probe_callback run,
                                          void* user);

#ifdef __cplusplus
}
#endif

#endif
