import { useState } from "preact/hooks";
import { api, cloudNow } from "../../api/client";
import type { Command, Device } from "../../api/types";
import type { Messages } from "../../i18n/en";
import { useWords, type Words } from "../../i18n/words";
import { useNow } from "../../parts/time";
import { posted } from "../../store/actions";
import { isFinal } from "../../store/reduce";
import { sweepProbe } from "../../store/sound";
import { useAct } from "../act";

export function sessionStands(device: Device, nowMs: number): boolean {
  const session = device.session;
  return session?.state === "open" &&
    (session.ends_ms === 0 || session.ends_ms > nowMs);
}

/// The speaker's own reason is English.
export function unsupportedWhy(device: Device, words: Words): string | null {
  const probe = device.probes.find((one) => one.id === sweepProbe);
  if (!probe) return words.t.sound.unknownTest;
  if (probe.supported) return null;
  const readable = words.language === "en" || words.register === "expert";
  return words.t.sound.why.unsupported(readable ? probe.unsupported_why : "");
}

export type Hindrance = { kind: keyof Messages["sound"]["why"]; text: string };

/// Why the test cannot be played now; null when it can.
export function playHindrance(
  device: Device, command: Command | null, mayAct: boolean, nowMs: number,
  words: Words,
): Hindrance | null {
  const why = words.t.sound.why;
  if (!mayAct) return { kind: "viewer", text: why.viewer };
  if (device.state === "offline") return { kind: "offline", text: why.offline };
  if (device.state === "stopped") return { kind: "stopped", text: why.stopped };
  const unsupported = unsupportedWhy(device, words);
  if (unsupported) return { kind: "unsupported", text: unsupported };
  if (command && !isFinal(command)) return { kind: "busy", text: why.busy };
  if (device.session?.state === "opening") {
    return { kind: "opening", text: why.opening };
  }
  return sessionStands(device, nowMs)
    ? null : { kind: "noSession", text: why.noSession };
}

function OpenSession({ device }: { device: Device }) {
  const { t } = useWords();
  const { busy, problem, run } = useAct(t.sound.openAct, device.id);
  const session = device.session;
  return (
    <>
      <button type="button" disabled={busy} onClick={() => void run(
        () => api.openSession(device.id, t.sound.openReason))}>
        {busy ? t.sound.opening : t.sound.open}
      </button>
      {session?.state === "refused" && (
        <p class="problem">{t.now.refused}{" · "}
          {t.refusal[session.refusal ?? "unspecified"]}</p>
      )}
      {problem && <p class="problem" role="alert">{problem}</p>}
    </>
  );
}

/// How the test goes that was asked for here, from the click to its end.
function Progress({ device, command, mayAct }: {
  device: Device; command: Command; mayAct: boolean;
}) {
  const { t, format } = useWords();
  const { busy, problem, run } = useAct(t.error.stop, device.id);
  const step = command.steps.find((one) => one.probe_id === sweepProbe);
  if (isFinal(command)) {
    return (
      <p>{command.state === "refused"
        ? `${t.now.refused}. ${t.refusal[command.refusal ?? "unspecified"]} ` +
          t.now.refusedNothingDone
        : command.state === "succeeded" ? t.sound.finished
          : t.commandState[command.state]}</p>
    );
  }
  const fraction = step && command.state === "running" ? step.fraction : 0;
  return (
    <div class="playing">
      <p class="line">
        <span>{t.commandState[command.state]}</span>
        <progress max={1} value={fraction} aria-label={t.sound.act} />
        <span class="quiet">{format.percent(fraction)}</span>
      </p>
      {mayAct && (
        <button type="button" disabled={busy} onClick={() => void run(
          () => api.cancel(device.id, command.id))}>
          {busy ? t.now.stopping : t.sound.stop}
        </button>
      )}
      {problem && <p class="problem" role="alert">{problem}</p>}
    </div>
  );
}

function plays(command: Command, asked: string): boolean {
  return command.id === asked || command.verb === "run_probes" &&
    command.steps.some((one) => one.probe_id === sweepProbe) &&
    !isFinal(command);
}

/// Plays the test, after saying what will be heard. The owner is asked by the
/// way of every command.
export function PlayTest({ device, command, mayAct }: {
  device: Device; command: Command | null; mayAct: boolean;
}) {
  const words = useWords();
  const { t } = words;
  useNow(5000);  // a session ends by the clock alone
  const [asked, setAsked] = useState("");
  const { busy, problem, run } = useAct(t.sound.act, device.id);
  const hindrance =
    playHindrance(device, command, mayAct, cloudNow(), words);
  const probe = device.probes.find((one) => one.id === sweepProbe);

  const play = async (): Promise<void> => {
    const taken =
      await api.runProbes(device.id, [sweepProbe], t.sound.reason);
    setAsked(taken.id);
    posted(taken);
  };
  return (
    <section class="play" aria-labelledby="play-title">
      <h3 id="play-title">{t.sound.playTitle}</h3>
      <p id="play-heard">{t.sound.heard}
        {probe?.interrupts_playback && <> {t.now.interrupts}</>}
        {" "}{t.sound.consent}</p>
      <div class="start">
        {mayAct && (
          <button type="button" aria-disabled={hindrance !== null || busy}
            aria-describedby={hindrance ? "play-heard play-why" : "play-heard"}
            onClick={() => { if (!hindrance && !busy) void run(play); }}>
            {busy ? t.sound.asking : t.sound.play}
          </button>
        )}
        {hindrance?.kind === "noSession" && <OpenSession device={device} />}
        {hindrance && <p id="play-why" class="quiet">{hindrance.text}</p>}
      </div>
      {problem && <p class="problem" role="alert">{problem}</p>}
      {command && plays(command, asked) && (
        <Progress device={device} command={command} mayAct={mayAct} />
      )}
    </section>
  );
}
