// English for the sound card of one device; see en.ts.
import type { MicrophoneFigure } from "../store/sound_names";

export const enSound = {
  sound: {
    title: "Sound test",
    none: "The sound test has not run on this speaker yet.",
    unknownTest: "This speaker's firmware does not have the sound test.",
    outcome: {
      inconclusive: (why: string) => "The last sound test could not tell" +
        `${why && `: ${why}`}. It is not drawn.`,
      cancelled: () => "The last sound test was stopped before its end. It " +
        "is not drawn.",
      not_supported: (why: string) => "This speaker cannot run the sound " +
        `test${why && `: ${why}`}.`,
    },
    earlier: (age: string) =>
      `Shown below is the last test that could tell, ${age}.`,
    measured: (age: string) => `measured ${age}`,
    response: "Response against this speaker's baseline",
    difference: "Difference between the microphones",
    differenceWhy: "This speaker has no baseline, so each microphone is " +
      "compared with the middle of all of them. What they have in common, " +
      "such as the loudspeaker, does not show here.",
    responseAxis: "dB against baseline",
    differenceAxis: "dB difference",
    noResponse: "No response was measured.",
    loneMicrophone: "There is no baseline and only one microphone, so there " +
      "is nothing to compare its response with.",
    mask: (db: string) => `Healthy range ±${db} dB`,
    noMask: "The speaker gave no healthy range.",
    band: "Shade around a line: three times its uncertainty (3σ). A limit is " +
      "judged only where the shade lies on one side of it.",
    outside: (who: string) => `Partly outside the plot: ${who}. The table ` +
      "has all values.",
    thd: "Distortion (THD)",
    thdAxis: "THD in %",
    noThd: "No distortion was measured.",
    frequency: "Frequency",
    readHint: "Point at the plot, or use the arrow keys on it, to read values.",
    at: (frequency: string) => `At ${frequency}:`,
    lines: "Lines shown",
    values: "Values as a table",
    microphone: (n: string) => `Microphone ${n}`,
    microphones: "Microphones",
    noMicrophones: "No microphone was measured by itself.",
    column: {
      microphone: "Microphone", findings: "Found",
      level: "Level", delay: "Delay", quiet_level: "Quiet level",
      hum_excess: "Hum", dc: "DC, of full scale",
    } satisfies Record<MicrophoneFigure | "microphone" | "findings", string>,
    nothingFound: "Nothing",
    notJudged: (title: string) => `Could not tell: ${title}`,
    common: "Found of the speaker as a whole",
    notMeasured: "not measured",
    history: "History",
    level: "Level",
    thdAt1Khz: "Distortion at 1 kHz",
    play: "Play the test",
    playTitle: "Test by ear and microphone",
    heard: "The owner will hear a rising tone of 1.5 seconds, about as loud " +
      "as speech, up to three times.",
    consent: "The owner is asked first; nothing sounds without consent.",
    reason: "Sound test: a rising tone of 1.5 seconds, about as loud as " +
      "speech, up to three times",
    asking: "Asking…",
    act: "Playing the sound test",
    openAct: "Opening a session",
    open: "Open a session",
    opening: "Opening…",
    openReason: "Support would like to test the sound",
    stop: "Stop the test",
    finished: "The test has ended; see the result below.",
    why: {
      viewer: "Only support staff may play the test.",
      offline: "The speaker is offline. Ask the owner whether it has power " +
        "and whether the home network works.",
      stopped: "The speaker is switched off. Ask the owner to switch it on.",
      unsupported: (why: string) => "This speaker cannot play the test" +
        `${why && `: ${why}`}.`,
      noSession: "No session is open. Open one first.",
      opening: "The session is being opened; wait for the speaker.",
      busy: "A test is running; wait for it or stop it.",
    },
  },
};
