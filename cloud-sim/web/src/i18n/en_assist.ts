// English for what is done from afar: the second operator, bundles, the audit
// log; see en.ts.
import type { ApprovalState, CommandState } from "../api/types";
import { plural } from "./plural";

export const enAssist = {
  approvals: {
    title: "Second operator",
    why: "What restarts a speaker or changes its firmware is sent only when " +
      "two operators want it. Read what, why and for whom before you sign.",
    waiting: "Waiting for a second operator",
    decided: "Decided",
    none: "Nothing waits for a second operator.",
    noneNext: "When somebody asks for a remedy that restarts a speaker, it " +
      "appears here by itself.",
    noneDecided: "Nothing has been decided yet.",
    what: (remedy: string, device: string) => `${remedy}, for ${device}`,
    asked: (who: string, age: string) => `asked for by ${who}, ${age}`,
    left: (time: string) => `${time} left`,
    reason: "Why",
    sign: "Countersign and send",
    signing: "Signing…",
    decline: "Decline",
    declineWhy: "Why not (optional)",
    withdraw: "Withdraw",
    own: "You asked for it yourself, so somebody else must sign it.",
    mayNot: "Your role does not sign such commands.",
    deciding: "Deciding",
    state: {
      waiting: "Waiting", granted: "Signed and sent", declined: "Declined",
      withdrawn: "Withdrawn", expired: "Nobody came in time",
    } satisfies Record<ApprovalState, string>,
    by: (who: string) => `by ${who}`,
    ask: (remedy: string) => `Ask a second operator for: ${remedy}`,
    askWhy: "Why, for the second operator and the owner",
    askHint: "Two operators must sign what restarts the speaker.",
    askedNow: "Asked. It is sent as soon as somebody else has signed it.",
    toPage: "See what waits",
    line: (state: string, what: string, who: string, second: string) =>
      second ? `${what}: ${state} by ${second} (asked for by ${who})`
        : `${what}: ${state}, asked for by ${who}`,
  },
  erased: (who: string) =>
    `${who} erased all that was known, as the owner demanded`,
  bundles: {
    title: "Bundles",
    of: (device: string) => `Bundles of ${device}`,
    back: (device: string) => `To ${device}`,
    what: "Logs, events and versions, packed by the speaker. Names of " +
      "networks, addresses, keys and places were replaced before they left " +
      "it. Each is kept for 30 days.",
    none: "There is no bundle of this speaker.",
    mayNot: "Your role does not see bundles. Ask somebody of level 2.",
    ask: "Ask for a bundle",
    asking: "Asking…",
    collecting: "Asking for a bundle",
    destination: "Destination, by its name in the speaker's own policy",
    reason: "Why (the owner is told)",
    waitsFor: "The owner is asked on the speaker before anything leaves it, " +
      "and the speaker's policy may refuse.",
    reference: "Reference",
    noReference: "no reference yet",
    asked: (who: string, when: string) => `asked for by ${who}, ${when}`,
    unknownWho: "somebody",
    size: "Size",
    arrived: (received: string, total: string) => `${received} of ${total}`,
    nothingYet: "nothing has arrived yet",
    items: "Items",
    unfinished: "Did not finish",
    allFinished: "all are whole",
    redactions: "Replaced",
    times: (n: number) => plural(n, "time", "times"),
    checksum: "SHA-256",
    download: (reference: string) => `Download ${reference}`,
    whole: "Complete",
    partly: "Not complete",
    state: {
      queued: "Waiting to be sent", sent: "Sent, waiting for the speaker",
      accepted: "Accepted by the speaker",
      waiting_for_consent: "Waiting for the owner to agree",
      running: "The speaker packs or sends it", succeeded: "Sent",
      failed: "Broken off", cancelled: "Stopped", refused: "Refused",
    } satisfies Record<CommandState, string>,
  },
  audit: {
    title: "Audit log",
    of: (device: string) => `Audit log of ${device}`,
    what: "What was asked of the speaker from afar, what became of it, and " +
      "what the owner said. The speaker writes it; each line carries the " +
      "hash of the line before, so none can be changed, moved or left out " +
      "unseen. The cloud checks that each time.",
    empty: "Nothing of it was read yet.",
    readOn: "Read on from the speaker",
    reading: "Reading…",
    readingName: "Reading the audit log",
    offline: "The speaker is not online; only what was read before is shown.",
    sound: (first: number, last: number) =>
      `Lines ${first} to ${last} are verified: they are one whole chain.`,
    soundBut: (first: number, last: number, n: number) =>
      `Lines ${first} to ${last} are verified, but for ${plural(n, "gap",
        "gaps")} that nobody has read.`,
    broken: "The log is not believed",
    brokenAt: (n: number) => `The chain breaks at line ${n}. What the cloud ` +
      "kept was changed after it was read; from that line on nothing is " +
      "verified.",
    brokenDevice: "What the speaker shows now does not fit what it showed " +
      "before. The lines below were read before that and are verified.",
    noticed: (when: string) => `Noticed ${when}.`,
    next: "Tell security, and keep the speaker as it is.",
    gap: (first: number, last: number) => first === last
      ? `Line ${first} was not read` : `Lines ${first} to ${last} were not read`,
    verified: "verified",
    breaksHere: "breaks here",
    unverified: "not verified",
    line: (n: number) => `Line ${n}`,
    untrusted: "by a clock that was not set",
    raw: "As it stands on the speaker",
    more: "Show earlier lines",
    refused: (why: string) => `The speaker did not show its log: ${why}`,
    event: {
      session_opened: "Session opened", session_closed: "Session ended",
      session_interrupted: "Session ended by a restart",
      command_accepted: "Command accepted", command_refused: "Command refused",
      command_finished: "Command finished",
      command_interrupted: "Command interrupted by a restart",
      consent_asked: "Owner asked", consent_granted: "Owner agreed",
      consent_denied: "Owner refused", consent_timed_out: "Owner did not answer",
      consent_revoked: "Owner took it back",
      consent_withdrawn: "Question withdrawn",
      refusals_counted: "Further refusals, counted",
      keys_taken: "New keys taken", keys_refused: "New keys refused",
      log_recovered: "Torn end cut off after a power cut",
      log_continued: "Continues an older file",
      log_put_aside: "A broken older log was put aside",
    } as Record<string, string>,
  },
};
