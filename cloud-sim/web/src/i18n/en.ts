// English: the catalog that every other language must match. A key missing in
// another language, or a word of the API missing here, does not compile.
import type { DeviceState, Role } from "../api/types";
import { enAssist } from "./en_assist";
import { enCase } from "./en_case";
import { enConnection } from "./en_connection";
import { enDevice } from "./en_device";
import { enFirmware } from "./en_firmware";
import { enSound } from "./en_sound";
import { plural } from "./plural";

export const en = {
  app: {
    name: "soundcheck",
    skip: "Skip to the content",
    fleet: "Fleet",
    cases: "Cases",
    approvals: (n: number) =>
      n > 0 ? `Second operator (${n})` : "Second operator",
    quality: "Quality",
    pages: "Pages",
    signOut: "Sign out",
    signedInAs: (name: string, role: string) => `${name}, ${role}`,
    language: "Language",
    loading: "Loading from the cloud…",
    notFound: "There is no such page.",
    toFleet: "To the fleet",
    keys: "Keys: / search, d diagnose, Esc close",
  },
  role: {
    viewer: "viewer", qa: "QA", support_l1: "support, level 1",
    support_l2: "support, level 2", admin: "admin",
  } satisfies Record<Role, string>,
  login: {
    title: "Sign in to the support console",
    token: "Access token",
    hint: "Your administrator gives you the token. It stays in this browser " +
      "until you sign out, and no script can read it.",
    submit: "Sign in",
    busy: "Signing in…",
    refused: "The cloud does not know this token. Check that all of it was " +
      "pasted, or ask your administrator for a new one.",
    empty: "Paste your token first.",
  },
  line: {
    connecting: "Connecting to the cloud…",
    lost: (span: string) => `No connection to the cloud for ${span}. What ` +
      "you see may be old. Connecting again by itself.",
    rejected: (span: string) => "The cloud answers, but not properly, for " +
      `${span}. What you see may be old. Trying again by itself; if ` +
      "it stays, tell whoever runs the cloud.",
    live: "Live",
    lostShort: "Reconnecting",
  },
  error: {
    unreachable: "The cloud cannot be reached. Check your network connection, " +
      "then try again.",
    malformed: (status: number) => "The cloud gave an answer that this " +
      `console cannot read (status ${status}). Reload the page; if it stays, ` +
      "tell whoever runs the cloud.",
    forbidden: "Your role does not allow this. Ask an administrator for a " +
      "role that does.",
    notFound: "The cloud does not know it. Check the id, or look for it in " +
      "the fleet.",
    conflict: "It is not possible in the present state. Look at what is " +
      "running or open, then try again.",
    tooMany: "Too many requests. Wait half a minute, then try again.",
    unavailable: "A part of the cloud does not work just now. Try again in a " +
      "minute; if it stays, tell whoever runs the cloud.",
    badRequest: "The cloud did not accept the request. Reload the page, then " +
      "try again.",
    what: (action: string, device: string, why: string) =>
      `${action} for ${device} did not work. ${why}`,
    retry: "Try again",
    startDiagnosis: "Starting the diagnosis",
    runProbe: "Starting the test",
    applyRemedy: "Applying the remedy",
    stop: "Stopping the test",
    endSession: "Ending the session",
    open: "Loading the page",
  },
  fleet: {
    title: "Fleet",
    search: "Search by device, model or firmware",
    searchKey: "Press / to search",
    state: "State",
    fault: "Fault",
    firmware: "Firmware",
    model: "Model",
    all: "All",
    anyFault: "Any fault",
    devices: "devices",
    online: "online",
    withFault: "with a fault",
    columns: {
      device: "Device", what: "What is wrong", state: "State", since: "Since",
      firmware: "Firmware", wifi: "Wi-Fi",
    },
    shown: (n: number, of: number) =>
      n === of ? plural(n, "device", "devices")
        : `${n} of ${plural(of, "device", "devices")}`,
    noDevices: "No device has reported yet.",
    noDevicesNext: "A speaker appears here by itself as soon as it is " +
      "enrolled and connects for the first time.",
    noMatch: "No device fits the search and filters.",
    clear: "Clear search and filters",
    moved: (n: number) =>
      `${plural(n, "row has", "rows have")} changed place.`,
    sortAgain: "Sort worst first again",
    more: (n: number) => `Show ${n} more`,
    sessionOpen: "session open",
  },
  state: {
    online: "Online", offline: "Offline", stopped: "Switched off",
  } satisfies Record<DeviceState, string>,
  stateSince: {
    online: (span: string) => `for ${span}`,
    offline: (span: string) => `for ${span}; it vanished`,
    stopped: (span: string) => `for ${span}; in order`,
    never: "Never seen",
  },
  verdict: {
    noFault: "Nothing known to be wrong",
    unknownFault: "Something is wrong that is not known yet",
    incomplete: "Checked, but too little could be measured",
    never: "Not checked yet",
    faultUnknownHere: (id: string) =>
      `Fault ${id}, of which this cloud has no description`,
  },
  ...enDevice,
  ...enFirmware,
  ...enSound,
  ...enConnection,
  ...enCase,
  ...enAssist,
};

export type Messages = typeof en;
