// English for the page of one device; see en.ts.
import { plural } from "./plural";
import type {
  CommandState, Complaint, Outcome, Presence, Reason, Refusal, RemedyOutcome, Session,
} from "../api/types";

export const enDevice = {
  device: {
    lastSeen: (age: string) => `last seen ${age}`,
    firmware: "Firmware",
    slot: (slot: string) => `slot ${slot}`,
    unknownFirmware: "unknown",
    model: "Model",
    agent: "Agent",
    wifi: "Wi-Fi",
    noWifi: "no Wi-Fi",
    wifiNotKnown: "Wi-Fi not known",
    wifiBars: (bars: number, dbm: string) => `${bars} of 4 bars, ${dbm} dBm`,
    copyId: "Copy id",
    copied: "Copied",
    register: "Words",
    owner: "Owner's",
    expert: "Expert's",
    reports: (n: number, dropped: number) =>
      `${plural(n, "report", "reports")} kept` +
      (dropped ? `, ${dropped} dropped by the device` : ""),
    viewerWhy: "You are signed in as viewer: you can see everything here, but " +
      "only support staff may start tests or end sessions.",
    offlineWhy: "A diagnosis needs the speaker online. Ask the owner whether " +
      "it has power and whether the home network works; this page changes " +
      "by itself when it is back.",
    stoppedWhy: "The speaker was switched off in order. Ask the owner to " +
      "switch it on; this page changes by itself when it is back.",
    busyWhy: "A test is running; wait for it or stop it.",
  },
  diagnose: {
    start: "Start diagnosis",
    starting: "Starting…",
    title: "What does the owner complain of?",
    hint: "The answer decides which tests come first.",
    cancel: "Close",
    reason: (complaint: string) => `Support diagnosis: ${complaint}`,
    notSure: "Not sure: check everything",
  },
  complaint: {
    no_sound: "No sound", distorted: "Sounds distorted",
    does_not_hear_me: "Does not hear me", cannot_connect: "Cannot connect",
    drops: "Connection drops", slow_answers: "Answers slowly",
    restarts: "Restarts by itself", other: "Something else",
  } satisfies Record<Complaint, string>,
  now: {
    title: "Now",
    checked: (age: string) => `checked ${age}`,
    neverNext: "Start a diagnosis to find out.",
    running: "Diagnosis running",
    runningProbes: "Test running",
    runningRemedy: "Remedy running",
    askedBy: (who: string) => `asked by ${who}`,
    complaint: (what: string) => `Complaint: ${what}`,
    stop: "Stop",
    stopping: "Stopping…",
    testOf: (n: number, of: number) => `Test ${n} of about ${of}`,
    tests: (n: number, s: string) => `${plural(n, "test", "tests")}, ${s}`,
    why: "Why this test:",
    whyFinding: (title: string) => `It answers: ${title}`,
    whyAsked: "Asked for by support",
    usually: (s: string) => `usually ${s}`,
    probability: "Probability",
    ranking: "Causes by probability",
    evidenceOf: "Evidence for and against",
    sayTo: "Say to the owner",
    copy: "Copy text",
    copied: "Copied",
    copyFailed: "The browser did not allow copying; select the text instead.",
    remedies: "What helps",
    apply: (remedy: string) => `Let the speaker do it: ${remedy}`,
    remedyDone: "Remedy applied",
    applied: {
      healed: (what: string) => `${what}: it helped, the speaker confirms it.`,
      unchanged: (what: string) =>
        `${what}: done, and nothing has changed. Try the next remedy.`,
      worse: (what: string) => `${what}: this made things worse.`,
      failed: (what: string) => `${what}: this did not work.`,
      not_supported: (what: string) => `${what}: this speaker cannot do it.`,
      interrupted: (what: string) =>
        `${what}: cut off in the middle. Start a diagnosis.`,
    } satisfies Record<RemedyOutcome, (what: string) => string>,
    undone: "What was before is back.",
    confirm: (probe: string) => `Done? Test again: ${probe}`,
    evidenceFor: "Speaks for it",
    evidenceAgainst: "Speaks against it",
    evidence: {
      present: (title: string) => title,
      absent: (title: string) => `Not so: ${title}`,
      unknown: (title: string) => `Not known: ${title}`,
    } satisfies Record<Presence, (title: string) => string>,
    noEvidence: "Nothing",
    notMeasured: "Not measured",
    wouldChange: (probe: string) => `${probe} would tell most.`,
    path: "Path of tests",
    audible: "The owner will hear a test sound.",
    interrupts: "Music stops meanwhile.",
    unknownNext: "The signs do not fit any known fault. Pass the case on to " +
      "an engineer together with the evidence below.",
    incompleteNext: "See below what could not be measured, mend that first, " +
      "then start the diagnosis again.",
    refused: "The speaker refused",
    failed: "The test broke off",
    cancelled: "The test was stopped",
    tested: "Tested again",
    confirmed: (probe: string, age: string) =>
      `Confirmed by the speaker: ${probe} passed ${age}.`,
    notConfirmed: (probe: string, age: string) =>
      `Not cured yet: ${probe} failed ${age}.`,
    confirmVain: (probe: string, age: string) =>
      `Tested ${age}, but ${probe} could not tell.`,
    routinePath: "Nobody started this diagnosis: the speaker checked itself. " +
      "These are the tests in the order in which it ran them.",
    testedPassed: "The speaker passed. Start a diagnosis to be sure that " +
      "nothing else is wrong.",
    testedFailed: "It is not right yet. See the test below, then try the " +
      "next remedy.",
    refusedNothingDone: "Nothing was done on the speaker.",
    earlier: "The last diagnosis, before that:",
    announceRunning: (n: number, probe: string) => `Test ${n}: ${probe}`,
    announceFault: (what: string) => `Result: ${what}`,
    listen: "May make a sound",
  },
  actor: {
    auto: "The speaker does this by itself",
    owner: "The owner does this",
    support: "Support does this",
    unspecified: "Somebody does this",
  },
  remedy: {
    reversible: "can be undone",
    irreversible: "cannot be undone",
    class: "Consent class",
    consent: {
      read: "The owner notices nothing.",
      test: "The owner may hear or notice a test.",
      repair: "The owner is asked first, because it changes the speaker.",
      disruptive: "The owner is asked first, because the speaker restarts.",
      logs: "The owner is asked first, because logs leave the speaker.",
    } as Record<string, string>,
  },
  commandState: {
    queued: "Waiting to be sent", sent: "Sent, waiting for the speaker",
    accepted: "Accepted by the speaker",
    waiting_for_consent: "Waiting for the owner to agree",
    running: "Running", succeeded: "Finished", failed: "Broken off",
    cancelled: "Stopped", refused: "Refused",
  } satisfies Record<CommandState, string>,
  refusal: {
    unspecified: "It did not say why.",
    malformed: "It could not read the command. Reload the page and try " +
      "again; if it stays, the cloud and the speaker do not fit together.",
    unsigned: "The command had no signature. Tell whoever runs the cloud.",
    unknown_key: "It does not trust this cloud's key. The speaker must be " +
      "enrolled with this cloud.",
    bad_signature: "The signature was wrong: the command was altered on its " +
      "way. Tell security.",
    wrong_device: "The command was meant for another speaker. Tell whoever " +
      "runs the cloud.",
    expired: "The command arrived too late. Start it again.",
    replayed: "The speaker has seen this command before. Start it again.",
    no_session: "The session has ended. Start again; a new session is " +
      "opened by itself.",
    unsupported: "Its firmware does not know this test. Update the firmware.",
    policy: "Its policy never allows this. Ask the product's owner whether " +
      "the policy is meant so.",
    consent_denied: "The owner said no. Explain what the test does and why, " +
      "and try again only if the owner agrees.",
    consent_timeout: "The owner did not answer in time, which counts as no. " +
      "Ask the owner to stay near the speaker, then start again.",
    busy: "Another test is running, or too much was asked of the speaker in " +
      "a short time. Wait a little, then start again.",
    too_large: "The command was too large. Tell whoever runs the cloud.",
    keys_outdated: "It does not have the newest keys yet. They are being " +
      "sent; start again.",
    key_revoked: "The key that signed the command was revoked. Tell security.",
    key_expired: "The key that signed the command is no longer valid. Whoever " +
      "runs the cloud must renew the keys.",
    role: "The role of the key that signed this does not allow it. Ask " +
      "somebody with another role.",
    second_operator: "This needs a second operator, who must sign it too.",
  } satisfies Record<Refusal, string>,
  outcome: {
    passed: "Passed", failed: "Failed", inconclusive: "Could not tell",
    not_supported: "Not supported", cancelled: "Stopped",
  } satisfies Record<Outcome, string>,
  reason: {
    unsupported: "this speaker cannot do it", timeout: "it took too long",
    cancelled: "it was stopped", io: "the hardware gave an error",
    parse: "the answer could not be read", denied: "it was not allowed",
    busy: "the hardware was in use", internal: "the test itself broke",
  } satisfies Record<Reason, string>,
  figures: {
    title: "Measurements",
    none: "Nothing measured yet.",
    measured: (age: string) => `measured ${age}`,
    sigma: (s: string) => `± ${s}`,
    trend: (name: string) => `Course of ${name}`,
    showTrend: (name: string) => `Show the course of ${name}`,
    hideTrend: "Hide",
    trendNone: "Too few reports for a course yet.",
    trendText: (n: number, low: string, high: string, last: string) =>
      `${n} values from ${low} to ${high}, the last ${last}`,
    time: "Time",
  },
  layer: {
    wifi: "Wi-Fi", network: "Network", audio: "Sound", firmware: "Firmware",
    system: "System",
  } as Record<string, string>,
  timeline: {
    title: "Timeline",
    none: "Nothing has happened yet.",
    more: "Show earlier events",
    online: "Came online",
    offline: "Vanished",
    stopped: "Switched off in order",
    boot: (firmware: string) =>
      firmware ? `Started, firmware ${firmware}` : "Started",
    report: (trigger: string) => `Report: ${trigger}`,
    reportFailed: (probes: string) => `failed: ${probes}`,
    sessionOpened: (who: string) => `Session opened by ${who}`,
    sessionClosed: (who: string) => `Session of ${who} ended`,
    command: (verb: string, who: string, state: string) =>
      `${verb}, by ${who}: ${state}`,
    faultGone: "No fault any more",
    someone: "somebody",
  },
  trigger: {
    boot: "after start", periodic: "routine", change: "something changed",
    on_demand: "asked for", unspecified: "without a reason",
  } as Record<string, string>,
  verb: {
    diagnose: "Diagnosis", run_probes: "Tests", apply_remedy: "Remedy",
    cancel: "Stop", identify: "Blinking light",
    show_measurements: "Numbers over days", read_events: "Connection events",
    set_reporting: "Closer look", read_audit: "Audit log read",
    collect_bundle: "Bundle", open_session: "Session", close_session: "End",
  } as Record<string, string>,
  session: {
    title: "Session",
    state: {
      opening: "being opened", open: "open", closed: "ended",
      refused: "refused",
    } satisfies Record<Session["state"], string>,
    by: (who: string) => `by ${who}`,
    left: (time: string) => `${time} left`,
    waitingLeft: (s: string) => `waiting for the owner, ${s} left`,
    waiting: (s: string) => `waiting for the owner, ${s}`,
    consented: "the owner agreed",
    noConsentAsked: "no consent pending",
    end: "End session",
    ending: "Ending…",
  },
};
